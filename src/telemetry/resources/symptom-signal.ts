import type { MetricQuery } from "../../findings/measured.ts";
import type { Component } from "../../graph/service-graph.ts";
import { signalNamed } from "../../packs/metric-signal.ts";
import type { Signal } from "../../packs/signal.ts";

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
  return sibling?.signal ?? signalNamed(query.namespace, query.metric) ?? "other";
}
