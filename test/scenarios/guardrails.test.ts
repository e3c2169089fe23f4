import { afterEach, expect, test } from "vitest";
import { createGuardrails } from "../../src/access/guardrails.ts";
import { answerOf } from "../../src/conversation/inbound.ts";
import { readConfig } from "../../src/process/config.ts";
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
