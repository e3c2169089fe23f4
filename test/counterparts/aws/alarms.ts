import { z } from "zod";
import type { Answered } from "./server.ts";

/** An alarm as DescribeAlarms lists it; times in epoch seconds. */
export type ListedAlarm = Readonly<Record<string, unknown>> & {
  readonly AlarmName: string;
  readonly StateValue: string;
};

/** An entry of an alarm's history; its time in epoch seconds. */
export interface HistoryItem {
  readonly AlarmName: string;
  readonly Timestamp: number;
  readonly HistoryItemType: string;
  readonly HistorySummary: string;
  readonly HistoryData?: string;
  readonly [other: string]: unknown;
}

/** Alarms that are there, those that were put since by their names, and what happened to them. */
export interface AlarmContent {
  readonly alarms?: readonly ListedAlarm[];
  readonly put: Map<string, ListedAlarm>;
  readonly mutes: Map<string, z.infer<typeof putMuteRule>>;
  readonly history?: readonly HistoryItem[];
}

const describeAlarms = z.object({
  StateValue: z.string().optional(),
  AlarmNamePrefix: z.string().default(""),
  AlarmNames: z.array(z.string()).max(100).optional(),
  NextToken: z.string().optional(),
  MaxRecords: z.number(),
});
const listTags = z.object({ ResourceARN: z.string().startsWith("arn:aws:cloudwatch:") });
const describeHistory = z.object({
  AlarmName: z.string().min(1).max(255),
  AlarmTypes: z.array(z.string()).min(1),
  StartDate: z.number(),
  EndDate: z.number(),
  ScanBy: z.literal("TimestampDescending"),
  MaxRecords: z.number().max(100),
  NextToken: z.string().optional(),
});
const STATISTICS = ["Average", "Sum", "Minimum", "Maximum", "SampleCount"] as const;
/** What PutMetricAlarm checks. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const putMetricAlarm = z
  .object({
    AlarmName: z.string().min(1).max(255),
    Namespace: z.string().min(1).max(255),
    MetricName: z.string().min(1).max(255),
    Dimensions: z.array(z.object({ Name: z.string().min(1), Value: z.string().min(1) })).max(30),
    Statistic: z.enum(STATISTICS).optional(),
    ExtendedStatistic: z.string().optional(),
    Period: z.number().refine((period) => [10, 20, 30].includes(period) || period % 60 === 0),
    EvaluationPeriods: z.number().int().min(1),
    DatapointsToAlarm: z.number().int().min(1),
    ComparisonOperator: z.string(),
    Threshold: z.number(),
    AlarmActions: z.array(z.string()).max(5).optional(),
  })
  .loose()
  .refine(({ Statistic, ExtendedStatistic }) => (Statistic === undefined) !== (ExtendedStatistic === undefined))
  .refine(({ DatapointsToAlarm, EvaluationPeriods }) => DatapointsToAlarm <= EvaluationPeriods)
  .refine(({ Period, EvaluationPeriods }) => Period * EvaluationPeriods <= (Period < 3600 ? 86_400 : 604_800));

/** What PutAlarmMuteRule checks. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
const putMuteRule = z.strictObject({
  Name: z.string().min(1).max(255),
  Description: z.string().max(1_024).optional(),
  Rule: z.strictObject({
    Schedule: z.strictObject({
      Expression: z.string().regex(/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d\)$/),
      Duration: z.string().regex(/^PT\d+M$/),
      Timezone: z.string().max(50).optional(),
    }),
  }),
  MuteTargets: z.strictObject({ AlarmNames: z.array(z.string()).min(1).max(100) }),
  ExpireDate: z.number().optional(),
});
const deleteMuteRule = z.strictObject({ AlarmMuteRuleName: z.string().min(1) });

/** DescribeAlarms, DescribeAlarmHistory, PutMetricAlarm and mute rules; undefined of others. */
export function answerAlarms(content: AlarmContent, operation: string, input: unknown): Answered | undefined {
  switch (operation) {
    case "DescribeAlarms":
      return listed(content, describeAlarms.parse(input));
    case "ListTagsForResource": {
      const { ResourceARN } = listTags.parse(input);
      const alarm = (content.alarms ?? []).find(({ AlarmArn }) => AlarmArn === ResourceARN);
      return alarm
        ? { body: { Tags: alarm.Tags ?? [] } }
        : { error: "ResourceNotFoundException", message: ResourceARN };
    }
    case "DescribeAlarmHistory":
      return told(content, describeHistory.parse(input));
    case "PutMetricAlarm": {
      const wanted = putMetricAlarm.safeParse(input);
      if (!wanted.success) return { error: "ValidationException", message: wanted.error.message };
      const { AlarmName } = wanted.data;
      content.put.set(AlarmName, { StateValue: "INSUFFICIENT_DATA", StateReason: "", ...wanted.data });
      return { body: {} };
    }
    case "PutAlarmMuteRule": {
      const rule = putMuteRule.safeParse(input);
      if (!rule.success) return { error: "ValidationException", message: rule.error.message };
      content.mutes.set(rule.data.Name, rule.data);
      return { body: {} };
    }
    case "DeleteAlarmMuteRule":
      content.mutes.delete(deleteMuteRule.parse(input).AlarmMuteRuleName);
      return { body: {} };
    default:
      return undefined;
  }
}

function listed({ alarms = [], put }: AlarmContent, input: z.infer<typeof describeAlarms>): Answered {
  const { StateValue, AlarmNamePrefix, AlarmNames, NextToken = "0", MaxRecords } = input;
  const all = [...alarms.filter(({ AlarmName }) => !put.has(AlarmName)), ...put.values()];
  const found = all.filter(
    (alarm) =>
      (StateValue === undefined || alarm.StateValue === StateValue) &&
      (AlarmNames === undefined || AlarmNames.includes(alarm.AlarmName)) &&
      alarm.AlarmName.startsWith(AlarmNamePrefix),
  );
  const { page, next } = pageOf(found, NextToken, MaxRecords);
  const isComposite = (alarm: ListedAlarm): boolean => alarm.AlarmRule !== undefined;
  const MetricAlarms = page.filter((alarm) => !isComposite(alarm));
  return { body: { MetricAlarms, CompositeAlarms: page.filter(isComposite), ...next } };
}

function told({ history = [] }: AlarmContent, input: z.infer<typeof describeHistory>): Answered {
  const { AlarmName, StartDate, EndDate, NextToken = "0", MaxRecords } = input;
  const found = history
    .filter((item) => item.AlarmName === AlarmName && item.Timestamp >= StartDate && item.Timestamp <= EndDate)
    .sort((one, other) => other.Timestamp - one.Timestamp);
  const { page, next } = pageOf(found, NextToken, MaxRecords);
  return { body: { AlarmHistoryItems: page, ...next } };
}

function pageOf<Item>(all: readonly Item[], token: string, most: number): { page: readonly Item[]; next: object } {
  const end = Number(token) + most;
  return { page: all.slice(Number(token), end), next: end < all.length ? { NextToken: String(end) } : {} };
}
