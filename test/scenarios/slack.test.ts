import { expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { forms } from "../../src/card/form.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { actionOf } from "../counterparts/slack/sender.ts";
import { type SlackHouse, slackHouses, textOf } from "./slack-house.ts";

const open = slackHouses();

const stateOf = async (house: SlackHouse, number = 1001) => (await house.app.load(streamOf(number))).state;
const ephemeralText = (house: SlackHouse): string => JSON.stringify(house.slack.ephemerals);

test("the colour of its bar and its emoji follow its state", async () => {
  const house = await open();
  await house.alarm("checkout-5xx");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/🔴 ALARM.*#a30200/);
  await house.sender.slash("G-1001 ack");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/🟠 ACKED.*#daa038/);
  await house.alarm("checkout-5xx", { state: "OK" });
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/🟢 OK.*#2eb886/);
});

test("the push text says state, name, value against limit and account in 80 characters", async () => {
  const house = await open();
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  expect(house.roots()[0]?.text).toBe("ALARM checkout-5xx 41, limit 5 · 111122223333 eu-west-1");
});

test("an alarm that flaps rings once more, and then only after ten quiet minutes", async () => {
  const house = await open();
  const from = Date.now() - 3_400_000;
  const at = (minutes: number): string => new Date(from + minutes * 60_000).toISOString();
  for (const [minutes, state] of [
    [0, "ALARM"],
    [1, "OK"],
    [2, "ALARM"],
    [3, "OK"],
    [4, "ALARM"],
    [5, "OK"],
    [20, "ALARM"],
  ] as const) {
    await house.alarm("checkout-5xx", { state, at: at(minutes) });
    await house.settled();
  }
  const root = house.roots()[0];
  expect(house.replies(root).map(({ text }) => text.slice(0, 11))).toEqual(["ALARM again", "ALARM again"]);
});

test("Why? opens a dialog with the reasons, and a press that finds nothing is answered", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const summary = house.replies(root)[0];
  if (!summary) throw new Error("no summary");
  await house.sender.pressLabel(summary, "Why?");
  await expect.poll(() => house.slack.views.length).toBe(1);
  expect(JSON.stringify(house.slack.views[0]?.view)).toMatch(/Ruled out if/);
  expect((await house.sender.press(summary, { action_id: "unknown" })).status).toBe(200);
});

test.each([
  ["investigate", { subject: "checkout is slow", since: "blah" }, { since: /Not a time: blah/ }],
  ["metrics", { namespace: "AWS/Lambda", metric: "Errors", time: "sometime" }, { time: /sometime/ }],
  ["logs", { groups: "a*b", query: "/(/", time: "blah" }, { groups: /a\*b/, query: /regular/, time: /blah/ }],
  [
    "alarms create",
    { name: "x", metric: "AWS/Lambda", threshold: "five", periods: "many", topic: "me" },
    { metric: /Which metric/, threshold: /Not a number: five/, periods: /3 of 5/, topic: /ARN: me/ },
  ],
])(
  "what is wrong in the form of %s is said under its field, and nothing typed is lost",
  async (command, values, told) => {
    const house = await open();
    await house.sender.slash(command);
    await expect.poll(() => house.slack.views.length).toBe(1);
    const sent = await house.sender.submit(house.slack.views[0]?.view ?? {}, values);
    const errors = Object.fromEntries(Object.entries(told).map(([name, text]) => [name, expect.stringMatching(text)]));
    expect(JSON.parse(sent.body)).toEqual({ response_action: "errors", errors });
    expect(house.roots()).toEqual([]);
  },
);

test("a dialog starts an investigation, wherever it was opened", async () => {
  const house = await open();
  await house.sender.shortcut("start_investigation");
  await house.sender.slash("investigate");
  await expect.poll(() => house.slack.views.length).toBe(2);
  const view = house.slack.views[0]?.view ?? {};
  expect(JSON.stringify(view)).toContain(forms.start.title);
  await house.sender.submit(view, { subject: "checkout is slow", since: "30m ago" });
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/checkout/);
});

test("a mention outside a thread and a direct message are answered with help", async () => {
  const house = await open();
  await house.sender.mention("");
  await expect.poll(() => ephemeralText(house)).toMatch(/HELP/);
  await house.sender.say("help metrics", { channel: "D0001" });
  await expect.poll(() => house.slack.workspace.shown("D0001").length).toBe(2);
  expect(textOf(house.slack.workspace.shown("D0001")[1])).toMatch(/HELP metrics/);
});

