import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alarmNameOf, parseTime } from "../../src/notification/alarm.ts";
import type { Notification } from "../../src/notification/notification.ts";
import { parseNotification } from "../../src/notification/parse.ts";
import { parseReason } from "../../src/notification/reason.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const deliver = (message: unknown, extra: Record<string, unknown> = {}): Notification =>
  parseNotification(
    JSON.stringify({
      Type: "Notification",
      MessageId: "m1",
      TopicArn: TOPIC,
      Message: typeof message === "string" ? message : JSON.stringify(message),
      Timestamp: "2026-05-01T03:00:00.000Z",
      ...extra,
    }),
  );
const alarmOf = (message: unknown) => {
  const found = deliver(message);
  if (found.type !== "alarm") throw new Error(`no alarm: ${JSON.stringify(found)}`);
  return found;
};

const metricAlarm = {
  AlarmName: "checkout: 5xx <= 5 / min",
  AlarmDescription: null,
  AWSAccountId: "111122223333",
  NewStateValue: "ALARM",
  NewStateReason:
    "Threshold Crossed: 2 out of the last 2 datapoints [41.0 (01/05/26 02:59:00), 38.5 (01/05/26 02:58:00)] were greater than the threshold (5.0).",
  StateChangeTime: "2026-05-01T03:00:04.677+0000",
  Region: "EU (Ireland)",
  AlarmArn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout: 5xx <= 5 / min",
  OldStateValue: "OK",
  Trigger: {
    MetricName: "HTTPCode_Target_5XX_Count",
    Namespace: "AWS/ApplicationELB",
    StatisticType: "Statistic",
    Statistic: "SUM",
    Unit: null,
    Dimensions: [
      { value: "app/shop/1", name: "LoadBalancer" },
      { value: "eu-west-1a", name: "AvailabilityZone" },
    ],
    Period: 60,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 5,
    TreatMissingData: "- TreatMissingData:                    missing",
    EvaluateLowSampleCountPercentile: "",
  },
};

test("reads a metric alarm, its Region from the ARN and its newest value from the reason", () => {
  const { transition, groupKey } = alarmOf(metricAlarm);
  expect(groupKey).toBe("111122223333/eu-west-1/checkout: 5xx <= 5 / min");
  expect(transition).toMatchObject({
    state: "ALARM",
    alarmAt: "2026-05-01T03:00:04.677Z",
    alarm: {
      kind: "metric",
      region: "eu-west-1",
      threshold: 5,
      value: 41,
      datapointsToAlarm: 2,
      metric: {
        namespace: "AWS/ApplicationELB",
        statistic: "Sum",
        dimensions: { LoadBalancer: "app/shop/1", AvailabilityZone: "eu-west-1a" },
      },
    },
  });
  expect(transition.alarm).not.toHaveProperty("description");
});

test("reads an old alarm without ARN, description, actions and datapoints", () => {
  const { AlarmArn: _, ...old } = metricAlarm;
  const { DatapointsToAlarm: __, ...trigger } = metricAlarm.Trigger;
  const { transition } = alarmOf({ ...old, Trigger: trigger });
  expect(transition.alarm).toMatchObject({ account: "111122223333", region: "eu-west-1" });
  expect(transition.alarm).not.toHaveProperty("datapointsToAlarm");
});

const stat = (id: string, name: string) => ({
  Id: id,
  ReturnData: "True",
  MetricStat: {
    Metric: { Namespace: "AWS/EC2", MetricName: name, Dimensions: [{ value: "i-1", name: "InstanceId" }] },
    Period: 300,
    Stat: "Average",
  },
});

