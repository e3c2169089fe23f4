import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createGuardrails } from "../../src/access/guardrails.ts";
import { verbs } from "../../src/command/verbs.ts";
import { answerOf } from "../../src/conversation/inbound.ts";
import { readConfig } from "../../src/process/config.ts";
import { type Chats, platforms, stateIn } from "./chats.ts";
import { createHouse, type House } from "./house.ts";

let house: House | undefined;
afterEach(async () => {
  await house?.stop();
  house = undefined;
});

const OPS = "teams:19%3Aops%40thread.tacv2";
const SET = JSON.stringify({
  "teams:19:ops@thread.tacv2": {
    accounts: ["prod", "444455556666"],
    regions: ["eu-west-1"],
    verbs: ["status", "investigate", "use", "changes", "ack", "metrics", "topics"],
  },
});
const ACCOUNTS = { prod: "111122223333", shared: "777788889999" };

async function say(text: string, channel = OPS): Promise<string> {
  if (!house) {
    const settings = readConfig({ GUARDRAILS: SET }).GUARDRAILS;
    const guardrails = createGuardrails(settings, { accounts: ACCOUNTS, region: "us-east-1" });
    house = createHouse({ guardrails, accounts: Object.keys(ACCOUNTS) });
  }
  const actor = { id: "teams:ana", name: "Ana" };
  return JSON.stringify(answerOf(await house.say(text, { place: channel, channel, actor })) ?? "");
}

test.each([
  ["logs /ecs/orders error", /This channel may not use logs; GUARDRAILS lets it use status, investigate/],
  ["log /ecs/orders error", /may not use logs/],
  ["athena sql select 1", /may not use athena/],
  ["run errors", /may not use run/],
  ["help logs", /HELP logs/],
  ["status", /STATUS/],
  ["changes last 2h", /may not look at the account own.*Choose one: use account prod/],
  ["investigate cart is slow", /may not look at the account own/],
  ["use account shared", /may not look at the account shared/],
  ["use account own", /may not look at the account own/],
  ["use region us-east-1", /may not look at us-east-1.*Choose one: use region eu-west-1/],
  ["topics arn:aws:sns:eu-west-1:777788889999:alarms", /may not look at the account 777788889999/],
])("in a channel with guardrails, %s is answered", async (text, told) => {
  expect(await say(text)).toMatch(told);
});

test("what the channel may look at, it looks at; other channels are free", async () => {
  expect(await say("use account prod")).toMatch(/looks at prod/);
  expect(await say("changes last 2h")).toMatch(/may not look at us-east-1/);
  expect(await say("use region eu-west-1")).toMatch(/looks at/);
  expect(await say("changes last 2h")).toMatch(/DONE: changes/);
  expect(await say("logs /ecs/orders error", "teams:19%3Aother%40thread.tacv2")).toMatch(/DONE: logs of \/ecs\/orders/);
});

test.each([
  ["no JSON", "prod", /GUARDRAILS is not JSON of what channels may use/],
  ["a Region that is none", '{"slack:T1:C1":{"regions":["Ireland"]}}', /slack:T1:C1 regions 0 is not a Region/],
  ["a verb that is none", '{"slack:T1:C1":{"verbs":["stat"]}}', /names no verb with stat for slack:T1:C1/],
  ["a kind that is none", '{"slack:T1:C1":{"verb":["status"]}}', /Unrecognized key/],
])("%s is a mistake in the settings", (_name, text, message) => {
  expect(() => readConfig({ GUARDRAILS: text })).toThrow(message);
});

test.each(Object.entries(verbs).filter(([name]) => name !== "help"))(
  "a channel that may use nothing but help may not use %s, by its example",
  async (_name, { example }) => {
    const guardrails = createGuardrails({ "web:general": { verbs: ["help"] } }, { accounts: {}, region: "eu-west-1" });
    house = createHouse({ guardrails });
    expect(JSON.stringify(answerOf(await house.say(example)) ?? "")).toMatch(/This channel may not use [a-z-]+; /);
  },
);

/** The channel of alarms on each platform, as a setting names it. */
const CHANNELS: Readonly<Record<string, string>> = {
  Slack: "slack:T0001:C0001",
  Teams: "teams:19:general@thread.tacv2",
};

describe.each(platforms)("in %s, of an investigation in a channel with guardrails", (name, start) => {
  const allowed = {
    verbs: ["status", "investigate", "why", "ack", "alias", "run", "changes", "metrics", "note"],
    accounts: ["own"],
  };
  const own = { accounts: { shared: "777788889999" }, region: "eu-west-1" };
  let chats: Chats;
  beforeAll(async () => {
    chats = await start({ guardrails: createGuardrails({ [CHANNELS[name] ?? ""]: allowed }, own) });
    await chats.propose("cart", "orders");
  });
  afterAll(async () => {
    expect(chats.problems()).toEqual([]);
    await chats.stop();
  });

  const asked = async (): Promise<number> => (await stateIn(chats)).queries.length;

  test.each([
    ["in the channel", "logs orders error", /This channel may not use logs/],
    ["in the channel by its number", "G-1001 logs orders error", /This channel may not use logs/],
    ["in the thread", "logs orders error", /This channel may not use logs/],
    ["as an alias", "run errors", /may not use logs|No alias/],
    ["directly", "G-1001 logs orders error", /The channel of G-1001 may not use logs/],
    ["directly", "G-1001 promql up", /The channel of G-1001 may not use promql/],
    ["directly", "G-1001 ppl source = logs", /The channel of G-1001 may not use ppl/],
    ["directly", "G-1001 tool grafana search", /The channel of G-1001 may not use tool/],
    ["directly", "G-1001 cluster", /The channel of G-1001 may not use cluster/],
    ["directly", "G-1001 topology checkout", /The channel of G-1001 may not use topology/],
    [
      "in the channel",
      "G-1001 metrics SELECT SUM(Errors) FROM \"AWS/Lambda\" WHERE AWS.AccountId = '777788889999'",
      /may not look at the account 777788889999/,
    ],
    [
      "directly",
      "G-1001 metrics SUM(SEARCH(':aws.AccountId=777788889999 MetricName=\"Errors\"', 'Sum'))",
      /The channel of G-1001 may not look at the account 777788889999/,
    ],
  ])("nothing is asked %s with %s", async (where, text, told) => {
    const before = await asked();
    if (where === "directly") await chats.direct(text);
    else if (where === "in the thread") await chats.mention(text, { thread: chats.thread() });
    else await chats.mention(text);
    await expect.poll(chats.told).toMatch(told);
    expect(await asked()).toBe(before);
  });

  test("what it may use is asked from elsewhere, too, and decided", async () => {
    const before = await asked();
    await chats.direct("G-1001 changes last 2h");
    await expect.poll(asked).toBe(before + 1);
    await chats.direct("G-1001 discard h2 flat");
    expect((await stateIn(chats)).hypotheses.find(({ id }) => id === "h2")?.decided.type).toBe("discarded");
  });
});
