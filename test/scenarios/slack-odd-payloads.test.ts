import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { BOT } from "../counterparts/slack/server.ts";
import { type SlackHouse, startSlackHouse, textOf } from "./slack-house.ts";

let house: SlackHouse;
let thread: string;
beforeAll(async () => {
  house = await startSlackHouse();
  thread = (await house.propose("cart")).ts;
});
afterAll(async () => {
  expect(house.slack.problems).toEqual([]);
  await house.stop();
});

/** Everything that Gumshoe says, and how far every investigation is that there is or may come to be. */
async function standing() {
  const { workspace, ephemerals, views } = house.slack;
  const loaded = await Promise.all([1001, 1002, 1003].map((number) => house.app.load(streamOf(number))));
  const said = workspace.messages.filter(({ user }) => user === BOT.user).map(textOf);
  return { versions: loaded.map(({ version }) => version), said, told: ephemerals.length, views: views.length };
}

let before: Awaited<ReturnType<typeof standing>>;
beforeEach(async () => {
  await house.settled();
  before = await standing();
});

/** An event on a message of the thread, as far as it is like others. */
const message = (more: Record<string, unknown>) => ({
  ...{
    type: "message",
    channel: "C0001",
    channel_type: "channel",
    user: "U0001",
    text: "ack",
    ts: "1700000000.000100",
  },
  ...{ thread_ts: thread, event_ts: "1700000000.000100", ...more },
});
const inner = { user: "U0001", text: "ack", ts: "1700000000.000100", type: "message" };
const many = Array.from({ length: 3_000 }, () => ({ type: "section", text: { type: "mrkdwn", text: "ack" } }));
const nested = Array.from({ length: 200 }).reduce<unknown>((within) => ({ elements: [within] }), { type: "text" });

test.each<[string, () => Record<string, unknown>]>([
  ["a message whose author is null", () => message({ user: null })],
  ["a message without an author", () => message({ user: undefined })],
  ["a mention whose author is null", () => ({ ...message({ user: null }), type: "app_mention" })],
  ["a direct message whose author is null", () => message({ user: null, channel: "D0001", channel_type: "im" })],
  ["a message of a kind that nobody knows", () => message({ subtype: "surprise" })],
  ["a message of a bot without the bot's id", () => message({ subtype: "bot_message", bot_id: null, user: null })],
  ["a message of a bot's own user", () => message({ bot_id: "B0777" })],
  ["an edit without what stood before", () => message({ subtype: "message_changed", user: undefined, message: inner })],
  ["an edit with nothing in it", () => message({ subtype: "message_changed", message: null, previous_message: null })],
  ["a deletion without what stood before", () => message({ subtype: "message_deleted", deleted_ts: null })],
  ["a broadcast reply that was deleted", () => message({ subtype: "tombstone", hidden: true })],
  ["a message that changed its thread", () => message({ subtype: "message_replied", message: inner })],
  ["a message in no channel", () => message({ channel: null })],
  ["a message in a channel that is an object", () => message({ channel: { id: null } })],
  ["a message at a time that is none", () => message({ ts: "whenever" })],
  ["a message in a thread that is none", () => message({ thread_ts: "whenever" })],
  ["a message without a time", () => message({ ts: null })],
  ["a message with blocks that are none", () => message({ text: "", blocks: {} })],
  ["a message with no text and no blocks", () => message({ text: null, blocks: null, attachments: null, files: null })],
  ["a message of nothing but thousands of blocks", () => message({ text: "", blocks: many })],
  ["a message of blocks within blocks", () => message({ text: "", blocks: [nested] })],
  ["a message of an emoji", () => message({ text: ":fire:" })],
  ["a message of several emoji", () => message({ text: ":+1::skin-tone-3: 🔥 :white_check_mark:" })],
  ["a message that is a reaction in words", () => message({ text: "+:fire:" })],
  [
    "a reaction on a file",
    () => ({ type: "reaction_added", user: "U0001", reaction: "pushpin", item: { type: "file" } }),
  ],
  ["a reaction on nothing", () => ({ type: "reaction_added", user: "U0001", reaction: "pushpin", item: null })],
  ["a reaction on a word", () => ({ type: "reaction_added", user: "U0001", reaction: "pushpin", item: "x" })],
  ["a reaction of nobody", () => ({ ...message({ user: null, item: inner }), type: "reaction_added" })],
  ["a reaction on a message that is gone", () => gone({ type: "reaction_added", reaction: "pushpin" })],
  ["a pin on a message that is gone", () => gone({ type: "pin_added", channel_id: "C0001" })],
  ["a pin on a file", () => ({ type: "pin_added", user: "U0001", channel_id: "C0001", item: { type: "file" } })],
  ["the home tab of nobody", () => ({ type: "app_home_opened", user: null, tab: "home" })],
  ["links of nobody, in no message", () => ({ type: "link_shared", links: null, message_ts: null })],
  ["an event without a kind", () => ({ user: "U0001" })],
])("%s is acknowledged and left alone", async (_name, event) => {
  expect((await house.sender.event(event())).status).toBe(200);
  await house.settled();
  expect(await standing()).toEqual(before);
});

