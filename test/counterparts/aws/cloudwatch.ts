import { z } from "zod";
import type { Series } from "../../../src/telemetry/ports.ts";
import { accountsOf, OWN_ACCOUNT, telemetryOf } from "./owners.ts";
import type { Answered, AwsContent } from "./server.ts";

/** An alarm as DescribeAlarms lists it; times in epoch seconds. */
export type ListedAlarm = Readonly<Record<string, unknown>> & {
  readonly AlarmName: string;
  readonly StateValue: string;
};

const dimension = z.object({ Name: z.string(), Value: z.string().optional() });
const getMetricData = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  MetricDataQueries: z
    .array(
      z.object({
        Id: z.string(),
        AccountId: z.string().optional(),
        Expression: z.string().optional(),
        MetricStat: z
          .object({
            Metric: z.object({
              Namespace: z.string(),
              MetricName: z.string(),
              Dimensions: z.array(dimension).default([]),
            }),
            Period: z.number(),
            Stat: z.string(),
          })
          .optional(),
      }),
    )
    .max(500),
});
const describeAlarms = z.object({
  StateValue: z.string().optional(),
  AlarmNamePrefix: z.string().default(""),
  AlarmNames: z.array(z.string()).max(100).optional(),
  NextToken: z.string().optional(),
  MaxRecords: z.number(),
});
const listMetrics = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  NextToken: z.string().optional(),
  IncludeLinkedAccounts: z.boolean().default(false),
  OwningAccount: z.string().optional(),
});
const METRICS_A_PAGE = 500;

export async function answerCloudWatch(content: AwsContent, operation: string, input: unknown): Promise<Answered> {
  switch (operation) {
    case "GetMetricData":
      return metricData(content, getMetricData.parse(input));
    case "ListMetrics":
      return metricList(content, listMetrics.parse(input));
    case "DescribeAlarms": {
      const { StateValue, AlarmNamePrefix, AlarmNames, NextToken = "0", MaxRecords } = describeAlarms.parse(input);
      const found = (content.alarms ?? []).filter(
        (alarm) =>
          (StateValue === undefined || alarm.StateValue === StateValue) &&
          (AlarmNames === undefined || AlarmNames.includes(alarm.AlarmName)) &&
          alarm.AlarmName.startsWith(AlarmNamePrefix),
      );
      const end = Number(NextToken) + MaxRecords;
      const next = end < found.length ? { NextToken: String(end) } : {};
      const page = found.slice(Number(NextToken), end);
      const isComposite = (alarm: ListedAlarm): boolean => alarm.AlarmRule !== undefined;
      const MetricAlarms = page.filter((alarm) => !isComposite(alarm));
      return { body: { MetricAlarms, CompositeAlarms: page.filter(isComposite), ...next } };
    }
    default:
      return { error: "UnknownOperationException", message: operation };
  }
}

async function metricData(content: AwsContent, input: z.infer<typeof getMetricData>): Promise<Answered> {
  const { StartTime: start, EndTime: end, MetricDataQueries } = input;
  const results = await Promise.all(
    MetricDataQueries.map(async ({ Id, AccountId, Expression, MetricStat }) => {
      if (!MetricStat) return { Id, Label: Expression ?? "", Timestamps: [start], Values: [1], StatusCode: "Complete" };
      const { Metric, Period, Stat } = MetricStat;
      const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value = "" }) => [Name, Value]));
      const query = {
        namespace: Metric.Namespace,
        metric: Metric.MetricName,
        dimensions,
        statistic: Stat,
        period: Period,
      };
      const signal = new AbortController().signal;
      const seen = await telemetryOf(content, AccountId)?.metrics.fetch([query], { start, end }, signal);
      return { Id, Label: Metric.MetricName, ...pointsOf(seen?.value[0]), StatusCode: "Complete" };
    }),
  );
  return { body: { MetricDataResults: results, Messages: [] } };
}

function pointsOf(series: Series | undefined): { Timestamps: number[]; Values: number[] } {
  const Timestamps: number[] = [];
  const Values: number[] = [];
  for (const [index, value] of (series?.values ?? new Float64Array()).entries()) {
    if (!series || Number.isNaN(value)) continue;
    Timestamps.push(series.start + index * series.step);
    Values.push(value);
  }
  return { Timestamps, Values };
}

/** Without `IncludeLinkedAccounts` only its own account's; with it the owners stand beside the metrics. */
async function metricList(content: AwsContent, input: z.infer<typeof listMetrics>): Promise<Answered> {
  const { IncludeLinkedAccounts, OwningAccount } = input;
  const accounts = OwningAccount !== undefined ? [OwningAccount] : accountsOf(content);
  const listed = await Promise.all(
    (IncludeLinkedAccounts ? accounts : [OWN_ACCOUNT]).map(async (account) =>
      (await metricsOf(content, account, input)).map((metric) => ({ account, metric })),
    ),
  );
  const all = listed.flat();
  const from = Number(input.NextToken ?? "0");
  const end = from + METRICS_A_PAGE;
  const page = all.slice(from, end);
  return {
    body: {
      Metrics: page.map(({ metric }) => metric),
      ...(IncludeLinkedAccounts && { OwningAccounts: page.map(({ account }) => account) }),
      ...(end < all.length && { NextToken: String(end) }),
    },
  };
}

async function metricsOf(content: AwsContent, account: string, input: z.infer<typeof listMetrics>) {
  const now = Date.now() / 1000;
  const signal = new AbortController().signal;
  const seen = await telemetryOf(content, account)?.topology.graph({ start: now - 3600, end: now }, signal);
  const { Namespace, MetricName } = input;
  const services = (seen?.value.components ?? []).flatMap((component) =>
    component.metrics
      .filter(({ query }) => query.namespace === Namespace && query.metric === MetricName)
      .slice(0, 1)
      .map(({ query }) => ({
        Namespace: query.namespace,
        MetricName: query.metric,
        Dimensions: listOf(query.dimensions),
      })),
  );
  const calls = account === OWN_ACCOUNT ? (content.measuredCalls ?? []) : [];
  const measured = calls.map((dimensions) => ({ Namespace, MetricName, Dimensions: listOf(dimensions) }));
  return [...services, ...measured];
}

function listOf(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
