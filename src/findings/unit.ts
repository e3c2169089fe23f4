import type { Signal } from "../packs/signal.ts";
import type { MetricQuery, Series } from "./measured.ts";

/** Metric names that have the same unit in all AWS services. Source: the CloudWatch metrics page of each service. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/Utilization$|^Availability$|^CacheHitRate$|ErrorRate$|Percent(?:age)?$/, "Percent"],
  [
    /Milliseconds$|^IteratorAge$|^OffsetLag$|^(?:Init|PostRuntimeExtensions)?Duration$|^SuccessfulRequestLatency$/,
    "Milliseconds",
  ],
  [/^IntegrationLatency$|^(?:FirstByte|TotalRequest)Latency$/, "Milliseconds"],
  [/^TargetResponseTime$|AgeOfOldestMessage$|^ReplicaLag$|^(?:Read|Write)Latency$|^ExecutionTime$/, "Seconds"],
  [
    /(?:Size)?InBytes$|Bytes$|^FreeableMemory$|^FreeStorageSpace$|^SwapUsage$|^Network(?:In|Out)$|^SentMessageSize$/,
    "Bytes",
  ],
];

/** "Latency" is in seconds for classic load balancers, in milliseconds elsewhere. */
const LATENCY: Readonly<Record<string, string>> = {
  "AWS/ApiGateway": "Milliseconds",
  "AWS/AppSync": "Milliseconds",
  "AWS/ELB": "Seconds",
  ApplicationSignals: "Milliseconds",
};

/** A metric source that may use other units than AWS. */
export interface UnitSource {
  unitOf?(query: MetricQuery): string | undefined;
}

/** CloudWatch's unit of a metric, from its name; counts are per period. Empty if it is unknown. */
export function unitOf({ namespace, metric, statistic, period, expression }: MetricQuery): string {
  if (expression) return "";
  if (statistic === "SampleCount") return perPeriod(period);
  const own = metric === "Latency" && Object.hasOwn(LATENCY, namespace) ? LATENCY[namespace] : undefined;
  const known = own ?? BY_NAME.find(([name]) => name.test(metric))?.[1];
  if (known !== undefined) return known;
  return statistic === "Sum" ? perPeriod(period) : "";
}

/** The unit that the source states, else {@link unitOf}. */
export function unitIn(metrics: UnitSource, query: MetricQuery): string {
  return metrics.unitOf?.(query) ?? unitOf(query);
}

const SECONDS: Readonly<Record<string, number>> = { Milliseconds: 1e-3, Microseconds: 1e-6 };

/** The factor from a metric's unit to its signal's: times are in seconds, all else is unchanged. Without a signal the unit decides. */
export function scaleOf(
  { signal, query }: { readonly signal?: Signal; readonly query: MetricQuery },
  metrics: UnitSource,
): number {
  const told = unitIn(metrics, query);
  return signal === undefined || signal === "latency" || signal === "age" ? (SECONDS[told] ?? 1) : 1;
}

/** A series in another unit. */
export function scaled(series: Series | undefined, scale: number): Series | undefined {
  if (!series || scale === 1) return series;
  return { ...series, values: series.values.map((value) => value * scale) };
}

function perPeriod(seconds: number): string {
  if (seconds === 60) return "per min";
  return seconds % 3600 === 0 ? `per ${seconds === 3600 ? "h" : `${seconds / 3600} h`}` : `per ${seconds / 60} min`;
}
