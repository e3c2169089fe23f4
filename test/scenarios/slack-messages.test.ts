import { expect, test } from "vitest";
import { RATES } from "../../adapters/slack/render/limits.ts";
import { signLink } from "../../adapters/web/guard/links.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { LINK_SECRET, slackHouses, textOf } from "./slack-house.ts";

const open = slackHouses();

test("a root that somebody deleted comes again, and what is said in its thread counts", async () => {
  const house = await open();
  const root = await house.propose("cart");
  house.slack.workspace.messages.splice(house.slack.workspace.messages.indexOf(root), 1);
  await house.sender.slash("G-1001 ack");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/ACKED/);
  await house.settled();
  const [again] = house.roots();
  if (!again) throw new Error("no root");
  await house.sender.say("accept h1", { thread: again.ts });
  await house.sender.mention("changes last 2h", { thread: again.ts });
  await expect.poll(() => house.replies(again).length).toBe(1);
  const { hypotheses, links } = (await house.app.load(streamOf(1001))).state;
  expect(hypotheses[0]?.decided.type).toBe("accepted");
  expect(links).toHaveLength(2);
  expect(house.roots()).toHaveLength(1);
});

test("a root whose edit window is over comes again once, and is edited from then on", async () => {
  const house = await open();
  const root = await house.propose("cart");
  house.slack.script(({ method, args }) =>
    method === "chat.update" && args.ts === root.ts ? { type: "error", error: "edit_window_closed" } : undefined,
  );
  for (const text of ["ack", "note one", "unack", "ack"]) {
    await house.sender.slash(`G-1001 ${text}`);
    await house.settled();
  }
  expect(house.roots()).toHaveLength(2);
  expect(textOf(house.roots()[1])).toMatch(/ACKED/);
  await house.sender.say("accept h1", { thread: house.roots()[1]?.ts ?? "" });
  expect((await house.app.load(streamOf(1001))).state.hypotheses[0]?.decided.type).toBe("accepted");
});

test("where no message may be edited, one new root stands, and the operator is told why", async () => {
  const house = await open();
  await house.propose("cart");
  house.slack.script(({ method }) =>
    method === "chat.update" ? { type: "error", error: "edit_window_closed" } : undefined,
  );
  for (const text of ["ack", "note one", "unack", "ack"]) {
    await house.sender.slash(`G-1001 ${text}`);
    await house.settled();
  }
  expect(house.roots()).toHaveLength(2);
  expect(house.complaints()).toEqual([expect.stringMatching(/editing messages.*Lift/)]);
  house.slack.script(() => undefined);
  await house.sender.slash("G-1001 note two");
  await expect.poll(() => house.complaints()).toEqual([]);
});

test("a card that was shown in a simpler form is whole again once Slack takes it, and no longer complained of", async () => {
  const house = await open();
  const root = await house.propose("cart");
  house.slack.script(({ method, args }) => {
    const rich = Array.isArray(args.blocks) && args.blocks.length > 0;
    return method === "chat.update" && rich ? { type: "error", error: "invalid_blocks" } : undefined;
  });
  await house.sender.slash("G-1001 ack");
  await expect.poll(() => root.blocks).toEqual([]);
  await expect.poll(() => house.complaints()).toEqual([expect.stringMatching(/simpler form/)]);
  house.slack.script(() => undefined);
  await house.sender.slash("G-1001 close rolled back");
  await expect.poll(() => textOf(root)).toMatch(/CLOSED.*rolled back/s);
  await expect.poll(() => house.complaints()).toEqual([]);
  expect(root.blocks.length).toBeGreaterThan(0);
});

test("a storm takes less than half of the workspace's edits, and shows the latest state", async () => {
  const house = await open({ rates: RATES });
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  const began = Date.now();
  for (let index = 0; index < 15; index++) {
    await house.sender.slash("G-1001 ack");
    await house.sender.slash("G-1001 unack");
  }
  await house.sender.slash("G-1001 ack");
  await house.settled();
  expect(textOf(house.roots()[0])).toMatch(/ACKED/);
  const edits = house.slack.calls.filter(({ method }) => method === "chat.update").length;
  const { burst, perMinute } = RATES.placeEdit;
  expect(edits).toBeLessThanOrEqual(Math.ceil(burst + ((Date.now() - began) / 60_000) * perMinute));
  expect(2 * perMinute).toBeLessThan(RATES.edit.perMinute);
});

/** Everything that a call says. */
const saysTable = ({ args }: { readonly args: Readonly<Record<string, unknown>> }): boolean =>
  JSON.stringify(args.blocks ?? []).includes('"type":"table"');

