import { packs } from "./packs.ts";
import type { Signal } from "./signal.ts";

/** Application Signals measures every service with these. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AppSignals-MetricsCollected.html */
const OF_SERVICES: ReadonlyMap<string, Signal> = new Map([
  ["Latency", "latency"],
  ["Fault", "errors"],
  ["Error", "errors"],
]);

/** What a CloudWatch metric measures, by its names; undefined where no pack knows it. */
export function signalNamed(namespace: string, metric: string): Signal | undefined {
  if (namespace === "ApplicationSignals") return OF_SERVICES.get(metric);
  const known = packs.flatMap((pack) => (pack.namespace === namespace ? Object.values(pack.metrics) : []));
  return known.findLast(({ name, statistic, signal }) => name === metric && signal && statistic !== "SampleCount")
    ?.signal;
}
