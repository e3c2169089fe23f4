import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { TENANT } from "../counterparts/teams/sender.ts";
import { until } from "./slack-house.ts";
import { cardText, startTeamsHouse, type TeamsHouse } from "./teams-house.ts";

const houses: TeamsHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) {
    expect(house.teams.problems).toEqual([]);
    await house.stop();
  }
});

async function open(options: Parameters<typeof startTeamsHouse>[0] = {}): Promise<TeamsHouse> {
  const house = await startTeamsHouse(options);
  houses.push(house);
  return house;
}

test.each([
  ["unsigned", { unsigned: true }],
  ["without a signature", { token: { algorithm: "none" } }],
  ["signed with a foreign key", { token: { foreign: true } }],
  ["expired", { token: { lives: -3_600 } }],
  ["valid for ever", { token: { lives: "for ever" } }],
  ["for another audience", { token: { audience: "somebody-else" } }],
  ["from another issuer", { token: { issuer: "https://evil.example" } }],
  ["for another service", { token: { serviceUrl: "https://evil.example/" } }],
] as const)("a request that is %s is refused and reaches no handler", async (_name, over) => {
  const house = await open();
  const root = await house.propose("cart");
  const { version } = await house.app.load(streamOf(1001));
  expect((await house.sender.mention("ack", { ...over, thread: root.id })).status).toBe(401);
  expect((await house.sender.pressLabel(root, "Ack", over)).status).toBe(401);
  expect((await house.app.load(streamOf(1001))).version).toBe(version);
});

test.each([
  ["signed with a foreign key", { token: { foreign: true } }],
  ["expired", { token: { lives: -3_600 } }],
  ["from another issuer", { token: { issuer: "https://evil.example" } }],
] as const)("a request that is %s is one line in the log", async (_name, over) => {
  const house = await open();
  expect((await house.sender.mention("status", over)).status).toBe(401);
  expect(house.warnings).toEqual(["a token of Teams was refused"]);
});

test.each([
  ["another tenant", ["other", "other"]],
  ["a conversation of another tenant", ["other", TENANT]],
  ["a sender of another tenant", [TENANT, "other"]],
  ["a tenant that is not named", [undefined, undefined]],
] as const)("of %s nothing is read and nothing done, which is one line in the log", async (_name, tenants) => {
  const house = await open({ settings: { tenantId: TENANT.toUpperCase(), appPassword: "secret" } });
  const root = await house.propose("cart");
  const { version } = await house.app.load(streamOf(1001));
  const over = { tenants, thread: root.id };
  const doors = [
    () => house.sender.mention("status", over),
    () => house.sender.say("ack", over),
    () => house.sender.pressLabel(root, "Ack", over),
    () => house.sender.press(root, { type: "Action.Submit", data: { command: "G-1001 why h1" } }, over),
    () => house.sender.submit({ command: "G-1001 accept h1" }, over),
    () => house.sender.extension("investigate_this", { ...root, text: "cart is slow" }, over),
    () => house.sender.invoke("composeExtension/query", {}, over),
  ];
  for (const door of doors) {
    const before = house.warnings.length;
    const { status, body } = await door();
    expect([status, body]).toEqual([403, ""]);
    expect(house.warnings.slice(before)).toEqual([expect.stringMatching(/another tenant/)]);
  }
  expect((await house.app.load(streamOf(1001))).version).toBe(version);
  expect((await house.sender.mention("ack", { thread: root.id })).status).toBe(200);
});

test("another bot is not a person", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const { version } = await house.app.load(streamOf(1001));
  for (const user of ["28:another", "28:00000000-0000-0000-0000-000000000001"]) {
    await house.sender.say("ack", { user, thread: root.id });
    await house.sender.mention("investigate cart", { user });
  }
  expect((await house.app.load(streamOf(1001))).version).toBe(version);
  expect(house.roots()).toHaveLength(1);
});

test.each(["", "{", "[]", "null", "{}", '{"type":1}', '{"type":"message"}', '{"type":"invoke"}'])(
  "signed nonsense (%s) is answered, and the bot goes on",
  async (body) => {
    const house = await open();
    expect((await house.sender.post(body)).status).toBeLessThan(500);
    await house.sender.mention("investigate cart");
    await until(() => house.roots().length === 1);
  },
);

test("fields that are null are as those that are not there", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const nothing = {
    localTimezone: null,
    timestamp: null,
    replyToId: null,
    name: null,
    value: null,
    membersAdded: null,
  };
  const from = { id: "29:ana", name: null, aadObjectId: null, role: null };
  const conversation = { id: `${CHANNEL};messageid=${root.id}`, conversationType: null, tenantId: null };
  const nulls = { ...nothing, from, conversation, entities: null, attachments: null, channelData: null };
  const common = { channelId: "msteams", serviceUrl: house.teams.serviceUrl, recipient: { id: "28:bot", name: null } };
  const sent = await house.sender.post(JSON.stringify({ type: "message", id: "n1", text: "ack", ...common, ...nulls }));
  expect(sent.status).toBe(200);
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/ACKED/);
  const value = { action: { type: "Action.Execute", id: null, verb: null, data: { command: "G-1001 note seen" } } };
  const press = { type: "invoke", id: "n2", ...common, ...nulls, name: "adaptiveCard/action", text: null, value };
  expect((await house.sender.post(JSON.stringify(press))).status).toBe(200);
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/seen/);
});

test("without an app id this machine is served", async () => {
  const house = await open({ verified: false });
  await house.sender.mention("investigate cart is slow");
  await expect.poll(() => house.roots().length).toBe(1);
});

test("a chart is shown from the page's address, by an edit", async () => {
  const house = await open();
  const root = await house.propose("cart");
  await house.sender.mention(
    "G-1001 metrics ApplicationSignals Fault Environment=ecs:shop Service=checkout Sum last 2h",
  );
  await expect
    .poll(() => cardText(house.replies(root)[1]))
    .toMatch(/"type":"Image","url":"https:\/\/gumshoe\.example\.com\/image\//);
});

test("a group chat hears mentions, and shows what it started and its answers", async () => {
  const house = await open();
  const conversation = "19:group@thread.v2";
  await house.sender.say("cart is slow", { conversation });
  await house.sender.mention("investigate cart is slow", { conversation });
  const shown = () => house.teams.shown(conversation).map(cardText);
  await expect.poll(shown).toEqual([expect.stringMatching(/cart is slow/), expect.anything()]);
  const [root] = house.teams.shown(conversation);
  if (!root) throw new Error("no root was posted");
  await house.sender.pressLabel(root, "Ack", { conversation, thread: undefined });
  await expect.poll(shown).toEqual([expect.stringMatching(/ACKED/), expect.anything()]);
});

test("outside a thread it is asked to which timeline a message belongs", async () => {
  const house = await open();
  const message = {
    id: String(Date.now()),
    conversation: CHANNEL,
    from: "29:ben",
    summary: "",
    card: undefined,
    edits: 0,
  };
  const point = () =>
    house.sender.extension("add_to_timeline", { ...message, text: "deploy 142 went out" }, { thread: undefined });
  expect((await point()).body).toMatch(/No investigation is open/);
  await house.propose("cart");
  const { task } = JSON.parse((await point()).body);
  const [send] = task.value.card.content.actions;
  const { body } = await house.sender.submit({ ...send.data, investigation: "G-1001" });
  expect(body).toMatch(/G-1001/);
  await expect
    .poll(async () => (await house.app.load(streamOf(1001))).state.notes)
    .toMatchObject([{ text: "deploy 142 went out", said: { author: "Ben" } }]);
});
