import { afterEach, describe, expect, test } from "vitest";
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

/** Claims of the tokens that Entra ID makes for whatever app asks for one to talk to another. */
const ENTRA = { iss: `https://sts.windows.net/${TENANT}/`, ver: "1.0" };
const ENTRA_2 = { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, ver: "2.0" };

test.each([
  ["unsigned", { unsigned: true }],
  ["without a signature", { token: { algorithm: "none" } }],
  ["signed with a foreign key", { token: { foreign: true } }],
  ["expired", { token: { lives: -3_600 } }],
  ["valid for ever", { token: { lives: "for ever" } }],
  ["for another audience", { token: { audience: "somebody-else" } }],
  ["from another issuer", { token: { issuer: "https://evil.example" } }],
  ["for another service", { token: { serviceUrl: "https://evil.example/" } }],
  ["another bot's, as a skill", { token: { claims: { ...ENTRA, appid: "22222222-2222-3333-4444-555555555555" } } }],
  [
    "another bot's, as a skill of today",
    { token: { claims: { ...ENTRA_2, azp: "22222222-2222-3333-4444-555555555555" } } },
  ],
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

test.each([
  ["the sender's", { from: { id: "29:ana", tenantId: "other" } }],
  ["the team's", { channelData: { tenant: { id: TENANT }, team: { id: CHANNEL, tenantId: "other" } } }],
  ["the channel's", { channelData: { tenant: { id: TENANT }, channel: { id: CHANNEL, tenantId: "other" } } }],
  ["no text", { conversation: { id: CHANNEL, tenantId: { id: TENANT } } }],
])("a request whose tenant is another one in %s place is refused", async (_name, fields) => {
  const house = await open({ settings: { tenantId: TENANT, appPassword: "secret" } });
  expect((await house.sender.send({ type: "message", text: "investigate cart", ...fields })).status).toBe(403);
  expect(house.roots()).toEqual([]);
});

test.each(["webchat", "directline", "emulator", "", undefined])(
  "over another channel of Azure (%s), whose clients name themselves, nothing is taken",
  async (channelId) => {
    const house = await open();
    const { status } = await house.sender.send({ type: "message", text: "investigate cart", channelId });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    await house.sender.mention("investigate orders");
    await expect.poll(() => house.roots().map(cardText)).toEqual([expect.stringMatching(/orders/)]);
  },
);

test.each([
  ["adaptiveCard/action", {}],
  ["adaptiveCard/action", { action: { data: { command: "x".repeat(5_000) } } }],
  ["task/fetch", { data: "G-1001 ack" }],
  ["task/submit", { data: { command: 7 } }],
  ["composeExtension/submitAction", undefined],
  ["composeExtension/fetchTask", { commandId: "investigate_this" }],
])("an invoke %s that cannot be read (%j) is answered so, and is no fault", async (name, value) => {
  const house = await open();
  expect((await house.sender.invoke(name, value)).status).toBe(400);
  expect(house.warnings).toEqual([]);
});

test("what a message extension says of its message is bounded, and leads nowhere else", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const value = {
    commandId: "add_to_timeline",
    messagePayload: {
      id: "1700000000000",
      createdDateTime: "whenever",
      linkToMessage: "https://evil.example/l/message/1",
      body: { contentType: "html", content: "<p>deploy 142</p>" },
      from: { user: { displayName: "B".repeat(5_000) } },
    },
  };
  const sent = await house.sender.invoke("composeExtension/fetchTask", value, { thread: root.id });
  expect(sent.status).toBe(200);
  const [note] = (await house.app.load(streamOf(1001))).state.notes;
  expect(note?.said?.link).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/message\/[^/]+\/1700000000000$/);
  expect(note?.said?.author.length).toBeLessThanOrEqual(200);
});

