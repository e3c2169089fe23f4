import { describe, expect, test } from "vitest";
import { alarmsOf, parseAlarmRule } from "../../src/aws-names/alarm-rule.ts";
import type { Alarm } from "../../src/events/events.ts";
import { parseInsightsQuery } from "../../src/notification/insights-query.ts";
import { parseNotification } from "../../src/notification/parse.ts";
import { runbookIn } from "../../src/notification/runbook.ts";

const ARN = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:";
const read = (message: unknown): ReturnType<typeof parseNotification> =>
  parseNotification(
    JSON.stringify({
      Type: "Notification",
      MessageId: "m1",
      TopicArn: "arn:aws:sns:eu-west-1:111122223333:alarms",
      Message: JSON.stringify(message),
      Timestamp: "2026-05-01T03:00:00.000Z",
    }),
  );

function alarmOf(message: unknown): Alarm {
  const found = read(message);
  if (found.type !== "alarm") throw new Error(`no alarm: ${JSON.stringify(found)}`);
  return found.transition.alarm;
}

const sns = (more: Record<string, unknown>): Alarm =>
  alarmOf({
    AlarmName: "checkout",
    AWSAccountId: "111122223333",
    NewStateValue: "ALARM",
    NewStateReason: "Threshold Crossed: 1 datapoint [14.0 (01/05/26 02:59:00)] was greater than the threshold (5.0).",
    StateChangeTime: "2026-05-01T03:00:00.000+0000",
    AlarmArn: `${ARN}checkout`,
    ...more,
  });

const eventBridge = (detail: Record<string, unknown>, type = "CloudWatch Alarm State Change"): unknown => ({
  "detail-type": type,
  source: "aws.cloudwatch",
  account: "111122223333",
  region: "eu-west-1",
  time: "2026-05-01T03:00:05Z",
  resources: [`${ARN}checkout`],
  detail: {
    alarmName: "checkout",
    state: { value: "ALARM", reason: "fires", timestamp: "2026-05-01T03:00:04.000+0000" },
    ...detail,
  },
});

const lambda = (id: string, name: string, more: Record<string, unknown> = {}) => ({
  Id: id,
  ReturnData: false,
  MetricStat: {
    Metric: {
      Namespace: "AWS/Lambda",
      MetricName: name,
      Dimensions: [{ name: "FunctionName", value: "checkout" }],
    },
    Period: 60,
    Stat: "Sum",
  },
  ...more,
});

