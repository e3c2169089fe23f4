import { expect, test } from "vitest";
import { explain, triedWords } from "../../src/routing/explain.ts";
import type { Labels } from "../../src/routing/labels.ts";
import { labelsToTest } from "../../src/routing/test-labels.ts";
import { routing } from "./forms.ts";

const alarm = {
  AlarmName: "x",
  AWSAccountId: "111122223333",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed",
  StateChangeTime: "2026-05-01T03:00:00.000+0000",
  Region: "EU (Ireland)",
  AlarmArn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x",
  OldStateValue: "OK",
};

const metric = (
  Id: string,
  MetricName: string,
  Namespace: string,
  Dimensions: readonly object[],
  ReturnData = false,
) => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: "Sum" },
  ReturnData,
});

/** A message of each kind of alarm, over SNS, EventBridge, and as a Lambda function is given it. */
const messages = {
  metric: {
    ...alarm,
    Trigger: {
      MetricName: "Errors",
      Namespace: "AWS/Lambda",
      StatisticType: "Statistic",
      Statistic: "SUM",
      Dimensions: [{ name: "FunctionName", value: "checkout" }],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 5,
    },
  },
  math: {
    ...alarm,
    Trigger: {
      Metrics: [
        { Id: "e1", Expression: "100*m1/m2", Label: "error rate", ReturnData: true },
        metric("m1", "Errors", "AWS/Lambda", [{ name: "FunctionName", value: "checkout" }]),
        metric("m2", "Invocations", "AWS/Lambda", [{ name: "FunctionName", value: "checkout" }]),
      ],
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
    },
  },
  mathMixed: {
    ...alarm,
    Trigger: {
      Metrics: [
        { Id: "e1", Expression: "m1/m2", ReturnData: true },
        metric("m1", "HTTPCode_Target_5XX_Count", "AWS/ApplicationELB", [
          { name: "LoadBalancer", value: "app/shop/1" },
        ]),
        metric("m2", "Invocations", "AWS/Lambda", [{ name: "FunctionName", value: "checkout" }]),
      ],
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
    },
  },
  anomaly: {
    ...alarm,
    Trigger: {
      Metrics: [
        metric("m1", "CPUUtilization", "AWS/EC2", [{ name: "InstanceId", value: "i-1" }], true),
        { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)", ReturnData: true },
      ],
      ThresholdMetricId: "ad1",
      ComparisonOperator: "GreaterThanUpperThreshold",
    },
  },
  insights: {
    ...alarm,
    Trigger: {
      Metrics: [
        {
          Id: "q1",
          Expression: "SELECT SUM(Errors) FROM SCHEMA(\"AWS/Lambda\", FunctionName) WHERE FunctionName = 'checkout'",
          Period: 60,
          ReturnData: true,
        },
      ],
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
    },
  },
  contributor: {
    ...alarm,
    AlarmContributorId: "6d44",
    AlarmContributorAttributes: { FunctionName: "checkout" },
    Trigger: {
      Metrics: [
        {
          Id: "q1",
          Expression: 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName',
          Period: 60,
          ReturnData: true,
        },
      ],
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
    },
  },
  promql: {
    ...alarm,
    NewStateReason: undefined,
    AlarmContributorId: "6d",
    AlarmContributorAttributes: { service: "checkout" },
    Trigger: {
      EvaluationCriteria: { PromQLCriteria: { Query: 'rate(http_errors{service="checkout"}[5m]) > 5' } },
      EvaluationInterval: 60,
    },
  },
  promqlNoContributor: {
    ...alarm,
    Trigger: { EvaluationCriteria: { PromQLCriteria: { Query: 'rate(http_errors{service="checkout"}[5m]) > 5' } } },
  },
  log: {
    ...alarm,
    Trigger: {
      ScheduledQueryConfiguration: {
        QueryString: "filter level='ERROR'",
        AggregationExpression: "count(*)",
        LogGroupIdentifiers: ["/aws/lambda/checkout"],
      },
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
      QueryResultsToEvaluate: 1,
      QueryResultsToAlarm: 1,
    },
  },
  composite: {
    ...alarm,
    AlarmRule: "ALARM(cart-5xx) OR ALARM(checkout-5xx)",
    TriggeringChildren: [
      {
        Arn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-5xx",
        State: { Value: "ALARM", Timestamp: "x" },
      },
    ],
  },
  eventbridge: {
    version: "0",
    id: "1",
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: "111122223333",
    time: "2026-05-01T03:00:00Z",
    region: "eu-west-1",
    resources: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x"],
    detail: {
      alarmName: "x",
      state: { value: "INSUFFICIENT_DATA", reason: "r", timestamp: "2026-05-01T03:00:00.000+0000" },
      previousState: { value: "OK" },
      configuration: {
        metrics: [
          {
            id: "m1",
            metricStat: {
              metric: {
                namespace: "AWS/SQS",
                name: "ApproximateAgeOfOldestMessage",
                dimensions: { QueueName: "orders" },
              },
              period: 60,
              stat: "Maximum",
            },
            returnData: true,
          },
        ],
      },
      muteDetail: {
        mutedByArn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm-mute-rule:night",
        muteWindowStart: "2026-05-01T00:00:00Z",
        muteWindowEnd: "2026-05-01T06:00:00Z",
      },
    },
  },
  lambdaDirect: {
    source: "aws.cloudwatch",
    alarmArn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x",
    accountId: "111122223333",
    time: "2026-05-01T03:00:00.000+0000",
    region: "eu-west-1",
    alarmData: {
      alarmName: "x",
      state: { value: "ALARM", reason: "r", timestamp: "2026-05-01T03:00:00.000+0000" },
      configuration: {
        metrics: [
          {
            id: "m1",
            metricStat: {
              metric: {
                namespace: "AWS/SQS",
                name: "ApproximateAgeOfOldestMessage",
                dimensions: { QueueName: "orders" },
              },
              period: 60,
              stat: "Maximum",
            },
            returnData: true,
          },
        ],
      },
    },
  },
};

