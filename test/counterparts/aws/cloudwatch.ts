import { z } from "zod";
import type { Series } from "../../../src/findings/measured.ts";
import { type AlarmContent, answerAlarms } from "./alarms.ts";
import { accountsOf, OWN_ACCOUNT, telemetryOf } from "./owners.ts";
import type { Answered, AwsContent } from "./server.ts";

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
const describeDetectors = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  AnomalyDetectorTypes: z.array(z.literal("SINGLE_METRIC")),
});
const listMetrics = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(dimension).default([]),
  NextToken: z.string().optional(),
  IncludeLinkedAccounts: z.boolean().default(false),
  OwningAccount: z.string().optional(),
});
const METRICS_A_PAGE = 500;
/** Half the width of a band. */
const BAND = 10;

type CloudWatchContent = AwsContent & AlarmContent;

/** An anomaly detector as DescribeAnomalyDetectors lists it. */
export interface Detector {
  readonly StateValue: string;
  readonly SingleMetricAnomalyDetector: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    readonly Stat: string;
  };
}

export async function answerCloudWatch(
  content: CloudWatchContent,
  operation: string,
  input: unknown,
): Promise<Answered> {
  switch (operation) {
    case "GetMetricData":
      return metricData(content, getMetricData.parse(input));
    case "ListMetrics":
      return metricList(content, listMetrics.parse(input));
    case "DescribeAnomalyDetectors": {
      const { Namespace, MetricName } = describeDetectors.parse(input);
      const AnomalyDetectors = (content.detectors ?? []).filter(
        ({ SingleMetricAnomalyDetector: own }) => own.Namespace === Namespace && own.MetricName === MetricName,
      );
      return { body: { AnomalyDetectors } };
    }
    default:
      return answerAlarms(content, operation, input) ?? { error: "UnknownOperationException", message: operation };
  }
}

async function metricData(content: AwsContent, input: z.infer<typeof getMetricData>): Promise<Answered> {
  const { StartTime: start, EndTime: end, MetricDataQueries } = input;
  const plain = new Map<string, ReturnType<typeof pointsOf>>();
  const stored = Map.groupBy(
    MetricDataQueries.flatMap((query) => storedQuery(query) ?? []),
    ({ account }) => account,
  );
  // One fetch for all metrics of an account: the simulation computes each minute once for them.
  await Promise.all(
    [...stored].map(async ([account, all]) => {
      const signal = new AbortController().signal;
      const queries = all.map(({ query }) => query);
      const seen = await telemetryOf(content, account)?.metrics.fetch(queries, { start, end }, signal);
      for (const [index, { id }] of all.entries()) plain.set(id, pointsOf(seen?.value[index]));
    }),
  );
  const MetricDataResults = MetricDataQueries.flatMap(({ Id, MetricStat, Expression }) => [
    ...(MetricStat ? [{ Id, Label: MetricStat.Metric.MetricName, ...plain.get(Id), StatusCode: "Complete" }] : []),
    ...(Expression === undefined ? [] : linesOf(Id, Expression, plain, { Timestamps: [start], Values: [1] })),
  ]);
  return { body: { MetricDataResults, Messages: [] } };
}

function storedQuery({ Id, AccountId, MetricStat }: z.infer<typeof getMetricData>["MetricDataQueries"][number]) {
  if (!MetricStat) return undefined;
  const { Metric, Period, Stat } = MetricStat;
  const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value = "" }) => [Name, Value]));
  const query = { namespace: Metric.Namespace, metric: Metric.MetricName, dimensions, statistic: Stat, period: Period };
  return { id: Id, account: AccountId, query };
}

/** A band answers with two lines of one label; what looks for metrics with three lines that have their own, all else with one. */
function linesOf(
  Id: string,
  expression: string,
  plain: ReadonlyMap<string, ReturnType<typeof pointsOf>>,
  one: ReturnType<typeof pointsOf>,
): readonly object[] {
  const whole = { Id, Label: expression, StatusCode: "Complete" };
  const [, of = ""] = /^ANOMALY_DETECTION_BAND\((\w+)/.exec(expression) ?? [];
  const { Timestamps, Values } = plain.get(of) ?? { Timestamps: [], Values: [] };
  if (of !== "") {
    return [BAND, -BAND].map((far) => ({ ...whole, Timestamps, Values: Values.map(() => 20 + far) }));
  }
  const found = /^(?:SELECT|SEARCH)\b/.test(expression) ? ["a", "b", "c"] : [expression];
  return found.map((Label) => ({ ...whole, Label, ...one }));
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
  const isAsked = ({ namespace, metric }: ListedMetric) => namespace === input.Namespace && metric === input.MetricName;
  const { components = [], edges = [] } = seen?.value ?? {};
  const known = [...components, ...edges].flatMap(({ metrics = [] }) =>
    metrics
      .map(({ query }) => query)
      .filter(isAsked)
      .slice(0, 1),
  );
  const more = account === OWN_ACCOUNT ? (content.listed ?? []).filter(isAsked) : [];
  return [...known, ...more]
    .filter(({ dimensions }) => input.Dimensions.every(({ Name }) => dimensions[Name] !== undefined))
    .map(({ namespace, metric, dimensions }) => ({
      Namespace: namespace,
      MetricName: metric,
      Dimensions: listOf(dimensions),
    }));
}

function listOf(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
