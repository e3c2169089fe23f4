import { packs } from "./packs.ts";
import type { Signal } from "./signal.ts";

/** Application Signals measures every service with these. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AppSignals-MetricsCollected.html */
const OF_SERVICES: readonly (readonly [string, Signal])[] = [
  ["ApplicationSignals Latency", "latency"],
  ["ApplicationSignals Fault", "errors"],
  ["ApplicationSignals Error", "errors"],
];

const OF_PACKS = packs.flatMap(({ namespace, metrics }) =>
  Object.values(metrics).flatMap(({ name, statistic, signal }) =>
    signal === undefined || statistic === "SampleCount" ? [] : [[`${namespace} ${name}`, signal] as const],
  ),
);

const known: ReadonlyMap<string, Signal> = new Map([...OF_SERVICES, ...OF_PACKS]);

/** What a CloudWatch metric measures, by its names; undefined where no pack knows it. */
export function signalNamed(namespace: string, metric: string): Signal | undefined {
  return known.get(`${namespace} ${metric}`);
}
