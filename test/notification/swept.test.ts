import { expect, test } from "vitest";
import { parseNotification } from "../../src/notification/parse.ts";
import { SWEPT_TOPIC, toSwept } from "../../src/notification/swept.ts";
import type { StandingAlarm } from "../../src/telemetry/ports/alarms.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const alarm: StandingAlarm = {
  name: "checkout:5xx",
  arn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout:5xx",
  state: "ALARM",
  since: 1_777_604_400.123,
  reason: "Threshold Crossed",
  kind: "other",
  actions: ["arn:aws:sns:eu-west-1:111122223333:elsewhere", TOPIC],
  silenced: false,
};
const topics = new Set([TOPIC]);

test("the same change is the same delivery, and every other change is another", () => {
  const { id } = toSwept(alarm, topics);
  expect(toSwept({ ...alarm, reason: "said differently" }, topics).id).toBe(id);
  const others = [
    toSwept({ ...alarm, state: "OK" }, topics),
    toSwept({ ...alarm, since: alarm.since + 1 }, topics),
    toSwept({ ...alarm, arn: alarm.arn.replace("eu-west-1", "eu-west-2") }, topics),
    toSwept(alarm, topics, "i-1"),
  ];
  expect(new Set([id, ...others.map((other) => other.id)]).size).toBe(5);
});

test("it goes over the alarm's own topic that Gumshoe hears, else where everything goes by default", () => {
  expect(toSwept(alarm, topics).topic).toBe(TOPIC);
  expect(toSwept(alarm, new Set()).topic).toBe(SWEPT_TOPIC);
});

test("it is read as the alarm's own notification would be", () => {
  expect(parseNotification(toSwept(alarm, topics).body)).toMatchObject({
    type: "alarm",
    groupKey: "111122223333/eu-west-1/checkout:5xx",
    transition: { state: "ALARM", alarmAt: "2026-05-01T03:00:00.123Z", alarm: { swept: "lost" } },
  });
});