describe("an alarm watches its own query", () => {
  test("an expression has its label, and the metrics that it rests on, whichever comes first", () => {
    const Metrics = [
      lambda("invocations", "Invocations"),
      lambda("errors", "Errors"),
      lambda("throttles", "Throttles"),
      { Id: "rate", Expression: "100 * part", Label: "Error rate", ReturnData: true },
      { Id: "part", Expression: "errors / invocations", ReturnData: false },
    ];
    const alarm = sns({ Trigger: { Metrics, Threshold: 5, ComparisonOperator: "GreaterThanThreshold" } });
    expect(alarm).toMatchObject({
      kind: "math",
      threshold: 5,
      value: 14,
      expression: { language: "math", text: "100 * part", label: "Error rate", period: 60 },
    });
    expect(alarm.metric).toBeUndefined();
    expect(alarm.expression?.inputs.map(({ id }) => id)).toEqual(["invocations", "errors", "part"]);
  });

  test("METRICS() rests on all metrics", () => {
    const Metrics = [{ Id: "e1", Expression: "SUM(METRICS())" }, lambda("m1", "Errors"), lambda("m2", "Throttles")];
    expect(sns({ Trigger: { Metrics } }).expression?.inputs.map(({ id }) => id)).toEqual(["m1", "m2"]);
  });

  test("a metric of another account keeps that account, one of its own account does not", () => {
    const one = (AccountId: string) =>
      sns({ Trigger: { Metrics: [lambda("m1", "Errors", { AccountId, ReturnData: true })] } });
    expect(one("444455556666")).toMatchObject({ kind: "metric", metric: { name: "Errors", account: "444455556666" } });
    expect(one("111122223333").metric).not.toHaveProperty("account");
  });

  test("a band is about the metric that it is drawn around", () => {
    const Metrics = [
      lambda("other", "Invocations"),
      lambda("m1", "Duration", { ReturnData: true }),
      { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)", Label: "Duration (expected)", ReturnData: true },
    ];
    const alarm = sns({
      Trigger: { Metrics, ThresholdMetricId: "ad1", ComparisonOperator: "GreaterThanUpperThreshold" },
    });
    expect(alarm).toMatchObject({ kind: "anomaly", metric: { name: "Duration" } });
    expect(alarm).not.toHaveProperty("threshold");
  });

  test("Metrics Insights is a query, and a series of it is a metric with the series' attributes", () => {
    const text = `SELECT AVG(ConsumedWriteCapacityUnits) FROM "AWS/DynamoDB" WHERE Operation = 'PutItem' GROUP BY TableName ORDER BY MAX() DESC`;
    const Trigger = { Metrics: [{ Id: "q1", Expression: text, Period: 60, ReturnData: "True" }], Threshold: 1 };
    expect(sns({ Trigger })).toMatchObject({
      kind: "insights",
      expression: { language: "insights", text, period: 60 },
    });
    const series = { AlarmContributorId: "6d44", AlarmContributorAttributes: { TableName: "carts" } };
    expect(sns({ Trigger, ...series })).toMatchObject({
      kind: "contributor",
      metric: {
        namespace: "AWS/DynamoDB",
        name: "ConsumedWriteCapacityUnits",
        statistic: "Average",
        dimensions: { TableName: "carts", Operation: "PutItem" },
      },
    });
  });

  test("PromQL and log alarms have their query, and a log alarm its log groups", () => {
    const Query = 'sum(rate({"http.server.request.count"}[5m])) > 5';
    expect(
      sns({ Trigger: { EvaluationInterval: 30, EvaluationCriteria: { PromQLCriteria: { Query } } } }),
    ).toMatchObject({
      kind: "promql",
      expression: { language: "promql", text: Query, period: 30 },
    });
    const configuration = {
      scheduledQueryConfiguration: {
        queryString: "filter level = 'ERROR'",
        aggregationExpression: "count(*) as errors by host",
        logGroupIdentifiers: ["arn:aws:logs:eu-west-1:1:log-group:/ecs/orders:*", "/ecs/cart"],
      },
      threshold: 0,
      queryResultsToEvaluate: 3,
      queryResultsToAlarm: 2,
    };
    expect(alarmOf(eventBridge({ configuration }))).toMatchObject({
      kind: "log",
      threshold: 0,
      datapointsToAlarm: 2,
      evaluationPeriods: 3,
      expression: {
        text: "filter level = 'ERROR' | stats count(*) as errors by host",
        logGroups: ["/ecs/orders", "/ecs/cart"],
      },
    });
  });

  test("one malformed part costs that part only", () => {
    const Metrics = [null, { Id: 7 }, lambda("m1", "Errors", { ReturnData: true, Label: 3, Period: "soon" })];
    expect(sns({ Trigger: { Metrics, Threshold: "5", Unit: {}, Dimensions: "none" } })).toMatchObject({
      metric: { name: "Errors" },
      threshold: 5,
    });
  });
});

describe("EventBridge tells the same", () => {
  test("of an expression", () => {
    const metrics = [
      { id: "e1", expression: "m1 * 2", label: "Twice", returnData: true },
      {
        id: "m1",
        returnData: false,
        accountId: "444455556666",
        metricStat: {
          metric: { namespace: "AWS/EC2", name: "NetworkIn", dimensions: { InstanceId: "i-1" } },
          period: 300,
          stat: "Maximum",
        },
      },
    ];
    expect(alarmOf(eventBridge({ configuration: { metrics } })).expression).toMatchObject({
      label: "Twice",
      period: 300,
      inputs: [{ id: "m1", metric: { name: "NetworkIn", dimensions: { InstanceId: "i-1" }, account: "444455556666" } }],
    });
  });

  test("of a composite alarm: its children, those that triggered it, and who suppresses it", () => {
    const detail = {
      state: {
        value: "ALARM",
        reason: "child fired",
        reasonData: JSON.stringify({ triggeringAlarms: [{ arn: `${ARN}cpu`, state: { value: "ALARM" } }] }),
        timestamp: "2026-05-01T03:00:04.000+0000",
        actionsSuppressedBy: "Alarm",
        actionsSuppressedReason: "Actions suppressed by Alarm",
      },
      configuration: { alarmRule: "ALARM(cpu) OR ALARM(network)", actionsSuppressor: `${ARN}maintenance` },
    };
    expect(alarmOf(eventBridge(detail))).toMatchObject({
      kind: "composite",
      children: ["cpu", "network"],
      triggering: ["cpu"],
      silenced: { how: "suppressed", by: "maintenance" },
    });
  });

  test("of a muted alarm, by whom and until when", () => {
    const muteDetail = {
      mutedByArn: "arn:aws:cloudwatch:eu-west-1:1:alarm-mute-rule:deploys",
      muteWindowStart: "2026-05-01T02:00:00.000+0000",
      muteWindowEnd: "2026-05-01T04:00:00.000+0000",
    };
    expect(alarmOf(eventBridge({ muteDetail })).silenced).toEqual({
      how: "muted",
      by: "deploys",
      until: "2026-05-01T04:00:00.000Z",
    });
  });
});