test("a table is Slack's own; in a list of investigations their names lead to their threads", async () => {
  const house = await open();
  const root = await house.propose("cart");
  await house.sender.slash("G-1001 changes last 2h");
  await expect.poll(() => house.replies(root).some(({ blocks }) => saysTable({ args: { blocks } }))).toBe(true);
  await house.sender.mention("status");
  await expect.poll(() => house.slack.ephemerals.length).toBe(1);
  const url = `https://gumshoe-test.slack.com/archives/C0001/p${root.ts.replace(".", "")}`;
  const linked = `"type":"link","url":"${url}","text":"G-1001"`;
  expect(JSON.stringify(house.slack.ephemerals[0]?.blocks)).toContain(linked);
  expect((await house.sender.slash("status")).body).toBe("");
  await expect.poll(() => JSON.stringify(house.slack.ephemerals[1]?.blocks)).toContain(linked);
  house.slack.workspace.channels.set("C0003", "not_in_channel");
  await house.sender.slash("status", { channel: "C0003" });
  await expect.poll(() => JSON.stringify(house.slack.ephemerals[2] ?? "")).toContain(linked);
});

test("a workspace that refuses Slack's own tables gets them as text, without a word, and is asked once", async () => {
  const house = await open();
  house.slack.script((call) => (saysTable(call) ? { type: "error", error: "invalid_blocks" } : undefined));
  const root = await house.propose("cart");
  for (const text of ["changes last 2h", "changes last 3h"]) await house.sender.slash(`G-1001 ${text}`);
  await house.settled();
  await expect
    .poll(() => house.replies(root).filter((reply) => textOf(reply).includes("```")).length)
    .toBeGreaterThan(1);
  await expect.poll(house.complaints).toEqual([]);
  expect(house.slack.calls.filter(saysTable)).toHaveLength(1);
  await house.sender.mention("status");
  await expect.poll(() => JSON.stringify(house.slack.ephemerals)).toMatch(/```.*G-1001/);
});

test("a pasted link to a thread is its investigation, for those who see it", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const { workspace } = house.slack;
  workspace.channels.set("C0002", "member");
  workspace.privates.set("C0002", ["U0002"]);
  await house.sender.mention("investigate bravo is slow", { channel: "C0002", user: "U0002" });
  await expect.poll(() => house.roots("C0002").length).toBe(1);
  await house.settled();
  const linkTo = ({ channel, ts }: { channel: string; ts: string }): string =>
    `<https://gumshoe-test.slack.com/archives/${channel}/p${ts.replace(".", "")}>`;
  const secret = house.roots("C0002")[0] ?? root;
  expect((await house.sender.slash(linkTo(root))).body).toMatch(/checkout-5xx/);
  expect((await house.sender.slash(linkTo(secret))).body).toMatch(/G-1002 is not known here/);
  expect((await house.sender.slash(linkTo(secret), { user: "U0002" })).body).toMatch(/bravo is slow/);
  await house.sender.slash(`G-1001 note as in ${linkTo(secret)}`);
  expect((await house.app.load(streamOf(1001))).state.notes[0]?.text).toMatch(/as in .*archives/);
});

test("a link to a page shows what whoever has it could open, and no other link shows anything", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const { workspace, previews } = house.slack;
  const said = { channel: "C0001", user: "U0002", text: "see", blocks: [], attachments: [] };
  const [first, second] = [workspace.post(said), workspace.post(said)];
  const link = (number: number, expires = 4_000_000_000): string =>
    `https://gumshoe.example.com${signLink(`/investigations/G-${number}`, expires, LINK_SECRET)}`;
  const forged = link(1001).replace(/signature=.*/, "signature=x");
  await house.sender.shareLinks(first, [forged, link(1001, 1), link(1099), "https://gumshoe.example.com/"]);
  await house.sender.shareLinks(first, [link(1001)], { installedIn: "T0999" });
  await house.sender.shareLinks(second, [link(1001)]);
  await house.sender.shareLinks({ channel: "COMPOSER", ts: "abc" }, [link(1001)]);
  await expect.poll(() => previews.size).toBe(2);
  expect([...previews.keys()]).toEqual([`C0001.${second.ts}.1`, "COMPOSER.abc.1"]);
  const shown = JSON.stringify([...previews.values()]);
  expect(shown).toMatch(/checkout-5xx/);
  expect(shown).not.toMatch(/"type":"(?:actions|button)"/);
  expect(house.replies(root)).toHaveLength(1);
});

test("an event without what its kind has is acknowledged, so that Slack does not send it again, and left", async () => {
  const house = await open();
  const calls = () => house.slack.calls.length;
  const before = calls();
  for (const event of [
    { type: "app_home_opened" },
    { type: "app_home_opened", user: "U0001", tab: 7 },
    { type: "app_mention", user: "U0001", ts: "1700000000.1", text: "<@UBOT1> status" },
    { type: "app_mention", user: "U0001", ts: "1700000000.2", channel: { id: "C0001" }, text: "<@UBOT1> status" },
    { type: "message", channel: "C0001", thread_ts: "1700000000.1", text: "ack", ts: "1700000000.3" },
    { type: "link_shared", links: "x" },
    { type: "member_joined_channel" },
  ]) {
    expect((await house.sender.event(event)).status, JSON.stringify(event)).toBe(200);
  }
  expect(calls()).toBe(before);
});
