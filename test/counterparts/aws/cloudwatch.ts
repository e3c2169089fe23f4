import { z } from "zod";
import type { Series } from "../../../src/telemetry/ports.ts";
import type { Answered, AwsContent } from "./server.ts";

/** An alarm as DescribeAlarms lists it; times in epoch seconds. */
export type ListedAlarm = Readonly<Record<string, unknown>> & {
  readonly AlarmName: string;
  readonly StateValue: string;
};

/** A metric as ListMetrics lists it. */
export interface ListedMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const dimension = z.object({ Name: z.string(), Value: z.string().optional() });
const getMetricData = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  MetricDataQueries: z
    .array(
      z.object({
        Id: z.string(),
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
  Dimensions: z.array(dimension).default([]),
  NextToken: z.string().optional(),
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

async function metricData({ telemetry }: AwsContent, input: z.infer<typeof getMetricData>): Promise<Answered> {
  const { StartTime: start, EndTime: end, MetricDataQueries } = input;
  const results = await Promise.all(
    MetricDataQueries.map(async ({ Id, Expression, MetricStat }) => {
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
      const { value } = await telemetry.metrics.fetch([query], { start, end }, new AbortController().signal);
      return { Id, Label: Metric.MetricName, ...pointsOf(value[0]), StatusCode: "Complete" };
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

async function metricList(content: AwsContent, input: z.infer<typeof listMetrics>): Promise<Answered> {
  const now = Date.now() / 1000;
  const { value } = await content.telemetry.topology.graph(
    { start: now - 3600, end: now },
    new AbortController().signal,
  );
  const isAsked = ({ namespace, metric }: ListedMetric) => namespace === input.Namespace && metric === input.MetricName;
  const known = value.components.flatMap(({ metrics }) =>
    metrics
      .map(({ query }) => query)
      .filter(isAsked)
      .slice(0, 1),
  );
  const more = (content.listed ?? []).filter(isAsked);
  const metrics = [...known, ...more]
    .filter(({ dimensions }) => input.Dimensions.every(({ Name }) => dimensions[Name] !== undefined))
    .map(({ namespace, metric, dimensions }) => ({
      Namespace: namespace,
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    }));
  const from = Number(input.NextToken ?? "0");
  const end = from + METRICS_A_PAGE;
  return { body: { Metrics: metrics.slice(from, end), ...(end < metrics.length && { NextToken: String(end) }) } };
}
