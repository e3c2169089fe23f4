import { expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { type Failure, startSlack } from "../counterparts/slack/server.ts";
import { type SlackHouse, slackHouses, textOf } from "./slack-house.ts";

const open = slackHouses();

const statusOf = async (house: SlackHouse) => (await house.app.load(streamOf(1001))).state.status;
const shown = (house: SlackHouse): string => JSON.stringify(house.slack.ephemerals);
const outside = { channel: "C0002", user: "U0001", text: "cart is slow", blocks: [], attachments: [] };

test.each([
  ["that the bot is not in", "C0002", "not_in_channel", /Gumshoe is not in this channel. Invite it: \/invite @Gumshoe/],
  ["that is archived", "C0002", "is_archived", /The channel is archived/],
  ["that the bot does not see", "C0404", undefined, /Gumshoe does not see this channel. Invite it: \/invite @Gumshoe/],
  ["between others", "D0404", undefined, /direct message between others/],
] as const)(
  "in a channel %s nothing is begun, and it is said at once what to do",
  async (_name, channel, state, told) => {
    const house = await open();
    if (state) house.slack.workspace.channels.set(channel, state);
    for (const text of ["investigate cart is slow", "changes last 2h"]) {
      expect((await house.sender.slash(text, { channel })).body).toMatch(told);
    }
    await house.sender.shortcut("investigate_this", house.slack.workspace.post({ ...outside, channel }));
    await expect.poll(() => shown(house)).toMatch(told);
    expect(await statusOf(house)).toBe("none");
  },
);

test("once the bot is invited, the same is carried out", async () => {
  const house = await open();
  house.slack.workspace.channels.set("C0002", "not_in_channel");
  await house.sender.slash("investigate cart is slow", { channel: "C0002" });
  house.slack.workspace.channels.set("C0002", "member");
  await house.sender.slash("investigate cart is slow", { channel: "C0002" });
  await expect.poll(() => textOf(house.roots("C0002")[0])).toMatch(/cart is slow/);
});

test("whoever is not in the channel is answered directly", async () => {
  const house = await open();
  house.slack.workspace.absent.add("U0001 C0001");
  await house.sender.mention("G-77 status");
  await expect.poll(() => house.slack.workspace.shown("D0001").map(textOf).join()).toMatch(/G-77 is not known here/);
});

test.each([
  ["429", { type: "429", retryAfter: 1 }],
  ["500", { type: "http", status: 500 }],
] as const)("an answer that Slack refuses with %s is given again", async (_name, failure) => {
  const house = await open();
  let failed: Failure | undefined = failure;
  house.slack.script(({ method }) => {
    if (method !== "chat.postEphemeral") return undefined;
    const now = failed;
    failed = undefined;
    return now;
  });
  await house.sender.mention("G-77 status");
  await expect.poll(() => shown(house)).toMatch(/G-77 is not known here/);
});

test("an answer that reaches nobody is listed for the operators", async () => {
  const house = await open();
  house.slack.script(({ method }) =>
    method.startsWith("chat.post") ? { type: "error", error: "restricted_action" } : undefined,
  );
  await house.sender.mention("G-77 status");
  await expect.poll(() => house.complaints().join()).toMatch(/An answer to U0001 reached nobody: NOT DONE/);
  house.slack.script(() => undefined);
  await house.sender.mention("G-77 status");
  await expect.poll(() => house.complaints()).toEqual([]);
});

test("a form that opens too late is offered again", async () => {
  const house = await open();
  const root = await house.propose("cart");
  house.slack.expired = true;
  await house.sender.slash("investigate");
  await expect.poll(() => shown(house)).toMatch(/could not be opened in time.*"value":"investigate"/);
  await house.sender.pressLabel(root, "Note");
  await expect.poll(() => shown(house)).toMatch(/"value":"G-1001 note"/);
});

test("a press in a dialog shows its outcome there", async () => {
  const house = await open();
  await house.propose("cart");
  const view = { id: "V0007", type: "modal", private_metadata: JSON.stringify({ channel: "C0001" }) };
  await house.sender.pressIn(view, { action_id: "a", value: "G-1001 ack" });
  await expect.poll(() => house.slack.views.at(-1)?.method).toBe("views.update");
  expect(JSON.stringify(house.slack.views.at(-1)?.view)).toMatch(/DONE.*G-1001/);
  expect(house.slack.calls.findLast(({ method }) => method === "views.update")?.args.view_id).toBe("V0007");
});

test("a button that is pressed twice at once is pressed once", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const action = { action_id: "a", value: "investigate orders is slow" };
  await Promise.all([house.sender.press(root, action), house.sender.press(root, action)]);
  const statusOf = async (number: number) => (await house.app.load(streamOf(number))).state.status;
  // A press is acknowledged after two seconds at the latest, done or not.
  await expect.poll(() => statusOf(1002)).toBe("open");
  await house.settled();
  expect(await statusOf(1003)).toBe("none");
});