function gone(event: Record<string, unknown>): Record<string, unknown> {
  const item = { type: "message", channel: "C0001", ts: "1600000000.000100", message: { ts: "1600000000.000100" } };
  return { user: "U0001", item, ...event };
}

test.each<[string, Record<string, unknown>]>([
  ["an event that is null", { type: "event_callback", event_id: "Ev1", event: null }],
  ["an event that is a word", { type: "event_callback", event_id: "Ev2", event: "message" }],
  ["an event without an id", { type: "event_callback", event: { ...inner, channel: "C0001" } }],
  ["an event for nobody in particular", { type: "event_callback", event_id: "Ev3", authorizations: [null], event: {} }],
  ["a request of a kind that nobody knows", { type: "surprise", user: { id: "U0001" } }],
])("%s is acknowledged", async (_name, body) => {
  expect((await house.sender.post(JSON.stringify(body), "application/json")).status).toBe(200);
  expect(await standing()).toEqual(before);
});

const person = { id: "U0001", username: "ana", name: "ana", team_id: BOT.team };
const asked = { user: person, team: { id: BOT.team, domain: "test" }, api_app_id: "A0001", trigger_id: "1.2.abc" };
const pressed = { ...asked, type: "block_actions", channel: { id: "C0001" }, container: { type: "message" } };

test.each<[string, Record<string, unknown>]>([
  ["a press on nothing", { ...pressed, actions: [] }],
  ["a press without a value", { ...pressed, actions: [{ type: "button", action_id: "a" }] }],
  [
    "a press on a button of an old kind",
    { ...pressed, type: "interactive_message", actions: [{ name: "a", value: "ack" }] },
  ],
  ["a press on a button without an id", { ...pressed, actions: [{ type: "button", value: "G-1001 ack" }] }],
  ["a menu that nothing was chosen from", { ...pressed, actions: [{ action_id: "a", selected_option: null }] }],
  ["options that are asked for", { ...asked, type: "block_suggestion", action_id: "a", block_id: "b", value: "x" }],
  [
    "a dialog that is closed",
    { ...asked, type: "view_closed", view: { id: "V1", callback_id: null }, is_cleared: false },
  ],
  ["a dialog that is closed as it was", { ...asked, type: "view_closed", view: { id: "V1", callback_id: "" } }],
  [
    "a form without fields",
    { ...asked, type: "view_submission", view: { id: "V1", callback_id: "form", state: null } },
  ],
  ["a form of nobody knows whom", { ...asked, type: "view_submission", view: { id: "V1", callback_id: "of_others" } }],
  [
    "the choice of a timeline without fields",
    { ...asked, type: "view_submission", view: { id: "V1", callback_id: "pick" } },
  ],
  ["a shortcut of nobody knows whom", { ...asked, type: "shortcut", callback_id: "of_others", action_ts: "1.2" }],
  ["a shortcut on no message", { ...asked, type: "message_action", callback_id: "investigate_this", message: null }],
  ["an old dialog", { ...asked, type: "dialog_submission", callback_id: "x", submission: {} }],
])("%s is acknowledged and left alone", async (_name, payload) => {
  expect((await house.sender.interactive(payload)).status).toBe(200);
  await house.settled();
  expect(await standing()).toEqual(before);
});