test("Slack's own retries change nothing and answer nothing again", async () => {
  const house = await open();
  const over = { eventId: "Ev0RETRY", headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" } };
  await house.sender.mention("investigate cart is slow", { eventId: "Ev0RETRY" });
  await house.sender.mention("investigate cart is slow", over);
  await house.settled();
  expect(house.roots()).toHaveLength(1);
  expect(house.slack.ephemerals).toHaveLength(1);
});

test("a pin and the emoji add a message to the timeline at its own time, once", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const ts = await said(house, "deploy 142 went out", root.ts);
  const message = house.slack.workspace.find("C0001", ts);
  if (!message) throw new Error("no message");
  await house.sender.react(message, "eyes");
  await house.sender.react(message, "pushpin", { user: "U0002" });
  await house.sender.pin(message);
  await expect.poll(async () => (await stateOf(house)).notes.length).toBe(1);
  const [note] = (await stateOf(house)).notes;
  expect(note).toMatchObject({ text: "deploy 142 went out", by: { id: "slack:U0002", name: "Ben" } });
  expect(note?.said).toMatchObject({ author: "Ana" });
  expect(note?.said?.link).toBe(
    `https://gumshoe-test.slack.com/archives/C0001/p${ts.replace(".", "")}?thread_ts=${root.ts}&cid=C0001`,
  );
  expect(Date.parse(note?.said?.at ?? "")).toBeCloseTo(Number(ts) * 1000, -2);
});

test("a pin outside any investigation means nothing to the bot", async () => {
  const house = await open();
  const message = house.slack.workspace.find("C0001", await said(house, "lunch at 12"));
  if (!message) throw new Error("no message");
  await house.sender.pin(message);
  expect(house.slack.ephemerals).toEqual([]);
});

test("any message can be investigated, or added to a timeline that is chosen", async () => {
  const house = await open();
  await house.propose("cart");
  const message = house.slack.workspace.find("C0001", await said(house, "orders is slow for a customer"));
  if (!message) throw new Error("no message");
  await house.sender.shortcut("add_to_timeline", message);
  await expect.poll(() => house.slack.views.length).toBe(1);
  await house.sender.submit(house.slack.views[0]?.view ?? {}, { investigation: "G-1001" });
  await expect.poll(async () => (await stateOf(house)).notes[0]?.text).toBe("orders is slow for a customer");
  await house.sender.shortcut("investigate_this", message);
  await expect.poll(() => house.roots().length).toBe(2);
  expect(textOf(house.roots()[1])).toMatch(/orders is slow for a customer/);
  expect((await stateOf(house, 1002)).since).toBeCloseTo(Number(message.ts), 0);
});

test("the home tab lists open investigations, mine first, and says how the bot does", async () => {
  const house = await open();
  await house.alarm("checkout-5xx");
  await house.alarm("orders-slow");
  await expect.poll(() => house.roots().length).toBe(2);
  const mine = await stateOf(house, 1001);
  await house.sender.slash("G-1001 ack");
  await house.settled();
  await house.sender.openHome();
  await expect.poll(() => house.slack.views.length).toBe(1);
  const view = JSON.stringify(house.slack.views[0]?.view);
  expect(view).toMatch(/Acknowledged by you.*Others.*Health.*SNS since the start/s);
  expect(view.indexOf(mine.title)).toBeLessThan(view.indexOf("Others"));
  expect(view).toMatch(/https:\/\/gumshoe-test\.slack\.com\/archives\/C0001\/p\d+/);
});

test("a long table is previewed, and stands whole as a file beside it", async () => {
  const { telemetry } = simulate({ incident: "orders-failing", seed: 3, startedAt: new Date() });
  const change = {
    at: Date.now() / 1000,
    actor: "role/deploy",
    action: "UpdateService",
    resources: ["=cmd()"],
    detail: {},
    id: "c1",
  };
  const during: typeof telemetry.changes.during = async () => ({
    value: Array.from({ length: 40 }, () => change),
    horizon: change.at,
    gaps: [],
  });
  const house = await open({ telemetry: { ...telemetry, changes: { ...telemetry.changes, during } } });
  const root = await house.propose("cart");
  await house.sender.mention("changes last 24h", { thread: root.ts });
  await expect.poll(() => [...house.slack.workspace.files.values()].some(({ completed }) => completed)).toBe(true);
  await expect.poll(() => textOf(house.replies(root)[1])).toMatch(/40 rows in all: q1\.csv, in this thread/);
  const [file] = house.slack.workspace.files.values();
  expect(file?.bytes.toString().split("\r\n")).toHaveLength(42);
  expect(file?.bytes.toString()).toContain("'=cmd()");
  expect(house.replies(root).filter(({ files }) => files?.includes(file?.id ?? ""))).toHaveLength(1);
});

