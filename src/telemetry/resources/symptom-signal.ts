import type { MetricQuery } from "../../findings/measured.ts";
import type { Component } from "../../graph/service-graph.ts";
import { packs } from "../../packs/packs.ts";
import type { Signal } from "../../packs/signal.ts";

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

/** What an alarm's metric measures, as its component or a pack knows it; a name that neither knows stays as it is. */
export function signalOfMetric({ metrics }: Pick<Component, "metrics">, query: MetricQuery): Signal {
  if (query.expression) return "other";
  if (query.statistic === "SampleCount") return "requests";
  const sibling = metrics.find(
    (each) =>
      each.query.namespace === query.namespace &&
      each.query.metric === query.metric &&
      each.query.statistic !== "SampleCount",
  );
  return sibling?.signal ?? known.get(`${query.namespace} ${query.metric}`) ?? "other";
}