test.each(["whenever", "", "2026-13-45T00:00:00Z"])("a time that cannot be read (%s) is now", async (timestamp) => {
  const house = await open();
  const { status } = await house.sender.send({
    type: "message",
    text: "<at>Gumshoe</at> investigate cart",
    timestamp,
    entities: [{ type: "mention", mentioned: { id: "28:bot" }, text: "<at>Gumshoe</at>" }],
  });
  expect(status).toBe(200);
  await expect.poll(() => house.roots().length).toBe(1);
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

test("in a chat, whoever quotes a card means its investigation, and the quote itself is not read", async () => {
  const house = await open();
  const over = { conversation: "a:ana" };
  const stateOf = async (number: number) => (await house.app.load(streamOf(number))).state;
  const cards = () => house.teams.shown(over.conversation);
  for (const title of ["cart", "orders"]) await house.sender.say(`investigate ${title} is slow`, over);
  await house.settled();
  const rootOf = (title: string) => cards().find((card) => cardText(card).includes(`${title} is slow`))?.id ?? "";
  const quoting = (id: string) => ({
    text: `<quoted messageId="${id}"/> note: rolled back`,
    entities: [{ type: "quotedReply", quotedReply: { messageId: id, preview: "close", senderId: "29:ben" } }],
  });
  await house.sender.send({ type: "message", ...quoting(rootOf("cart")) }, over);
  expect([(await stateOf(1001)).notes[0]?.text, (await stateOf(1002)).notes]).toEqual(["rolled back", []]);
  const older = `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${rootOf("orders")}"><p itemprop="preview">close</p></blockquote><p>ack</p>`;
  const attachments = [{ contentType: "text/html", content: older }];
  await house.sender.send({ type: "message", text: "ack", attachments }, over);
  expect([(await stateOf(1001)).acknowledged, (await stateOf(1002)).acknowledged?.by.name]).toEqual([undefined, "Ana"]);
  await house.sender.send({ type: "message", ...quoting("1700000000000") }, over);
  await expect.poll(() => cardText(cards().at(-1))).toMatch(/WHICH ONE.*G-1001 note: rolled back/);
});

describe.each([
  ["personal chat", "a:ana", "say"],
  ["group chat", "19:group@thread.v2", "mention"],
] as const)("in a %s, which has no threads,", (_name, conversation, speak) => {
  async function chat() {
    const house = await open();
    const say = (text: string) => house.sender[speak](text, { conversation });
    const shown = () => house.teams.shown(conversation).map(cardText);
    const stateOf = async (number: number) => (await house.app.load(streamOf(number))).state;
    return { house, say, shown, stateOf };
  }

  test("an investigation is its own messages and nothing more", async () => {
    const { house, say, shown } = await chat();
    await say("investigate cart is slow");
    await house.settled();
    expect(shown()).toHaveLength(2);
    expect(shown().join()).not.toMatch(/DONE/);
  });

  test("the one that is open is meant, at once and until it is closed", async () => {
    const { house, say, shown, stateOf } = await chat();
    await say("investigate cart is slow");
    await say("ack");
    await say("note: rolled back");
    await say("changes last 2h");
    const state = await stateOf(1001);
    expect([state.acknowledged?.by.name, state.notes[0]?.text, state.queries.length]).toEqual([
      "Ana",
      "rolled back",
      1,
    ]);
    await say("close");
    await house.settled();
    await say("ack");
    await expect.poll(() => shown().at(-1)).toMatch(/Which (?:one|investigation)\?/);
  });

  test("of several that are open a button each is offered, with its real number, and a press does what was said", async () => {
    const { house, say, stateOf } = await chat();
    await say("investigate cart is slow");
    await say("investigate orders is slow");
    await house.settled();
    await say("note: rolled back");
    await expect
      .poll(() => house.teams.shown(conversation).at(-1))
      .toMatchObject({ summary: expect.stringMatching(/WHICH ONE/) });
    const asked = house.teams.shown(conversation).at(-1);
    if (!asked) throw new Error("nothing was asked");
    await house.sender.pressLabel(asked, "G-1001", { conversation, thread: undefined });
    expect((await stateOf(1001)).notes[0]?.text).toBe("rolled back");
    expect((await stateOf(1002)).notes).toEqual([]);
    await say("why h1");
    await expect.poll(() => cardText(house.teams.shown(conversation).at(-1))).toMatch(/G-1002 why h1.*G-1001 why h1/);
    // The list is kept for a second.
    const listed = async () => {
      await say("status");
      return cardText(house.teams.shown(conversation).at(-1));
    };
    await expect.poll(listed).toMatch(/STATUS.*orders is slow.*cart is slow/);
  });

  test("what lives elsewhere is not meant", async () => {
    const { house, say, shown } = await chat();
    await house.propose("cart");
    await say("ack");
    await expect.poll(shown).toEqual([expect.stringMatching(/Which (?:one|investigation)\?/)]);
    expect((await house.app.load(streamOf(1001))).state.acknowledged).toBeUndefined();
  });
});

describe("a form with something wrong", () => {
  /** Sends a form, and answers the dialog that comes back, as its elements. */
  async function send(house: TeamsHouse, data: Record<string, unknown>, over = {}) {
    const { task } = JSON.parse((await house.sender.submit(data, over)).body);
    return task.value.card.content.body as {
      type: string;
      id?: string;
      value?: string;
      inlines?: { text: string }[];
    }[];
  }
  const textAfter = (body: Awaited<ReturnType<typeof send>>, id: string) =>
    body[body.findIndex((element) => element.id === id) + 1]?.inlines?.map(({ text }) => text).join("");

  test.each([
    ["investigate", { subject: "checkout is slow", since: "blah" }, "since", /Not a time: blah/],
    ["metrics", { namespace: "Müller", metric: "Errors", time: "last 2h" }, "namespace", /ü/],
    ["logs", { groups: "checkout", query: "/time(out/", time: "last 2h" }, "query", /regular/],
    ["alarms create", { name: "mine", metric: "AWS/Lambda Errors Sum", threshold: "five" }, "threshold", /five/],
  ])("(%s) names the field and keeps what was typed", async (command, values, wrong, error) => {
    const house = await open();
    const body = await send(house, { command, ...values });
    expect(textAfter(body, wrong)).toMatch(error);
    const kept = Object.fromEntries(
      body.flatMap(({ id, value }) => (id !== undefined && id in values ? [[id, value]] : [])),
    );
    expect(kept).toEqual(values);
    expect(house.roots()).toEqual([]);
  });

  test("a refusal that is of no field stands above them all", async () => {
    const house = await open({ operators: new Set(["teams:aad-29:ben"]) });
    await house.propose("cart");
    const values = { groups: "checkout", query: "timeout", time: "last 2h" };
    const body = await send(house, { command: "G-1001 logs", ...values }, { thread: house.roots()[0]?.id });
    expect(body[0]?.inlines?.[0]?.text).toMatch(/need an operator/);
    expect(body.find(({ id }) => id === "query")?.value).toBe("timeout");
  });

  test("nothing else than text is taken for a field, and no more of it than a field holds", async () => {
    const house = await open();
    const body = await send(house, {
      command: "metrics",
      namespace: { a: 1 },
      metric: "x".repeat(900_000),
      time: "blah",
    });
    expect(JSON.stringify(body).length).toBeLessThan(10_000);
  });
});

test("what is done elsewhere is answered where it was said", async () => {
  const house = await open();
  await house.propose("cart");
  const conversation = "a:ana";
  house.teams.rosters.set(CHANNEL, ["29:ana"]);
  await house.sender.say("G-1001 ack", { conversation });
  await expect
    .poll(() => house.teams.shown(conversation).map(cardText))
    .toEqual([expect.stringMatching(/DONE.*G-1001/)]);
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
