import { afterEach, expect, test } from "vitest";
import { answerOf } from "../../src/conversation/inbound.ts";
import { type AwsHouse, ben, openAwsHouse, shown, told } from "./aws-house.ts";
import { stateOf } from "./house.ts";

const listed = {
  AlarmName: "checkout-5xx",
  AlarmArn: "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx",
  StateValue: "ALARM",
  StateReason: "Threshold Crossed",
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 5,
  EvaluationPeriods: 1,
};

const opened: AwsHouse[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

/** An alarm that fires and is snoozed for an hour as G-1001. */
async function snoozed(alarms: readonly (typeof listed)[] = [listed]): Promise<AwsHouse> {
  const there = await openAwsHouse(() => ({ alarms }));
  opened.push(there);
  await there.house.alarm("checkout-5xx", { region: "eu-central-1" });
  await expect.poll(() => there.house.roots().length).toBe(1);
  const answer = answerOf(await there.house.say("G-1001 snooze 1h"));
  const offered = answer?.blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
  expect(offered).toMatchObject([{ label: "Mute in AWS", command: "G-1001 mute-alarm" }]);
  return there;
}

const muteAnswer = async ({ house }: AwsHouse, on: boolean) =>
  (await stateOf(house, 1001)).queries.findLast(({ question }) => question.type === "mute" && question.on === on)
    ?.answer;

test("a mute is confirmed, written for the snooze's time, told, and deleted by its undo", async () => {
  const there = await snoozed();
  const asked = answerOf(await there.house.say("G-1001 mute-alarm"));
  expect(asked?.blocks).toMatchObject([
    { text: expect.stringMatching(/no topic, pager or scaling policy hears of it/) },
    { actions: [{ label: "Mute", command: "G-1001 mute-alarm confirm" }] },
  ]);
  expect(there.aws.mutes.size).toBe(0);
  await there.house.say("G-1001 mute-alarm confirm");
  await expect
    .poll(async () => (await muteAnswer(there, true))?.sentence)
    .toMatch(/^CloudWatch runs no actions of checkout-5xx from \d\d:\d\d to \d\d:\d\d UTC: .* ends with the snooze$/);
  const [[name, rule] = []] = [...there.aws.mutes];
  expect(name).toMatch(/^gumshoe-G-1001-\d{14}-1$/);
  const { opened: begun, snoozes } = await stateOf(there.house, 1001);
  expect(name).toContain(begun?.at.replaceAll(/\D/g, "").slice(0, 14));
  expect(rule).toMatchObject({
    Description: "Snoozed in Gumshoe as G-1001; muted by Ana (web:ana).",
    MuteTargets: { AlarmNames: ["checkout-5xx"] },
  });
  const until = Math.ceil(Date.parse(snoozes[0]?.until ?? "") / 60_000) * 60;
  const [, start = ""] = /^at\((.+)\)$/.exec(rule?.Rule.Schedule.Expression ?? "") ?? [];
  const [, minutes = ""] = /^PT(\d+)M$/.exec(rule?.Rule.Schedule.Duration ?? "") ?? [];
  expect(Date.parse(`${start}Z`) / 1000 + Number(minutes) * 60).toBe(until);
  expect(rule?.ExpireDate).toBe(until);
  await expect.poll(() => shown(there, "root")).toContain("muted in CloudWatch");
  await there.house.say("G-1001 unmute-alarm");
  await expect
    .poll(async () => (await muteAnswer(there, false))?.sentence)
    .toMatch(/runs the actions of checkout-5xx again/);
  expect(there.aws.mutes.size).toBe(0);
  expect((await stateOf(there.house, 1001)).snoozes[0]?.ended).toBeUndefined();
});

test("the end of the snooze deletes the rule", async () => {
  const there = await snoozed();
  await there.house.say("G-1001 mute-alarm confirm");
  await expect.poll(() => there.aws.mutes.size).toBe(1);
  await there.house.say("G-1001 unsnooze");
  await expect.poll(() => there.aws.mutes.size).toBe(0);
});

test("only an operator mutes, and everybody may take it back", async () => {
  const there = await snoozed();
  const refused = await there.house.say("G-1001 mute-alarm confirm", { actor: ben });
  expect(told(refused)).toMatch(/^Mute rules need an operator/);
  await there.house.say("G-1001 mute-alarm confirm");
  await expect.poll(() => there.aws.mutes.size).toBe(1);
  expect(await there.house.say("G-1001 unmute-alarm", { actor: ben })).toMatchObject({ type: "stored" });
  await expect.poll(() => there.aws.mutes.size).toBe(0);
});

test("an alarm of an account that is not seen is not muted by its name in another one", async () => {
  const elsewhere = listed.AlarmArn.replace("111122223333", "444455556666");
  const there = await snoozed([{ ...listed, AlarmArn: elsewhere }]);
  await there.house.say("G-1001 mute-alarm confirm");
  await expect
    .poll(async () => (await muteAnswer(there, true))?.sentence)
    .toMatch(/finds no alarm checkout-5xx in 111122223333 eu-central-1/);
  expect(there.aws.mutes.size).toBe(0);
});

test("a missing permission is named", async () => {
  const there = await snoozed();
  there.aws.behave({ deny: ["cloudwatch:PutAlarmMuteRule"] });
  await there.house.say("G-1001 mute-alarm confirm");
  await expect.poll(async () => (await muteAnswer(there, true))?.sentence).toMatch(/cloudwatch:PutAlarmMuteRule/);
});