test("a series without attributes is one all the same", () => {
  const found = alarmOf(eventBridge({ alarmContributor: { id: "6d44" } }, "CloudWatch Alarm Contributor State Change"));
  expect(found.contributor).toEqual({ id: "6d44", attributes: {} });
});

test.each([undefined, null, 5, "yesterday", "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z"])(
  "an alarm that gives the time %s has the time of its notification, and says so",
  (StateChangeTime) => {
    const found = read({ AlarmName: "a", NewStateValue: "ALARM", NewStateReason: "fires", StateChangeTime });
    expect(found).toMatchObject({ type: "alarm", transition: { alarmAt: "2026-05-01T03:00:00.000Z" } });
    expect(JSON.stringify(found)).toMatch(/the time of its notification is used/);
  },
);

describe("the rule of a composite alarm", () => {
  test.each([
    ["ALARM(cpu)", ["cpu"]],
    [`(ALARM("a b") OR OK(${ARN}c:d)) AND NOT ALARM("quo\\"ted")`, ["a b", "c:d", 'quo"ted']],
    ["ALARM(a) OR ALARM(b) AND ALARM(a)", ["a", "b"]],
    ["AT_LEAST(2, NOT OK, (a, b, c)) AND TRUE", ["a", "b", "c"]],
    ["INSUFFICIENT_DATA(my alarm)", ["my alarm"]],
  ])("%s names its alarms", (text, names) => {
    const rule = parseAlarmRule(text);
    expect(rule && alarmsOf(rule)).toEqual(names);
  });

  test("AND binds stronger than OR", () => {
    expect(parseAlarmRule("ALARM(a) OR ALARM(b) AND ALARM(c)")).toMatchObject({
      type: "or",
      of: [{}, { type: "and" }],
    });
  });

  test.each(["", "ALARM(", "ALARM(a) OR", "ALARM(a) ALARM(b)", "WARN(a)", "(".repeat(5_000), "NOT ".repeat(2_000)])(
    "%j is none",
    (text) => expect(parseAlarmRule(text)).toBeUndefined(),
  );
});

test.each([
  [
    'SELECT MAX(m) FROM SCHEMA("AWS/EC2", InstanceId)',
    { namespace: "AWS/EC2", name: "m", statistic: "Maximum", where: {}, by: [] },
  ],
  [
    `select sum("5xx rate") from "Shop" where A = 'x y' and B != 'z' group by "C D", E limit 5`,
    { namespace: "Shop", name: "5xx rate", statistic: "Sum", where: { A: "x y" }, by: ["C D", "E"] },
  ],
  ["m1 + m2", undefined],
  ["SELECT AVG(", undefined],
])("%s is about one metric, or none", (text, query) => {
  expect(parseInsightsQuery(text)).toEqual(query);
});

test.each([
  ["See https://wiki.example.com/checkout.", "https://wiki.example.com/checkout"],
  ["Dashboard https://a.example/d, runbook: https://b.example/r?x=1#y", "https://b.example/r?x=1#y"],
  ["https://a.example/runbooks/5xx and https://b.example/", "https://a.example/runbooks/5xx"],
  ["<https://a.example/r|Runbook>", "https://a.example/r"],
  ["https://a.example https://b.example", undefined],
  ["runbook javascript:alert(1) http://ana:secret@a.example/", undefined],
  ["no link", undefined],
])("the runbook in %j", (description, link) => {
  expect(runbookIn(description)).toBe(link === "https://a.example" ? `${link}/` : link);
});
