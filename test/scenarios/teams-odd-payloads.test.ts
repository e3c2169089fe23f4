import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { TENANT } from "../counterparts/teams/sender.ts";
import { until } from "./slack-house.ts";
import { cardText, startTeamsHouse, type TeamsHouse } from "./teams-house.ts";

let house: TeamsHouse;
let thread: string;
beforeAll(async () => {
  house = await startTeamsHouse({ settings: { tenantId: TENANT, appPassword: "secret" } });
  house.teams.rosters.set(CHANNEL, ["29:ana", "29:ben"]);
  thread = (await house.propose("cart")).id;
});
afterAll(async () => {
  expect(house.teams.problems).toEqual([]);
  await house.stop();
});

/** Everything that Gumshoe says, and how far every investigation is that there is or may come to be. */
async function standing() {
  const loaded = await Promise.all([1001, 1002, 1003].map((number) => house.app.load(streamOf(number))));
  return { versions: loaded.map(({ version }) => version), said: house.teams.messages.map(cardText) };
}

let before: Awaited<ReturnType<typeof standing>>;
beforeEach(async () => {
  await house.settled();
  before = await standing();
});

const MENTION = { type: "mention", mentioned: { id: "28:bot", name: "Gumshoe" }, text: "<at>Gumshoe</at>" };
const picture = { contentType: "image/png", contentUrl: "https://smba.trafficmanager.net/a.png" };
const hosted = { contentType: "text/html", content: '<p><img src="https://example.com/a.gif" alt="fire"></p>' };

test.each<[string, Record<string, unknown>]>([
  ["an emoji", { text: "🔥" }],
  ["emoji by name", { text: "(fire) :fire:" }],
  ["a picture alone", { text: null, attachments: [picture] }],
  ["a GIF alone", { text: "", attachments: [hosted] }],
  ["a card of somebody else", { text: "", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive" }] }],
  ["attachments that are none", { text: "", attachments: "x" }],
  [
    "a loop component",
    { text: "", attachments: [{ contentType: "application/vnd.microsoft.card.fluidEmbedCard", content: "{}" }] },
  ],
  ["a value that is none", { text: "looks bad", value: "x" }],
  ["a value of another app's card", { text: "", value: { action: "ack", data: { command: 7 } } }],
  ["a mention of nobody", { text: "<at>Ben</at> look", entities: [{ type: "mention" }] }],
  [
    "a mention of Ben",
    { text: "<at>Ben</at> ack", entities: [{ ...MENTION, mentioned: { id: "29:ben" }, text: "<at>Ben</at>" }] },
  ],
  [
    "entities of other kinds",
    {
      text: "hm",
      entities: [
        { type: "clientInfo", locale: "de-DE" },
        { type: "productInfo", id: "copilot" },
      ],
    },
  ],
  ["a message of a connector", { text: "ack", from: { id: "28:connector", name: "Jira" } }],
  ["a message of an agent", { text: "ack", from: { id: "29:agent", name: "Helper", role: "bot" } }],
  [
    "a message that was forwarded",
    { text: "", attachments: [{ contentType: "forwardedMessageReference", content: '{"text":"ack"}' }] },
  ],
  [
    "a message that only quotes",
    { text: '<quoted messageId="1"/>', entities: [{ type: "quotedReply", quotedReply: { messageId: "1" } }] },
  ],
])("%s in a thread says and changes nothing", async (_name, message) => {
  expect((await house.sender.send({ type: "message", ...message }, { thread })).status).toBeLessThan(300);
  await house.settled();
  expect(await standing()).toEqual(before);
});

test.each([
  ["an emoji", { text: "🔥🔥" }, /Nothing is asked by that/],
  ["an emoji by its name", { text: ":fire:" }, /Nothing is asked by that/],
  ["a picture alone", { text: null, attachments: [picture] }, /HELP/],
])("%s in a chat with the bot begins nothing, and is answered", async (_name, message, told) => {
  await house.sender.send({ type: "message", ...message }, { conversation: "a:ana" });
  await until(() => house.teams.messages.length > before.said.length);
  expect(cardText(house.teams.messages.at(-1))).toMatch(told);
  expect((await standing()).versions).toEqual(before.versions);
});

test("a meeting's chat is a group chat: a mention is answered there, and talk is left alone", async () => {
  const conversation = "19:meeting_MjdhNjM4YzUtYzExZi00@thread.v2";
  await house.sender.say("ack", { conversation });
  expect(house.teams.shown(conversation)).toEqual([]);
  await house.sender.mention("G-1001 status", { conversation });
  await until(() => house.teams.shown(conversation).length === 1);
  // Whoever is in a meeting is not in the channel.
  expect(cardText(house.teams.shown(conversation)[0])).toMatch(/not known here/);
});

const ack = { command: "G-1001 ack" };

test.each<[string, unknown, number]>([
  ["fileConsent/invoke", { type: "fileUpload", action: "accept", context: ack, uploadInfo: {} }, 400],
  ["composeExtension/query", { commandId: "search", parameters: [{ name: "x", value: "ack" }] }, 501],
  ["composeExtension/queryLink", { url: "https://teams.microsoft.com/l/message/1/1" }, 501],
  ["composeExtension/selectItem", ack, 501],
  ["composeExtension/onCardButtonClicked", ack, 501],
  ["composeExtension/fetchTask", { commandId: "investigate_this", messagePayload: null }, 400],
  ["message/submitAction", { actionName: "feedback", actionValue: { reaction: "like", feedback: "ack" } }, 501],
  ["message/fetchTask", ack, 501],
  ["signin/verifyState", { state: "1" }, 501],
  ["signin/tokenExchange", { token: "x" }, 501],
  ["actionableMessage/executeAction", { body: "ack" }, 501],
  ["tab/fetch", { context: {} }, 501],
  ["config/fetch", ack, 501],
  ["handoff/action", { continuation: "1" }, 501],
  ["adaptiveCard/action", { action: { type: "Action.Execute", verb: "refresh", data: {} }, trigger: "automatic" }, 400],
  ["task/submit", { data: null }, 400],
])("an invoke %s that is not Gumshoe's is answered so, and changes nothing", async (name, value, status) => {
  expect((await house.sender.invoke(name, value, { thread })).status).toBe(status);
  await house.settled();
  expect(await standing()).toEqual(before);
});

test.each(["https://evil.example/l/message/1", "http://teams.microsoft.com/l/message/1/1"])(
  "a choice of a timeline that a client made up, with a link to %s, is not taken",
  async (link) => {
    const about = { text: "deployed", at: new Date().toISOString(), author: "Ben", link };
    await house.sender.submit({ command: "note", about, investigation: "G-1001" }, { thread });
    expect(await standing()).toEqual(before);
  },
);

test.each<[string, Record<string, unknown>]>([
  [
    "of another tenant's channel",
    { channelData: { tenant: { id: TENANT }, channel: { id: CHANNEL, tenantId: "other" } } },
  ],
  ["of another tenant's team", { channelData: { tenant: { id: TENANT }, team: { id: CHANNEL, tenantId: "other" } } }],
  ["of a sender of another tenant", { from: { id: "29:eve", name: "Eve", tenantId: "other" } }],
  ["that names no tenant", { conversation: { id: CHANNEL, conversationType: "channel" }, channelData: null }],
])("a message %s gets nothing", async (_name, over) => {
  const said = { type: "message", text: "<at>Gumshoe</at> G-1001 ack", entities: [MENTION] };
  expect((await house.sender.send({ ...said, ...over })).status).toBe(403);
  await house.settled();
  expect(await standing()).toEqual(before);
});
