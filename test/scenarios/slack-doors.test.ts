import { afterAll, beforeAll, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Over, Sent } from "../counterparts/slack/sender.ts";
import type { SlackMessage } from "../counterparts/slack/workspace.ts";
import { type SlackHouse, startSlackHouse } from "./slack-house.ts";

/** Every door of Slack; what is said through it would acknowledge, note, or begin something. */
const DOORS: Readonly<Record<string, (house: SlackHouse, root: SlackMessage, over: Over) => Promise<Sent>>> = {
  "a slash command": ({ sender }, _, over) => sender.slash("G-1001 ack", over),
  "a slash command that begins": ({ sender }, _, over) => sender.slash("investigate cart is slow", over),
  "a mention": ({ sender }, _, over) => sender.mention("G-1001 ack", over),
  "a mention in the thread": ({ sender }, { ts }, over) => sender.mention("ack", { ...over, thread: ts }),
  "a direct message": ({ sender }, _, over) => sender.say("G-1001 ack", { ...over, channel: directOf(over) }),
  "a plain reply in the thread": ({ sender }, { ts }, over) => sender.say("ack", { ...over, thread: ts }),
  "a reply with a file": ({ sender }, { ts }, over) => sender.shareFile("note: see the dump", { ...over, thread: ts }),
  "a button": ({ sender }, root, over) => sender.press(root, { action_id: "a", value: "G-1001 ack" }, over),
  "a button on an answer": ({ sender }, _, over) =>
    sender.pressEphemeral({ action_id: "a", value: "G-1001 ack" }, over),
  "a button on the home tab": ({ sender }, _, over) =>
    sender.pressIn({ type: "home" }, { action_id: "a", value: "G-1001 ack" }, over),
  "a button in a dialog": ({ sender }, _, over) =>
    sender.pressIn({ type: "modal", private_metadata: carry(over) }, { action_id: "a", value: "G-1001 ack" }, over),
  "a form": ({ sender }, _, over) => {
    const metadata = carry(over, { form: "note", command: "G-1001 note" });
    const blocks = [{ block_id: "text", element: { type: "plain_text_input", action_id: "text" } }];
    const view = { type: "modal", callback_id: "form", private_metadata: metadata, blocks };
    return sender.submit(view, { text: "from a form" }, over);
  },
  "the message shortcut that investigates": (house, _, over) =>
    house.sender.shortcut("investigate_this", deployed(house, over), over),
  "the message shortcut for the timeline": (house, { ts }, over) =>
    house.sender.shortcut("add_to_timeline", deployed(house, over, ts), over),
  "the choice of a timeline": ({ sender }, _, over) => {
    const about = { text: "deployed", at: "2026-11-30T02:40:00.000Z", author: "Ben", link: "https://example.com" };
    const blocks = [{ block_id: "investigation", element: { type: "static_select", action_id: "investigation" } }];
    const view = { type: "modal", callback_id: "pick", private_metadata: carry(over, { about }), blocks };
    return sender.submit(view, { investigation: "G-1001" }, over);
  },
  "a pin": (house, { ts }, over) => house.sender.pin(deployed(house, over, ts), over),
  "a reaction": (house, { ts }, over) => house.sender.react(deployed(house, over, ts), "pushpin", over),
};

const directOf = ({ user = "U0001" }: Over): string => user.replace("U", "D");
const carry = ({ channel }: Over, more: Record<string, unknown> = {}): string => JSON.stringify({ channel, ...more });

function deployed({ slack }: SlackHouse, { channel = "C0001" }: Over, thread?: string): SlackMessage {
  const hanging = thread === undefined ? {} : { thread_ts: thread };
  return slack.workspace.post({ channel, user: "U0001", text: "deployed", blocks: [], attachments: [], ...hanging });
}

/** Who may say nothing, although Slack passes on what they said. */
const NOBODY: readonly (readonly [string, Over])[] = [
  ["another bot", { user: "U0008", channel: "C0001" }],
  ["Slackbot, which says what anybody scheduled", { user: "USLACKBOT", channel: "C0001" }],
  ["somebody who was deactivated", { user: "U0009", channel: "C0001" }],
  ["somebody of another workspace that has the app", { user: "U0777", channel: "C0777", installedIn: "T0999" }],
  ["somebody who is not in the channel, and a guest", { user: "U0004", channel: "C0404" }],
];

/** Doors that stand in the channel itself: who is not in it has none of them. */
const IN_THE_CHANNEL = /thread|^a reply|^a button$|on an answer|^a pin|^a reaction|for the timeline/;

let house: SlackHouse;
let root: SlackMessage;
beforeAll(async () => {
  house = await startSlackHouse();
  const { people } = house.slack.workspace;
  const tz = "Europe/Berlin";
  people.set("U0004", { name: "gus", realName: "Gus", tz, more: { is_restricted: true } });
  people.set("U0008", { name: "robo", realName: "Robo", tz, more: { is_bot: true } });
  people.set("U0009", { name: "dora", realName: "Dora", tz, more: { deleted: true } });
  people.set("USLACKBOT", { name: "slackbot", realName: "Slackbot", tz, more: { is_bot: false } });
  root = await house.propose("cart");
});
afterAll(() => house.stop());

/** How far every investigation is that there is, or may come to be. */
const recorded = async (): Promise<string> => {
  const numbers = [1001, 1002, 1003, 1004, 1005];
  const loaded = await Promise.all(numbers.map((number) => house.app.load(streamOf(number))));
  return loaded.map(({ version }) => version).join();
};

test.each(NOBODY)("%s changes nothing, and elsewhere learns nothing, through every door", async (_name, over) => {
  const { slack } = house;
  const before = await recorded();
  const shown = [slack.ephemerals.length, slack.views.length] as const;
  const elsewhere = over.channel !== root.channel;
  const bodies: string[] = [];
  for (const [door, go] of Object.entries(DOORS)) {
    if (elsewhere && IN_THE_CHANNEL.test(door)) continue;
    const { status, body } = await go(house, root, over);
    expect(status, door).toBe(200);
    bodies.push(body);
    await house.settled();
    expect(await recorded(), door).toBe(before);
  }
  const told = JSON.stringify([bodies, slack.ephemerals.slice(shown[0]), slack.views.slice(shown[1])]);
  expect(elsewhere && told.includes("checkout-5xx")).toBe(false);
});

test("each door is one: whoever is in the channel gets in", async () => {
  for (const [door, go] of Object.entries(DOORS)) {
    await house.sender.slash("G-1001 unack");
    const before = await recorded();
    await go(house, root, { user: "U0001", channel: "C0001" });
    await expect.poll(recorded, { message: door }).not.toBe(before);
    await house.settled();
  }
});
