import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Action } from "../../src/card/card.ts";
import type { ChartBody } from "../../src/chart/chart.ts";
import type { Answer } from "../../src/events/question.ts";
import { type AwsHouse, ana, ben, openAwsHouse, shown, told } from "./aws-house.ts";
import { envelope, stateOf } from "./house.ts";

const opened: AwsHouse[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

async function open(...change: Parameters<typeof openAwsHouse>): Promise<AwsHouse> {
  const opening = await openAwsHouse(...change);
  opened.push(opening);
  return opening;
}

/** Asks, in the thread of G-1001 where there is one, and waits for the answer. */
async function ask(there: AwsHouse, text: string): Promise<Answer> {
  const before = (await stateOf(there.house, 1001)).queries.length;
  expect(await there.house.say(text)).toMatchObject({ type: "stored", investigation: "G-1001" });
  const answerOf = async () => (await stateOf(there.house, 1001)).queries[before]?.answer;
  await expect.poll(answerOf).toBeDefined();
  await expect.poll(() => shown(there, `q${before + 1}`)).not.toMatch(/^$|Asking/);
  const answer = await answerOf();
  if (!answer) throw new Error("there is no answer");
  return answer;
}

function buttonsOf({ house }: AwsHouse, slot: string): readonly Action[] {
  const card = house.channel.standing.find(({ identity }) => identity.slot === slot)?.card;
  return card?.blocks.flatMap((block) => (block.type === "actions" ? block.actions : [])) ?? [];
}

const putsOf = ({ aws }: AwsHouse): readonly Record<string, unknown>[] =>
  aws.calls
    .filter(({ action }) => action === "cloudwatch:PutMetricAlarm")
    .map(({ body }) => z.record(z.string(), z.unknown()).parse(JSON.parse(body)));

// One and the same morning, whenever this runs: how often an alarm would have fired depends on the hour's traffic.
vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-10T09:30:00Z"), shouldAdvanceTime: true });
afterAll(() => {
  vi.useRealTimers();
});

const now = Math.floor(Date.now() / 1000);
const HOUR = 3_600;
const TOPIC = "arn:aws:sns:eu-central-1:111122223333:gumshoe";
const turn = (at: number, from: string, to: string, reason = "Threshold Crossed") => ({
  AlarmName: "checkout-5xx",
  Timestamp: at,
  HistoryItemType: "StateUpdate",
  HistorySummary: `Alarm updated from ${from} to ${to}`,
  HistoryData: JSON.stringify({
    version: "1.0",
    oldState: { stateValue: from },
    newState: { stateValue: to, stateReason: reason },
  }),
});
const configured = (at: number, type: "created" | "updated", alarm: object) => ({
  AlarmName: "checkout-5xx",
  Timestamp: at,
  HistoryItemType: "ConfigurationUpdate",
  HistorySummary: `Alarm "checkout-5xx" ${type}`,
  HistoryData: JSON.stringify({ version: "1.0", [`${type}Alarm`]: { alarmName: "checkout-5xx", ...alarm } }),
});
const history = [
  configured(now - 50 * HOUR, "created", { threshold: 5, period: 60, stateValue: "INSUFFICIENT_DATA" }),
  turn(now - 49 * HOUR, "INSUFFICIENT_DATA", "OK"),
  turn(now - 30 * HOUR, "OK", "ALARM"),
  turn(now - 29 * HOUR, "ALARM", "OK"),
  configured(now - 20 * HOUR, "updated", { threshold: 12, period: 60, stateValue: "OK" }),
  turn(now - 2 * HOUR, "OK", "ALARM", "3 out of the last 3 datapoints were greater"),
  turn(now - 1.5 * HOUR, "ALARM", "OK"),
  {
    AlarmName: "checkout-5xx",
    Timestamp: now - 2 * HOUR + 1,
    HistoryItemType: "Action",
    HistorySummary: "Successfully executed action",
  },
  { ...turn(now - 3 * HOUR, "OK", "ALARM"), AlarmName: "another" },
];
const change = {
  id: "put-1",
  at: now - 20 * HOUR - 4,
  action: "PutMetricAlarm",
  actor: "role/deploy",
  resources: ["checkout-5xx"],
  detail: { alarmName: "checkout-5xx" },
};

describe("the history of an alarm", () => {
  const withHistory: Parameters<typeof openAwsHouse>[0] = ({ telemetry }) => ({
    history,
    telemetry: {
      ...telemetry,
      changes: {
        during: async ({ start, end }) => ({
          value: [change].filter(({ at }) => at >= start && at <= end),
          horizon: end,
          gaps: [],
        }),
      },
    },
  });

  test("says when it changed, how often it fired and who changed it", async () => {
    const there = await open(withHistory);
    const answer = await ask(there, "alarms history checkout-5xx last 7d");
    expect(answer.sentence).toMatch(
      /^Fired 2 times, in ALARM for 90 min in all, \d+ \w+ \d\d:\d\d to .*\d\d:\d\d UTC\. /,
    );
    expect(answer.sentence).toMatch(/Its configuration changed 2 times, last by role\/deploy/);
    expect(answer.columns.map(({ name }) => name)).toEqual(["When", "What", "For", "Detail"]);
    expect(answer.rows.map((row) => row.slice(1))).toEqual([
      ["ALARM → OK", "90 min", "Threshold Crossed"],
      ["action", "", "Successfully executed action"],
      ["OK → ALARM", "30 min", "3 out of the last 3 datapoints were greater"],
      ["configured", "", "by role/deploy (session): threshold 5 → 12"],
      ["ALARM → OK", "27 h", "Threshold Crossed"],
      ["OK → ALARM", "60 min", "Threshold Crossed"],
      ["INSUFFICIENT_DATA → OK", "19 h", "Threshold Crossed"],
      ["configured", "", 'Alarm "checkout-5xx" created'],
    ]);
    expect(answer.link).toMatch(/alarmsV2:alarm\/checkout-5xx$/);
    expect(buttonsOf(there, "q1").map(({ label, command }) => [label, command.split(" from ")[0]])).toEqual([
      ["Run again", "G-1001 alarms history checkout-5xx"],
      ["Edit", "G-1001 edit alarms history checkout-5xx"],
      ["Investigate", 'investigate "checkout-5xx"'],
    ]);
  });

  test("of a time without a change costs one call more for nothing: CloudTrail is not asked", async () => {
    const there = await open(withHistory);
    expect((await ask(there, "alarms history checkout-5xx last 3h")).sentence).toMatch(
      /^Fired once, in ALARM for 30 min/,
    );
    expect(there.aws.calls.map(({ action }) => action)).toEqual(["cloudwatch:DescribeAlarmHistory"]);
    expect((await ask(there, "G-1001 alarms history checkout-5xx last 10m")).failed).toBe(true);
  });

  test("says which permission is missing to know who changed it", async () => {
    const there = await open(withHistory);
    there.aws.behave({ deny: ["cloudtrail:LookupEvents"] });
    const answer = await ask(there, "alarms history checkout-5xx last 7d");
    expect(answer.sentence).toMatch(
      /last by somebody that CloudTrail does not show\. Not seen: .*cloudtrail:LookupEvents/,
    );
  });

  test("in the alarm's thread needs no name, and without an alarm says so", async () => {
    const there = await open(withHistory);
    const [first] = there.incident.notifications;
    const body = envelope("m-1", { ...first?.message, AlarmName: "checkout-5xx" });
    await there.house.app.deliver({
      id: "m-1",
      stream: "intake/web:general",
      receivedAt: new Date().toISOString(),
      body,
    });
    await expect.poll(async () => (await stateOf(there.house, 1001)).alarm?.name).toBe("checkout-5xx");
    const answer = await ask(there, "G-1001 alarms history");
    expect(answer).toMatchObject({ failed: false, query: "alarms history checkout-5xx" });
  });

  test("without an alarm in the thread asks for its name", async () => {
    const there = await open();
    await ask(there, "alarms");
    const answer = await ask(there, "G-1001 alarms history");
    expect(answer).toMatchObject({ failed: true, sentence: expect.stringMatching(/has no alarm\. Name one/) });
    expect((await ask(there, "G-1001 alarms history nothing")).sentence).toMatch(/there is no alarm nothing/);
  });
});

const FAULTS = "ApplicationSignals Fault Environment=ecs:shop Service=orders Sum";

describe("an alarm", () => {
  test("is shown over the last day, and written by the button alone", async () => {
    const there = await open();
    const shownFirst = await ask(there, `alarms create orders-faults when ${FAULTS} > 20 for 3 of 5 every 1m`);
    expect(shownFirst.sentence).toMatch(
      /^Creates orders-faults once confirmed\. Fires when ApplicationSignals Fault Sum/,
    );
    expect(shownFirst.sentence).toMatch(
      /is > 20 in 3 of 5 periods of 1 min\. In the last 24 h \d+ of 1\d{3} periods of 1 min lay beyond/,
    );
    expect(shownFirst.sentence).toMatch(/it would have fired 1 time, last at \d\d:\d\d UTC/);
    expect(shownFirst.sentence).toMatch(
      /It has no action: no topic is told\. Gumshoe hears of it where the stack's EventBridge rule/,
    );
    expect(there.archived).toContainEqual(
      expect.objectContaining({
        type: "chart",
        threshold: 20,
        bands: [expect.objectContaining({ label: "would fire" })],
      }),
    );
    expect(putsOf(there)).toEqual([]);

    const [create] = buttonsOf(there, "q1");
    expect(create).toMatchObject({
      label: "Create",
      confirm: expect.stringMatching(/^Creates orders-faults\. Fires when .* > 20 in 3 of 5/),
    });
    const place = await there.thread();
    const pressed = create?.command ?? "";
    expect(told(await there.house.say(pressed, { actor: ben, place }))).toMatch(
      /New and changed alarms need an operator/,
    );
    expect(putsOf(there)).toEqual([]);
    const done = await ask(there, pressed);
    expect(done.sentence).toMatch(/^Created by Ana at \d\d:\d\d UTC\. Fires when/);
    expect(putsOf(there)).toMatchObject([
      {
        AlarmName: "orders-faults",
        Namespace: "ApplicationSignals",
        MetricName: "Fault",
        Dimensions: [
          { Name: "Environment", Value: "ecs:shop" },
          { Name: "Service", Value: "orders" },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 5,
        DatapointsToAlarm: 3,
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 20,
        AlarmDescription: `Created in Gumshoe by Ana (${ana.id}).`,
      },
    ]);
    expect(buttonsOf(there, "q2").map(({ label }) => label)).toEqual(["Run again", "Edit", "Investigate"]);
    const { by, at } = (await stateOf(there.house, 1001)).queries[1] ?? {};
    expect([by?.id, typeof at]).toEqual([ana.id, "string"]);

    expect((await ask(there, pressed)).sentence).toMatch(/^orders-faults stands so/);
    expect((await ask(there, pressed.replace("> 20", "> 30"))).sentence).toMatch(/not what was shown/);
    expect((await ask(there, pressed.replace(/ confirm .*/, ""))).sentence).toMatch(/^Nothing would change/);
    expect(putsOf(there)).toHaveLength(1);
  });

  const standing = {
    AlarmName: "orders-faults",
    AlarmArn: "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:orders-faults",
    StateValue: "OK",
    AlarmDescription: "Runbook: https://runbook.example/orders",
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
    InsufficientDataActions: [],
    TreatMissingData: "notBreaching",
    Namespace: "ApplicationSignals",
    MetricName: "Fault",
    Dimensions: [
      { Name: "Environment", Value: "ecs:shop" },
      { Name: "Service", Value: "orders" },
    ],
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 12,
    ComparisonOperator: "GreaterThanThreshold",
  };

  test("that there is shows what changes, and keeps what nobody named", async () => {
    const there = await open(() => ({ alarms: [standing] }));
    const first = await ask(there, `alarms create orders-faults when ${FAULTS} >= 40 for 3`);
    expect(first.rows).toEqual([["Limit", "> 12", "≥ 40"]]);
    expect(first.sentence).toMatch(/^Changes orders-faults once confirmed.*It still tells arn/);
    const [button] = buttonsOf(there, "q1");
    expect(button).toMatchObject({
      label: "Change",
      confirm: expect.stringMatching(/^Changes orders-faults, limit > 12 → ≥ 40/),
    });
    expect((await ask(there, button?.command ?? "")).sentence).toMatch(/^Changed by Ana/);
    const { AlarmDescription, OKActions, AlarmActions, TreatMissingData, ActionsEnabled } = standing;
    expect(putsOf(there)).toMatchObject([
      {
        AlarmDescription,
        OKActions,
        AlarmActions,
        TreatMissingData,
        ActionsEnabled,
        Threshold: 40,
        EvaluationPeriods: 3,
      },
    ]);
  });

  test("that changed after it was shown is not overwritten", async () => {
    const alarms = [standing];
    const there = await open(() => ({ alarms }));
    await ask(there, `alarms create orders-faults when ${FAULTS} > 40 for 3`);
    alarms[0] = { ...standing, Threshold: 99 };
    const answer = await ask(there, buttonsOf(there, "q1")[0]?.command ?? "");
    expect(answer).toMatchObject({ failed: true, sentence: expect.stringMatching(/the alarm changed since/) });
    expect(putsOf(there)).toEqual([]);
  });

  test.each([
    ["of another kind is left alone", { ...standing, AlarmRule: "ALARM(x)" }, /another kind \(composite\)/],
    ["whose actions are off says so", { ...standing, ActionsEnabled: false }, /actions stay switched off/],
  ])("%s", async (_name, alarm, words) => {
    const there = await open(() => ({ alarms: [alarm] }));
    expect((await ask(there, `alarms create orders-faults when ${FAULTS} > 40`)).sentence).toMatch(words);
  });

  test("tells a topic, and whether Gumshoe hears it; a metric without values is said", async () => {
    const there = await open();
    const heard = await ask(there, `alarms create a when ${FAULTS} > 20 notify ${TOPIC}`);
    expect(heard.sentence).toMatch(/It tells arn:\S+gumshoe, which Gumshoe hears/);
    const other = await ask(there, `G-1001 alarms create a when Shop Nothing p99 < 1 notify ${TOPIC}-2`);
    expect(other.sentence).toMatch(/no value in the last 24 h.*which is none of SNS_TOPICS/);
    await ask(there, buttonsOf(there, "q2")[0]?.command ?? "");
    expect(putsOf(there)).toMatchObject([{ ExtendedStatistic: "p99", AlarmActions: [`${TOPIC}-2`] }]);
  });

  test("that AWS refuses is an answer with the remedy", async () => {
    const there = await open();
    await ask(there, `alarms create a when ${FAULTS} > 20`);
    there.aws.behave({ deny: ["cloudwatch:PutMetricAlarm"] });
    const answer = await ask(there, buttonsOf(there, "q1")[0]?.command ?? "");
    expect(answer.sentence).toMatch(/AWS does not allow cloudwatch:PutMetricAlarm. To see it: allow/);
  });
});

describe("the band of usual values", () => {
  const bandOf = ({ archived }: AwsHouse) =>
    archived.find((body): body is ChartBody => Object.hasOwn(Object(body), "band"))?.band;

  test("is of the days before, where CloudWatch has learnt nothing", async () => {
    const there = await open();
    const answer = await ask(there, `metrics ${FAULTS} band last 2h`);
    expect(answer.sentence).toMatch(
      /\. \d+ of 1[12]\d points lie outside the band of usual values \(this time of day on the 7 days before\)/,
    );
    const [, outside] = /(\d+) of \d+ points/.exec(answer.sentence) ?? [];
    expect(Number(outside)).toBeGreaterThan(30);
    expect(bandOf(there)?.upper.length).toBeGreaterThanOrEqual(120);
    expect(answer.query).toMatch(/Sum 60s band$/);
    expect((await ask(there, "G-1001 errors of orders with its band last 2h")).sentence).toMatch(/outside the band/);
  });

  test("is CloudWatch's own, where it has learnt this very metric", async () => {
    const own = {
      Namespace: "ApplicationSignals",
      MetricName: "Fault",
      Dimensions: [
        { Name: "Service", Value: "orders" },
        { Name: "Environment", Value: "ecs:shop" },
      ],
      Stat: "Sum",
    };
    const detectors = [
      { StateValue: "PENDING_TRAINING", SingleMetricAnomalyDetector: own },
      { StateValue: "TRAINED", SingleMetricAnomalyDetector: { ...own, Stat: "Average" } },
    ];
    const there = await open(() => ({ detectors }));
    expect((await ask(there, `metrics ${FAULTS} band last 2h`)).sentence).toMatch(/7 days before/);
    detectors.push({ StateValue: "TRAINED", SingleMetricAnomalyDetector: own });
    const answer = await ask(there, `G-1001 metrics ${FAULTS} band last 2h`);
    expect(answer.sentence).toMatch(/outside the band of usual values \(CloudWatch's anomaly detection\)/);
    const last = there.archived.at(-1);
    expect(last).toMatchObject({ band: { lower: expect.arrayContaining([10]), upper: expect.arrayContaining([30]) } });
  });

  test("may be CloudWatch's or not: without its leave it is of the days before, and that is said", async () => {
    const there = await open();
    there.aws.behave({ deny: ["cloudwatch:DescribeAnomalyDetectors"] });
    const { sentence } = await ask(there, `metrics ${FAULTS} band last 2h`);
    expect(sentence).toMatch(/7 days before\)\. Not seen: AWS does not allow cloudwatch:DescribeAnomalyDetectors/);
  });

  test("of a metric that nobody knows is no answer", async () => {
    const there = await open();
    expect((await ask(there, "metrics Shop Nothing band")).sentence).toMatch(/^No data: no such metric/);
  });
});

test("what an expression cost is told as the least where nobody tells how many metrics it read", async () => {
  const there = await open();
  await ask(there, 'metrics SELECT MAX(Duration) FROM "AWS/Lambda" GROUP BY FunctionName last 2h');
  expect(shown(there, "q1")).toMatch(/1 call, at least \$0\.00003/);
  await ask(there, `G-1001 metrics SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors"', 'Sum') last 2h`);
  expect(shown(there, "q2")).toMatch(/1 call, less than \$0\.0001/);
});