const { root } = routing(`
route:
  receiver: a
  routes:
    - { matchers: [namespace=AWS/Lambda, service=checkout], receiver: b }
    - { matchers: ['kind=~"composite|promql|log"'], receiver: c }
receivers: [{ name: a }, { name: b }, { name: c }]
`);

const labelsOf = (name: keyof typeof messages): Labels => {
  const found = labelsToTest(JSON.stringify(messages[name]));
  if (typeof found === "string") throw new Error(found);
  return found;
};

test.each<readonly [keyof typeof messages, Readonly<Record<string, string>>, string]>([
  ["metric", { kind: "metric", namespace: "AWS/Lambda", service: "checkout" }, "route.1"],
  ["math", { kind: "math", namespace: "AWS/Lambda", service: "checkout" }, "route.1"],
  ["mathMixed", { kind: "math" }, "route"],
  ["anomaly", { kind: "anomaly", namespace: "AWS/EC2", service: "i-1" }, "route"],
  ["insights", { kind: "insights", namespace: "AWS/Lambda", service: "checkout" }, "route.1"],
  ["contributor", { kind: "contributor", namespace: "AWS/Lambda", service: "checkout" }, "route.1"],
  ["promql", { kind: "contributor", service: "checkout" }, "route"],
  ["promqlNoContributor", { kind: "promql" }, "route.2"],
  ["log", { kind: "log" }, "route.2"],
  ["composite", { kind: "composite" }, "route.2"],
  ["eventbridge", { kind: "metric", namespace: "AWS/SQS", service: "orders" }, "route"],
  ["lambdaDirect", { kind: "metric", namespace: "AWS/SQS", service: "orders" }, "route"],
])("an alarm of the kind %s is routed by %j and taken by %s", (name, expected, route) => {
  const found = labelsOf(name);
  const read = ["kind", "namespace", "service"].flatMap((label) => {
    const value = found.get(label);
    return value === undefined ? [] : [[label, value] as const];
  });
  expect(Object.fromEntries(read)).toEqual(expected);
  expect(explain(root, found).findLast(({ outcome }) => outcome === "took")?.route.path).toBe(route);
});

test("says why it goes nowhere else: of metrics of two namespaces none is the alarm's", () => {
  expect(explain(root, labelsOf("mathMixed")).map(triedWords)[1]).toBe(
    'route.1 (line 5) refused it: namespace="AWS/Lambda" saw nothing, service="checkout" saw nothing',
  );
});