test("pictures follow their card by an edit when they are ready", async () => {
  const house = await open({ automatic: true });
  house.slack.fileDelay = 2;
  await house.incident();
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/slack_file/);
  const file = [...house.slack.workspace.files.values()][0];
  expect(file?.bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(file?.alt).toMatch(/limit/);
});

test("a card whose picture never becomes ready stands all the same", async () => {
  const house = await open({ automatic: true });
  house.slack.fileDelay = 1_000;
  await house.incident();
  await expect.poll(() => textOf(house.replies(house.roots()[0])[0])).toMatch(/h1 /);
  expect(textOf(house.roots()[0])).not.toMatch(/slack_file/);
});

test.each([
  ["not_in_channel", /not_in_channel.*\/invite @Gumshoe/],
  ["is_archived", /is_archived.*Unarchive/],
  ["channel_not_found", /channel_not_found.*SLACK_CHANNEL/],
] as const)(
  "a channel that answers %s is one clear error for the operator, and shown once it works",
  async (state, told) => {
    const house = await open();
    if (state === "channel_not_found") house.slack.workspace.channels.delete("C0001");
    else house.slack.workspace.channels.set("C0001", state);
    await house.alarm("checkout-5xx");
    await expect.poll(() => house.errors.length).toBe(1);
    await house.sender.slash("G-1001 ack");
    expect(house.errors).toEqual([expect.stringMatching(told)]);
    house.slack.workspace.channels.set("C0001", "member");
    await house.sender.slash("G-1001 note now");
    await expect.poll(() => textOf(house.roots()[0])).toMatch(/ACKED/);
    expect(house.errors).toHaveLength(1);
  },
);

test("buttons carry what a person could type, and no state", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const values = [root, ...house.replies(root)].flatMap(({ blocks }) =>
    [...JSON.stringify(blocks).matchAll(/"value":"([^"]*)"/g)].map(([, value]) => value),
  );
  expect(values.length).toBeGreaterThan(5);
  for (const value of values) expect(value).toMatch(/^G-1001 (?:[a-z]+( h\d+)?|metrics edit AWS\/[\w/ =.-]+ \d+s)$/);
  expect(actionOf(root, "Ack")?.value).toBe("G-1001 ack");
});

/** Ana writes a message; answers its ts. */
async function said(house: SlackHouse, text: string, thread?: string): Promise<string> {
  await house.sender.say(text, thread === undefined ? {} : { thread });
  return house.slack.workspace.messages.at(-1)?.ts ?? "";
}

test("another bot's alert is investigated as a person sees it, from the time that it states", async () => {
  const house = await open();
  const at = new Date(Date.now() - 3_600_000);
  const since = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Europe/Berlin" }).format(at);
  const alert = house.slack.workspace.post({
    channel: "C0001",
    user: "U0009",
    bot_id: "B0009",
    text: "[no preview available]",
    blocks: [],
    attachments: [{ title: "disk of orders is full", fallback: "x", text: `<@U0002> looks, since ${since}` }],
  });
  await house.sender.shortcut("investigate_this", alert);
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/disk of orders is full @Ben looks/);
  expect(Math.abs(((await stateOf(house)).since ?? 0) - at.getTime() / 1000)).toBeLessThan(61);
});

test("a reaction outside of an investigation's thread is left alone", async () => {
  const house = await open();
  const said = { channel: "C0001", user: "U0002", text: "lunch?", blocks: [], attachments: [] };
  await house.sender.react(house.slack.workspace.post(said), "pushpin");
  await house.sender.mention("G-77 status");
  await expect.poll(() => JSON.stringify(house.slack.ephemerals)).toMatch(/G-77/);
  expect(house.slack.ephemerals).toHaveLength(1);
});