test("a button that two people press at once is pressed by each", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const action = { action_id: "a", value: "G-1001 note orders is slow" };
  await Promise.all(["U0001", "U0002", "U0001"].map((user) => house.sender.press(root, action, { user })));
  const writers = async () => (await house.app.load(streamOf(1001))).state.notes.map(({ by }) => by.id).toSorted();
  await expect.poll(writers).toEqual(["slack:U0001", "slack:U0002"]);
});

test("a press on the home tab shows its outcome in a dialog", async () => {
  const house = await open();
  await house.propose("cart");
  await house.sender.pressIn({ type: "home" }, { action_id: "a", value: "G-1001 ack" });
  await expect.poll(() => JSON.stringify(house.slack.views.at(-1)?.view)).toMatch(/DONE.*G-1001/);
});

test("a press on an answer for one person takes its place", async () => {
  const house = await open();
  await house.propose("cart");
  await house.sender.pressEphemeral({ action_id: "a", value: "G-1001 ack" });
  await expect.poll(() => house.slack.ephemerals.at(-1)).toMatchObject({ replaces: true });
  expect(shown(house)).toMatch(/DONE/);
});

test("a command is acknowledged before the store answers, and answered when it has", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const house = await open({ store: () => promise });
  expect(await house.sender.slash("G-77 status")).toMatchObject({ status: 200, body: "" });
  resolve();
  await expect.poll(() => shown(house)).toMatch(/G-77 is not known here/);
});

test("a press, a form and a shortcut are acknowledged before the store answers, and answered when it has", async () => {
  let gate = Promise.resolve();
  const house = await open({ store: () => gate });
  const root = await house.propose("cart");
  await house.sender.pressLabel(root, "Note");
  await expect.poll(() => house.slack.views.length).toBe(1);
  const form = house.slack.views[0]?.view ?? {};
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  const { ephemerals, workspace } = house.slack;
  const before = ephemerals.length;
  const said = workspace.post({ ...outside, channel: "C0001", thread_ts: root.ts });
  const sent = await Promise.all([
    house.sender.pressLabel(root, "Ack"),
    house.sender.submit(form, { text: "rolled back" }),
    house.sender.shortcut("add_to_timeline", said),
  ]);
  expect(sent.map(({ status, body }) => [status, body])).toEqual(sent.map(() => [200, ""]));
  expect(ephemerals.length).toBe(before);
  resolve();
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/ACKED.*Note by Ana/);
  const told = () => JSON.stringify(ephemerals.slice(before));
  await expect.poll(told).toMatch(/DONE: note: rolled back/);
  await expect.poll(told).toMatch(/DONE: to the timeline/);
});

test.each([
  ["a direct message", "D0001"],
  ["a channel", "C0001"],
])("in %s it is shown that an answer takes long, and no longer once it is there", async (_name, channel) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const house = await open({ store: () => promise });
  const { statuses, workspace } = house.slack;
  const ask = channel === "D0001" ? house.sender.say : house.sender.mention;
  const asked = ask("G-77 status", { channel });
  await expect.poll(() => statuses.map(({ status }) => status)).toEqual(["is looking…"]);
  resolve();
  await asked;
  await expect.poll(() => statuses.map(({ status }) => status)).toEqual(["is looking…", ""]);
  const question = workspace.shown(channel).find(({ user }) => user === "U0001");
  expect(new Set(statuses.map((each) => each.thread))).toEqual(new Set([question?.ts]));
});

