import { describe, expect, test } from "vitest";
import { commandFrom, formOf } from "../../../src/card/form.ts";
import type { Question } from "../../../src/events/events.ts";
import { NOW, read, say, shop } from "../say.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const now = NOW.getTime() / 1000;
const DAY = 86_400;

function asked(text: string): Question {
  const understood = say(text);
  if (understood.type !== "command" || understood.command.type !== "ask") throw new Error(read(understood).sentence);
  return understood.command.question;
}

describe("alarms history", () => {
  const week = { start: now - 7 * DAY, end: now };
  test.each([
    ["alarms history checkout-5xx", { name: "checkout-5xx", window: week }],
    ["alarms history checkout-5xx last 2 days", { name: "checkout-5xx", window: { start: now - 2 * DAY, end: now } }],
    [
      'alarms history "the last 7d of it" last 3h',
      { name: "the last 7d of it", window: { start: now - 10_800, end: now } },
    ],
    ["alarms history", { window: week }],
    ["alarms history last 1h.", { window: { start: now - 3_600, end: now } }],
    ["Alarms HISTORY __proto__", { name: "__proto__", window: week }],
  ])("%j", (text, question) => {
    expect(asked(text)).toEqual({ type: "alarmHistory", ...question, zone: "Europe/Berlin" });
  });

  test.each([
    ["alarms history a b", /^NOT DONE: Not understood: b\./],
    ["alarms history checkout-5xx since 25:00", /There is no time 25:00/],
    [`alarms history ${"a".repeat(256)}`, /at most 255 characters/],
  ])("%j is refused", (text, words) => expect(read(say(text)).sentence).toMatch(words));

  test("outside a thread an alarm has to be named", () => {
    const { thread: _, ...outside } = shop;
    expect(read(say("alarms history", "addressed", outside)).sentence).toMatch(/Which alarm\?/);
    expect(say("G-1042 alarms history", "addressed", outside).type).toBe("command");
  });

  test("an alarm that is called so is listed in quotes", () => {
    expect(asked('alarms "history"')).toEqual({ type: "alarms", prefix: "history", reach: false });
  });
});

const METRIC = "AWS/Lambda Errors FunctionName=checkout Sum";
const metric = {
  namespace: "AWS/Lambda",
  metric: "Errors",
  dimensions: { FunctionName: "checkout" },
  statistic: "Sum",
  period: 60,
};
const alarm = {
  type: "alarm",
  name: "checkout-errors",
  metric,
  operator: ">",
  threshold: 5,
  datapoints: 1,
  periods: 1,
};

