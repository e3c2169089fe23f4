import fc from "fast-check";
import { expect, test } from "vitest";
import { alarm } from "../../src/events/subject.ts";
import { view } from "../../src/investigation/view.ts";
import { parseNotification } from "../../src/notification/parse.ts";
import { after, open } from "../investigation/given.ts";
import { changedAt, pathsIn, spoilt } from "./notices/spoilt.ts";

const ARN = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:";
const base = {
  AlarmName: "checkout",
  AlarmDescription: "See https://wiki.example.com/runbook",
  AWSAccountId: "111122223333",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed: 1 datapoint [14.0 (01/05/26 02:59:00)] was greater than the threshold (5.0).",
  StateChangeTime: "2026-05-01T03:00:00.000+0000",
  Region: "EU (Ireland)",
  AlarmArn: `${ARN}checkout`,
};
const stat = (Id: string, MetricName: string) => ({
  Id,
  ReturnData: false,
  AccountId: "444455556666",
  MetricStat: {
    Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: [{ name: "FunctionName", value: "checkout" }] },
    Period: 60,
    Stat: "Sum",
  },
});
const metric = { MetricName: "Errors", Namespace: "AWS/Lambda", Statistic: "SUM", Period: 60, Threshold: 5 };
const limits = { EvaluationPeriods: 3, DatapointsToAlarm: 2, ComparisonOperator: "GreaterThanThreshold" };

const alarms: readonly (readonly [string, object])[] = [
  [
    "a metric",
    { ...base, Trigger: { ...metric, ...limits, Dimensions: [{ name: "FunctionName", value: "checkout" }] } },
  ],
  [
    "an expression",
    {
      ...base,
      Trigger: {
        Metrics: [
          { Id: "e1", Expression: "100*a/b", Label: "Error rate" },
          stat("a", "Errors"),
          stat("b", "Invocations"),
        ],
        Threshold: 5,
        ...limits,
      },
    },
  ],
  ["other alarms", { ...base, AlarmRule: "ALARM(a) OR NOT OK(b)", TriggeringChildren: [{ Arn: `${ARN}a` }] }],
  [
    "a series, over EventBridge",
    {
      "detail-type": "CloudWatch Alarm Contributor State Change",
      source: "aws.cloudwatch",
      account: "111122223333",
      region: "eu-west-1",
      time: "2026-05-01T03:00:05Z",
      resources: [`${ARN}checkout`],
      detail: {
        alarmName: "checkout",
        alarmContributor: { id: "6d44", attributes: { TableName: "carts" } },
        state: { value: "ALARM", reason: "fires", timestamp: "2026-05-01T03:00:04.000+0000" },
        configuration: {
          description: "carts",
          metrics: [{ id: "m1", expression: 'SELECT AVG(X) FROM "AWS/DynamoDB" GROUP BY TableName', period: 60 }],
        },
        muteDetail: { mutedByArn: "arn:x:alarm-mute-rule:m", muteWindowEnd: "2026-05-01T04:00:00.000+0000" },
      },
    },
  ],
];

test.each(alarms)(
  "an alarm on %s that is spoilt in any field is an alarm or a notice, and can be stored and shown",
  (_name, message) => {
    const paths = pathsIn(message);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), spoilt), { minLength: 1, maxLength: 3 }), (changes) => {
        const spoiled = changes.reduce<unknown>((value, [path, to]) => changedAt(value, path, to), message);
        const Message = JSON.stringify(spoiled) ?? "";
        const envelope = {
          Type: "Notification",
          MessageId: "m1",
          TopicArn: "arn:aws:sns:eu-west-1:1:t",
          Message,
          Timestamp: "2026-05-01T03:00:01Z",
        };
        const found = parseNotification(JSON.stringify(envelope));
        expect(found.groupKey.length).toBeLessThan(1_000);
        if (found.type !== "alarm") return;
        const { transition } = found;
        expect(alarm.safeParse(transition.alarm).error).toBeUndefined();
        expect(JSON.stringify(transition).length).toBeLessThan(200_000);
        const state = after({
          ...open,
          title: transition.alarm.name,
          subject: { type: "alarm", alarm: transition.alarm },
          transitions: [transition],
        });
        const [root] = view(state);
        expect(root?.card.title.trim()).not.toBe("");
        expect(JSON.stringify(root?.card).length).toBeLessThan(20_000);
      }),
      { numRuns: 150 },
    );
  },
);