test("an answer that takes long reaches whoever asked also where Slack shows no loading state", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const house = await open({ store: () => promise });
  const refused = () => house.slack.calls.some(({ method }) => method === "assistant.threads.setStatus");
  house.slack.script(({ method }) =>
    method === "assistant.threads.setStatus" ? { type: "error", error: "access_denied" } : undefined,
  );
  void house.sender.mention("G-77 status");
  await expect.poll(refused).toBe(true);
  resolve();
  await expect.poll(() => shown(house)).toMatch(/G-77 is not known here/);
});

test.each([
  ["not_in_channel", /^SLACK_CHANNEL C0001: Gumshoe is not in this channel. Invite it: \/invite @Gumshoe.$/],
  ["is_archived", /^SLACK_CHANNEL C0001: The channel is archived/],
  ["is_read_only", /^SLACK_CHANNEL C0001: The channel is read-only for Gumshoe/],
  ["is_thread_only", /^SLACK_CHANNEL C0001: In this channel Gumshoe may only reply in threads/],
  ["is_non_threadable", /^SLACK_CHANNEL C0001: Threads are switched off in this channel/],
  ["missing", /^SLACK_CHANNEL C0001: There is no such channel, or it is private/],
] as const)("at the start a channel of alarms that is %s is one line, with the remedy", async (state, told) => {
  const slack = await startSlack();
  const { channels, restricted } = slack.workspace;
  if (state === "missing") channels.delete("C0001");
  else if (state === "not_in_channel" || state === "is_archived") channels.set("C0001", state);
  else restricted.set("C0001", state);
  const house = await open({ slack });
  expect(house.complaints()).toEqual([expect.stringMatching(told)]);
  expect(house.errors).toEqual(house.complaints());
});

test("once the bot is invited, what waited is posted at once, and nothing is complained of", async () => {
  const slack = await startSlack();
  slack.workspace.channels.set("C0001", "not_in_channel");
  const house = await open({ slack });
  await house.alarm("checkout-5xx");
  await expect.poll(() => slack.calls.some(({ method }) => method === "chat.postMessage")).toBe(true);
  await house.sender.invite("U0002");
  expect(house.roots()).toEqual([]);
  await house.sender.invite("UBOT1");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/checkout-5xx/);
  await expect.poll(house.complaints).toEqual([]);
});

test("channels that other settings name are checked, too, each once", async () => {
  const slack = await startSlack();
  slack.workspace.channels.set("C0002", "not_in_channel");
  const named = [
    { setting: "ROUTES", channel: "C0002" },
    { setting: "OPERATORS", team: "T0001", channel: "C0001" },
    { setting: "OPERATORS", team: "T0001", channel: "C0002" },
    { setting: "GUARDRAILS", team: "T0999", channel: "C0003" },
  ];
  const house = await open({ slack, settings: { named } });
  expect(house.complaints().toSorted()).toEqual([
    expect.stringMatching(/^GUARDRAILS C0003: The channel is named with another workspace/),
    expect.stringMatching(/^ROUTES C0002: Gumshoe is not in this channel/),
  ]);
});

test("while Slack does not answer, nothing is said about a channel", async () => {
  const slack = await startSlack();
  slack.script(({ method }) => (method === "conversations.info" ? { type: "http", status: 500 } : undefined));
  const house = await open({ slack });
  expect(house.complaints()).toEqual([]);
});

test("what only a message meets stays listed while the channel itself looks right, and is one error", async () => {
  const house = await open();
  house.slack.script(({ method }) =>
    method === "chat.postMessage" ? { type: "error", error: "restricted_action" } : undefined,
  );
  const posts = () => house.slack.calls.filter(({ method }) => method === "chat.postMessage").length;
  await house.alarm("checkout-5xx");
  await expect.poll(house.complaints).toEqual([expect.stringMatching(/restricted_action/)]);
  const before = posts();
  await house.sender.invite("UBOT1");
  await expect.poll(posts).toBeGreaterThan(before);
  expect(house.complaints()).toEqual([expect.stringMatching(/restricted_action/)]);
  expect(house.errors).toHaveLength(1);
  house.slack.script(() => undefined);
  await house.sender.invite("UBOT1");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/checkout-5xx/);
  await expect.poll(house.complaints).toEqual([]);
});