test.each([
  [
    "metric math",
    {
      Metrics: [{ Id: "e1", Expression: "m1 / m2 * 100", ReturnData: true }, stat("m1", "A"), stat("m2", "B")],
      Threshold: 2,
      ComparisonOperator: "GreaterThanThreshold",
    },
    {
      kind: "math",
      threshold: 2,
      expression: {
        text: "m1 / m2 * 100",
        period: 300,
        inputs: [
          { id: "m1", metric: { name: "A", statistic: "Average" } },
          { id: "m2", metric: { name: "B" } },
        ],
      },
    },
  ],
  [
    "an anomaly band, which has no fixed threshold",
    {
      Metrics: [stat("m1", "CPUUtilization"), { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)" }],
      ThresholdMetricId: "ad1",
      ComparisonOperator: "GreaterThanUpperThreshold",
    },
    { kind: "anomaly", operator: "GreaterThanUpperThreshold", metric: { name: "CPUUtilization" } },
  ],
  [
    "a percentile",
    { ...metricAlarm.Trigger, Statistic: undefined, ExtendedStatistic: "p99" },
    { kind: "metric", metric: { statistic: "p99" } },
  ],
])("reads an alarm on %s", (_name, Trigger, expected) => {
  const { transition } = alarmOf({ ...metricAlarm, Trigger });
  expect(transition.alarm).toMatchObject(expected);
  if (expected.kind === "anomaly") expect(transition.alarm).not.toHaveProperty("threshold");
});

test.each([
  ["objects", [{ Arn: "arn:aws:cloudwatch:eu-west-1:1:alarm:a:b", State: { Value: "ALARM" } }], ["a:b"]],
  ["names", ["b"], ["b"]],
  ["nothing", undefined, undefined],
  ["an empty list", [], undefined],
])(
  "reads all children of a composite alarm, those that triggered it are %s",
  (_name, TriggeringChildren, triggering) => {
    const { Trigger: _, ...composite } = metricAlarm;
    const found = alarmOf({ ...composite, AlarmRule: "ALARM(a) OR ALARM(b)", TriggeringChildren });
    const children = [...new Set([...(triggering ?? []), "a", "b"])];
    expect(found.transition.alarm).toMatchObject({ kind: "composite", children });
    expect(found.transition.alarm.triggering).toEqual(triggering);
  },
);

test("reads a multi-series alarm without a reason: one group, the contributor apart", () => {
  const { NewStateReason: _, Trigger: __, ...series } = metricAlarm;
  const one = alarmOf({ ...series, AlarmContributorId: "6d44", AlarmContributorAttributes: { TableName: "carts" } });
  const other = alarmOf({ ...series, AlarmContributorId: "7e55", AlarmContributorAttributes: {} });
  expect(one.groupKey).toBe(other.groupKey);
  expect(one.transition.alarm).toMatchObject({
    kind: "contributor",
    contributor: { id: "6d44", attributes: { TableName: "carts" } },
  });
});

test("reads the same alarm told by EventBridge, where dimensions are an object", () => {
  const found = alarmOf({
    version: "0",
    id: "e",
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: "111122223333",
    time: "2026-05-01T03:00:05Z",
    region: "eu-west-1",
    resources: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu"],
    detail: {
      alarmName: "cpu",
      state: { value: "OK", reason: "fine", timestamp: "2026-05-01T03:00:04.677+0000" },
      configuration: {
        metrics: [
          {
            id: "m",
            returnData: true,
            metricStat: {
              metric: { namespace: "AWS/EC2", name: "CPUUtilization", dimensions: { InstanceId: "i-1" } },
              period: 60,
              stat: "Average",
            },
          },
        ],
      },
    },
  });
  expect(found).toMatchObject({
    groupKey: "111122223333/eu-west-1/cpu",
    transition: { state: "OK", alarm: { metric: { dimensions: { InstanceId: "i-1" }, statistic: "Average" } } },
  });
});

describe("what is no alarm is shown all the same", () => {
  test("an Amazon Q custom notification, threaded by its sender's id", () => {
    const custom = {
      version: "1.0",
      source: "custom",
      content: { title: "Deployed", description: "orders v142", nextSteps: ["watch it"], keywords: ["orders"] },
      metadata: { threadId: "deploys" },
    };
    const first = deliver(custom, { MessageId: "a" });
    expect(first).toMatchObject({
      type: "notice",
      notice: { title: "Deployed", text: "orders v142", nextSteps: ["watch it"] },
    });
    expect(deliver(custom, { MessageId: "b" }).groupKey).toBe(first.groupKey);
  });

  test.each([
    ["plain text", "AWS Budget Notification", { title: "AWS Budget Notification", text: "" }],
    [
      "plain text with secrets",
      `${"x".repeat(1_990)} AKIAIOSFODNN7EXAMPLE of ana@example.com`,
      { text: expect.not.stringMatching(/AKIA|ana@/) },
    ],
    [
      "JSON with a secret",
      { password: "hunter2", Note: "ask ana@example.com" },
      {
        facts: [
          ["Resource", "topic alarms"],
          ["Password", "[secret hidden]"],
          ["Note", "ask [e-mail hidden]"],
        ],
      },
    ],
    [
      "JSON of unknown shape",
      { Event: "autoscaling:EC2_INSTANCE_LAUNCH", Nested: { a: 1 } },
      {
        facts: [
          ["Resource", "topic alarms"],
          ["Event", "autoscaling:EC2_INSTANCE_LAUNCH"],
          ["Nested › A", "1"],
        ],
      },
    ],
    [
      "a Health event",
      {
        "detail-type": "AWS Health Event",
        source: "aws.health",
        account: "1",
        region: "eu-west-1",
        time: "2026-05-01T03:00:00Z",
        detail: { service: "EC2" },
      },
      { title: "AWS Health: EC2 event in eu-west-1", source: "aws.health" },
    ],
    [
      "an alarm in an unknown state",
      { ...metricAlarm, NewStateValue: "PANIC" },
      { title: expect.stringMatching(/^checkout: 5xx <= 5 \/ min: Threshold Crossed/) },
    ],
  ])("%s", (_name, message, notice) => {
    expect(deliver(message)).toMatchObject({ type: "notice", notice });
  });
});

test.each([1, 2])("reads a message that was encoded %i times too often", (times) => {
  const encoded = Array.from({ length: times }).reduce<string>(
    (text) => JSON.stringify(text),
    JSON.stringify(metricAlarm),
  );
  expect(deliver(encoded)).toEqual(deliver(metricAlarm));
});

test("a text in quotes is shown without them", () => {
  expect(deliver(JSON.stringify("The disk\nis full"))).toMatchObject({
    notice: { title: "The disk", text: "is full" },
  });
});

test("understands any text without throwing, and keeps it bounded", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        fc.object().map((o) => JSON.stringify({ ...metricAlarm, ...o })),
      ),
      (text) => {
        expect(JSON.stringify(deliver(text)).length).toBeLessThan(20_000);
        parseNotification(text);
      },
    ),
  );
  expect(JSON.stringify(deliver({ ...metricAlarm, AlarmName: "x".repeat(200_000) })).length).toBeLessThan(20_000);
});

test("never makes a value up: what it reads stands in the reason", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => `2 datapoints [${v} (01/05/26 02:59:00)] were`),
      ),
      (reason) => {
        const value = parseReason(reason);
        if (value !== undefined) expect(reason).toMatch(/datapoints?\s+\[/);
      },
    ),
  );
  expect(parseReason("Threshold Crossed: no datapoints were received for 3 periods")).toBeUndefined();
  expect(parseReason("Threshold Crossed: 1 datapoint (41.0) was greater")).toBeUndefined();
});

test("splits names and times as AWS writes them", () => {
  expect(alarmNameOf("arn:aws:cloudwatch:eu-west-1:1:alarm:a:alarm:b")).toBe("a:alarm:b");
  expect(parseTime("2023-09-08T15:47:04.677+0000")).toBe("2023-09-08T15:47:04.677Z");
  expect(parseTime("soon")).toBeUndefined();
});
