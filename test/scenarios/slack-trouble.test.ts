import { expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Call, Failure } from "../counterparts/slack/server.ts";
import type { SlackMessage } from "../counterparts/slack/workspace.ts";
import { type SlackHouse, slackHouses, textOf, until } from "./slack-house.ts";

const open = slackHouses();

/** A life of an alarm with questions and decisions in it. */
async function live(house: SlackHouse): Promise<SlackMessage | undefined> {
  const root = await house.propose("cart", "orders");
  for (const text of ["ack", "accept h1", "note rolled back", "changes last 2h", "discard h2 flat"]) {
    await house.sender.slash(`G-1001 ${text}`);
  }
  await house.alarm("checkout-5xx", { state: "OK" });
  await house.sender.slash("G-1001 close rolled back");
  await house.settled();
  return root;
}

/** What the channel shows at the end, without what differs from one run to the next. */
function shown(house: SlackHouse): readonly string[] {
  const [root] = house.roots();
  return [root, ...house.replies(root)].map((message) => timeless(textOf(message)));
}

const timeless = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/<!date\^\d+\^\{time\}\|\d\d:\d\d utc>/g, "<time>")
    .replaceAll(/\d\d:\d\d(:\d\d)?(z| cet| utc)?/g, "hh:mm");

test("a post that is taken while its answer is lost stands once, thirty times over", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const cut = new Set<unknown>();
  house.slack.script(({ method, args }) => {
    if (method !== "chat.postMessage" || cut.has(args.client_msg_id)) return undefined;
    cut.add(args.client_msg_id);
    return { type: "cut", after: true };
  });
  for (let index = 0; index < 30; index++) await house.sender.slash("G-1001 changes last 2h");
  await until(() => house.replies(root).length >= 31);
  await house.settled();
  const slots = house.replies(root).map(({ metadata }) => metadata?.event_payload.slot);
  expect(cut.size).toBe(30);
  expect(slots).toHaveLength(31);
  expect(new Set(slots).size).toBe(31);
});

const every =
  (n: number, failures: readonly Failure[]) =>
  ({ number, method }: Call): Failure | undefined =>
    number % n === 0 && method !== "auth.test" ? failures[(number / n) % failures.length] : undefined;

const troubles: readonly [string, ReturnType<typeof every>][] = [
  ["refuses every third call", every(3, [{ type: "429", retryAfter: 1 }])],
  ["fails every third call with 500", every(3, [{ type: "http", status: 500 }])],
  [
    "does everything wrong in turn",
    every(2, [
      { type: "429", retryAfter: 1 },
      { type: "error", error: "ratelimited" },
      { type: "error", error: "internal_error" },
      { type: "http", status: 503 },
      { type: "cut", after: true },
      { type: "cut", after: false },
    ]),
  ],
];

test.each(troubles)("a Slack that %s shows in the end exactly what it would have shown", async (_name, script) => {
  const [calm, troubled] = [await open(), await open()];
  await live(calm);
  troubled.slack.script(script);
  await live(troubled);
  await until(() => shown(troubled).length === shown(calm).length);
  await expect.poll(() => shown(troubled)).toEqual(shown(calm));
  expect(troubled.roots()).toHaveLength(1);
});

test("a wait that Slack asks for is kept", async () => {
  const house = await open();
  let refusedAt = 0;
  house.slack.script(({ method, at }) => {
    if (method !== "chat.postMessage" || refusedAt > 0) return undefined;
    refusedAt = at;
    return { type: "429", retryAfter: 2 };
  });
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  const posts = house.slack.calls.filter(({ method }) => method === "chat.postMessage");
  expect(posts).toHaveLength(2);
  expect((posts[1]?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(2_000);
});

test("replies keep their order while calls fail", async () => {
  const house = await open();
  const root = await house.propose("cart");
  house.slack.script(
    every(2, [
      { type: "http", status: 500 },
      { type: "cut", after: true },
    ]),
  );
  for (let index = 0; index < 12; index++) await house.sender.slash("G-1001 changes last 2h");
  await until(() => house.replies(root).length >= 13);
  await house.settled();
  const slots = house.replies(root).map(({ metadata }) => metadata?.event_payload.slot);
  expect(slots).toEqual(["summary", ...Array.from({ length: 12 }, (_, index) => `q${index + 1}`)]);
});

test("superseded edits are never sent", async () => {
  const slow = { perMinute: 60, burst: 1 };
  const edit = { perMinute: 30, burst: 1 };
  const house = await open({ rates: { place: slow, placeEdit: slow, post: slow, edit, progress: slow } });
  const began = Date.now();
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  for (let index = 0; index < 20; index++) {
    await house.sender.slash(index % 2 === 0 ? "G-1001 ack" : "G-1001 unack");
  }
  await house.sender.slash("G-1001 ack");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/ACKED/);
  await house.settled();
  const edits = house.slack.calls.filter(({ method }) => method === "chat.update");
  // As many as the rate lets through, however long it took.
  const most = edit.burst + ((Date.now() - began) / 60_000) * edit.perMinute;
  expect(edits.length).toBeLessThanOrEqual(Math.ceil(most));
  expect((await house.app.load(streamOf(1001))).state.acknowledged).toBeDefined();
});

test("a card that Slack refuses is shown in a simpler form instead of being lost", async () => {
  const house = await open();
  house.slack.script(({ method, args }) => {
    const rich = Array.isArray(args.blocks) && args.blocks.length > 0;
    return method === "chat.postMessage" && rich ? { type: "error", error: "invalid_blocks" } : undefined;
  });
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  expect(house.roots()[0]?.text).toMatch(/ALARM checkout-5xx/);
  await expect.poll(() => house.errors.join("\n")).toMatch(/simpler form/);
});