describe("a message without words", () => {
  const nothing = { user: "U0002", text: "", blocks: [], attachments: [] };

  test.each([
    ["no text", nothing],
    ["fields that are null", { ...nothing, text: null, user: null, username: null, bot_profile: null, blocks: null }],
    [
      "a picture alone",
      { ...nothing, blocks: [{ type: "image", image_url: "https://example.com/a.png", alt_text: "" }] },
    ],
    ["an emoji alone", { ...nothing, text: ":fire:" }],
  ])("is not investigated where it has %s: it is said that it says nothing", async (_name, said) => {
    const target = { ...said, channel: "C0001", ts: `${Math.floor(Date.now() / 1_000)}.000200`, edits: 0 };
    const { status } = await house.sender.interactive({
      ...{ ...asked, type: "message_action", callback_id: "investigate_this", channel: { id: "C0001" } },
      ...{ message: target, action_ts: `${Math.random()}`, response_url: null },
    });
    expect(status).toBe(200);
    await expect.poll(() => house.slack.ephemerals.length).toBe(before.told + 1);
    expect(JSON.stringify(house.slack.ephemerals.at(-1))).toMatch(/NOT DONE/);
    expect((await standing()).versions).toEqual(before.versions);
  });

  test("is not investigated either where it is older than what can be looked at", async () => {
    const said = { ...nothing, text: "cart is slow", channel: "C0001", ts: "1700000000.000100", edits: 0 };
    await house.sender.shortcut("investigate_this", said);
    await expect.poll(() => house.slack.ephemerals.length).toBe(before.told + 1);
    expect(JSON.stringify(house.slack.ephemerals.at(-1))).toMatch(/is too long ago.*To look at now: investigate cart/);
    expect((await standing()).versions).toEqual(before.versions);
  });

  test.each([
    ["in a direct message", "D0001", ":fire:"],
    ["in a direct message", "D0001", "🔥🔥"],
    ["in a direct message", "D0001", ":+1::skin-tone-3:"],
    ["in a mention", "C0001", ":eyes: :rotating_light:"],
    ["in a mention in the thread", "C0001", ":white_check_mark:"],
  ])("asks nothing %s, and begins nothing: %s %s", async (where, channel, text) => {
    const at = where.endsWith("thread") ? { channel, thread } : { channel };
    if (channel === "D0001") await house.sender.say(text, at);
    else await house.sender.mention(text, at);
    const told = (): string =>
      channel === "D0001"
        ? house.slack.workspace.messages.slice(-1).map(textOf).join()
        : JSON.stringify(house.slack.ephemerals.slice(before.told));
    await expect.poll(told).toMatch(/Nothing is asked by that/);
    expect((await standing()).versions).toEqual(before.versions);
  });
});

test("an edit of a mention, of which Slack tells as of a new one, is not carried out again, and whoever edits is told", async () => {
  const edited = { user: "U0001", ts: `${Math.floor(Date.now() / 1_000)}.000000` };
  const said = { ...message({ text: `<@${BOT.user}> note rolled back`, thread_ts: thread }), type: "app_mention" };
  await house.sender.event({ ...said, edited });
  await expect.poll(() => house.slack.ephemerals.length).toBe(before.told + 1);
  expect(house.slack.ephemerals.at(-1)).toMatchObject({ user: "U0001", thread_ts: thread });
  expect(JSON.stringify(house.slack.ephemerals.at(-1))).toMatch(/An edit is not read/);
  expect((await standing()).versions).toEqual(before.versions);
});

test("a member of an Enterprise Grid is one, under either id of theirs", async () => {
  const { people } = house.slack.workspace;
  const grid = { id: "W0042", enterprise_id: "E0001", enterprise_name: "Acme", is_admin: false, teams: [BOT.team] };
  const more = { team_id: "T0999", enterprise_user: grid, profile: null, tz: null, real_name: null };
  people.set("W0042", { name: "wanda", realName: "Wanda", tz: "UTC", more });
  await house.sender.say("unack", { thread, user: "W0042" });
  await house.sender.say("ack", { thread, user: "W0042" });
  const { acknowledged } = (await house.app.load(streamOf(1001))).state;
  expect(acknowledged?.by).toEqual({ id: "slack:W0042", name: "wanda" });
});