describe("alarms create", () => {
  test.each([
    [`${METRIC} > 5`, {}],
    [`${METRIC} >5 for 3 of 5 every 5m`, { datapoints: 3, periods: 5, metric: { ...metric, period: 300 } }],
    [
      `${METRIC} every 5m >= 5 for 3 out of 5 periods`,
      { operator: "≥", datapoints: 3, periods: 5, metric: { ...metric, period: 300 } },
    ],
    [`${METRIC} below -0.5 for 2`, { operator: "<", threshold: -0.5, datapoints: 2, periods: 2 }],
    [`${METRIC} ≤ 1e3 every 10s`, { operator: "≤", threshold: 1000, metric: { ...metric, period: 10 } }],
    [`${METRIC} &gt; 5, notify ${TOPIC}.`, { topic: TOPIC }],
    [
      `${METRIC} > 5 notify ${TOPIC} for 2 of 3 confirm 0a1b`,
      { topic: TOPIC, datapoints: 2, periods: 3, token: "0a1b" },
    ],
    [`${METRIC} > 5 for 1440 every 1m`, { datapoints: 1440, periods: 1440 }],
    [`${METRIC} > 5 for 7 every 1d`, { datapoints: 7, periods: 7, metric: { ...metric, period: DAY } }],
  ])("… when %j", (text, over) => {
    expect(asked(`alarms create checkout-errors when ${text}`)).toEqual({ ...alarm, ...over });
  });

  test.each<readonly [string, RegExp]>([
    ["", /Which name\?.*Type: alarms create <name> when/],
    ["x", /When does x fire\?/],
    ["x when", /Compared with which limit\?/],
    [`x when ${METRIC}`, /Compared with which limit\?/],
    [`x when ${METRIC} >`, /Compared with which limit\?/],
    ["x when > 5", /Which metric\?/],
    ["x when AWS/Lambda > 5", /Which metric\?/],
    [`x when ${METRIC} nonsense > 5`, /Not understood: nonsense/],
    [`x when ${METRIC} > 5 nonsense`, /Not understood: nonsense/],
    [`${"a".repeat(256)} when ${METRIC} > 5`, /at most 255 characters/],
    [`x when ${"n".repeat(256)} Errors > 5`, /at most 255 characters/],
    [`"a\nb" when ${METRIC} > 5`, /one line/],
    ...["five", "NaN", "Infinity", "0x10", "1e400", "-", "5%", "1,000", "constructor"].map(
      (limit): [string, RegExp] => [`x when ${METRIC} > ${limit}`, /Not a number: .* Type: > 5/],
    ),
    [`x when ${METRIC} every 90s > 5`, /10, 20, 30 or a multiple of 60 s, not 90 s/],
    [`x when ${METRIC} > 5 every 5s`, /not 5 s/],
    [`x when ${METRIC} > 5 for 1441 every 1m`, /1441 periods of 60 s are too long: at most a day/],
    [`x when ${METRIC} > 5 for 8 every 1d`, /8 periods of 86400 s are too long: at most 7 days/],
    [`x when ${METRIC} > 5 for 5 of 3`, /5 of 3 never happens\. Type: for 3 of 5/],
    [`x when ${METRIC} > 5 for 0 of 3`, /Not understood: for 0 of 3/],
    [`x when ${METRIC} > 5 for many`, /Not understood: for many/],
    [`x when ${METRIC} > 5 notify alarms`, /Not a topic's ARN: alarms/],
    [`x when AWS/Lambda Errors,Throttles > 5`, /watches one metric/],
    [`x when AWS/Lambda Errors FunctionName=a,b > 5`, /watches one metric/],
    [`x when ${METRIC} band > 5`, /on a band is not made here/],
    ["x when errors of checkout > 5", /Name the metric in full/],
    [
      `x when N M ${Array.from({ length: 31 }, (_, index) => `D${index}=1`).join(" ")} > 5`,
      /at most 30 dimensions, not 31/,
    ],
    [`x when N M D=${"v".repeat(1_000)} E=${"v".repeat(1_000)} > 5`, /too long for the button/],
  ])("%j is refused with what to type", (text, words) => {
    const { sentence } = read(say(`alarms create ${text}`));
    expect(sentence).toMatch(/^NOT DONE/);
    expect(sentence).toMatch(words);
  });

  test("what is missing can be filled in: the form's values make the command", () => {
    const { commands } = read(say("alarms create"));
    expect(commands).toEqual(["alarms create"]);
    expect(formOf("G-1042 alarms create")).toBe("alarm");
    const values = {
      name: "my alarm",
      metric: METRIC,
      operator: "≥",
      threshold: "5",
      periods: "3 of 5",
      period: "5m",
      topic: TOPIC,
    };
    expect(asked(commandFrom("alarms create", "alarm", values))).toEqual({
      ...alarm,
      name: "my alarm",
      metric: { ...metric, period: 300 },
      operator: "≥",
      datapoints: 3,
      periods: 5,
      topic: TOPIC,
    });
  });

  test("is never overheard", () => {
    expect(say(`alarms create x when ${METRIC} > 5`, "overheard").type).toBe("ignore");
    expect(say("alarms history is long", "overheard").type).toBe("ignore");
    expect(say("alarms history", "overheard").type).toBe("command");
  });
});

describe("a band", () => {
  test.each([
    [
      "metrics AWS/Lambda Errors FunctionName=checkout Sum band last 3h",
      { type: "metrics", band: true, statistic: "Sum" },
    ],
    ["errors of checkout with its band", { type: "signal", component: "checkout", band: true }],
    ["metrics AWS/Lambda band", { type: "metrics", metric: "band" }],
  ])("%j", (text, question) => expect(asked(text)).toMatchObject(question));

  test.each(["metrics AWS/Lambda Errors,Throttles band", "metrics AWS/Lambda Errors FunctionName=a,b band"])(
    "%j is refused: there would be several",
    (text) => expect(read(say(text)).sentence).toMatch(/One chart has one band/),
  );
});
