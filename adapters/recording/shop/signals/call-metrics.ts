import type { MetricQuery, Series, Window } from "../../../../src/findings/measured.ts";
import type { CallMetric } from "../../../../src/graph/service-graph.ts";
import type { Metrics } from "../../../../src/telemetry/ports/ports.ts";
import { callerView, callInMinute } from "../world/caller-view.ts";
import { partOf } from "../world/graph.ts";
import { environment } from "../world/names.ts";
import { poisson } from "../world/noise.ts";
import { atLevel } from "../world/quantile.ts";
import { positionOf, type Wire } from "../world/wiring.ts";
import { type World, wiresOf } from "../world/world.ts";
import { type ReadMinute, seriesOf } from "./minute-series.ts";

const NAMESPACE = "ApplicationSignals";

/**
 * A caller's metrics of its calls, as published by Application Signals by caller and callee.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AppSignals-StandardMetrics.html
 */
export function callMetricsOf(from: string, to: string): readonly CallMetric[] {
  const of = (metric: string, statistic: string): MetricQuery => ({
    namespace: NAMESPACE,
    metric,
    dimensions: { Environment: environment, Service: from, RemoteService: to },
    statistic,
    period: 60,
  });
  return [
    { side: "caller", signal: "latency", query: of("Latency", "Average") },
    { side: "caller", signal: "requests", query: of("Latency", "SampleCount") },
    { side: "caller", signal: "errors", query: of("Fault", "Sum") },
  ];
}

/** Whether a caller measures a call. Calls to third parties are among the shop's own metrics. */
export function isMeasured({ from, to, asynchronous }: Pick<Wire, "from" | "to" | "asynchronous">): boolean {
  const { kind } = partOf(from);
  return !asynchronous && (kind === "service" || kind === "function") && partOf(to).kind !== "remote";
}

/** The series of a query of {@link callMetricsOf}, in seconds or counts per minute; undefined for other queries. */
export function measureCall(world: World, query: MetricQuery, window: Window, horizon: number): Series | undefined {
  const wire = wireOf(world, query);
  if (!wire) return undefined;
  const key = 12_000 + positionOf(wire.from) * 32 + wire.target;
  const read: ReadMinute = (minute) => {
    const states = world.at(minute);
    const levers = world.callsAt(minute);
    const seen = callInMinute(wire, states, levers);
    const callee = states[wire.target];
    const samples = Math.round(seen?.made ?? 0);
    if (!seen || !callee || samples === 0) return undefined;
    const counted = (share: number) => Math.min(samples, poisson(samples * share, world.seed, key, minute));
    switch (query.metric) {
      case "Fault":
        return { value: shareOf(query.statistic, counted(seen.failed / seen.made), samples), samples };
      case "Error":
        return { value: 0, samples };
      default: {
        const { slowest } = callerView(wire, callee, levers);
        return { value: timeOf(query.statistic, seen.waits, slowest, samples), samples };
      }
    }
  };
  return seriesOf(query, window, horizon, read);
}

/** Adds the callers' metrics of calls to other metrics. */
export function withCallMetrics(metrics: Metrics, world: World): Metrics {
  return {
    ...metrics,
    async fetch(queries, window, signal) {
      const seen = await metrics.fetch(queries, window, signal);
      const value = queries.map((query, index) => seen.value[index] ?? measureCall(world, query, window, seen.horizon));
      return { ...seen, value };
    },
    unitOf: (query) => {
      const isTime = query.metric === "Latency" && query.statistic !== "SampleCount";
      return isTime && wireOf(world, query) ? "Seconds" : metrics.unitOf?.(query);
    },
  };
}

function wireOf(world: World, { namespace, metric, dimensions }: MetricQuery): Wire | undefined {
  const { Service: from, RemoteService: to, Environment: where, ...rest } = dimensions;
  const isOne = namespace === NAMESPACE && where === environment && Object.keys(rest).length === 0;
  if (!isOne || !["Latency", "Error", "Fault"].includes(metric)) return undefined;
  return wiresOf(world).find((wire) => wire.from === from && wire.to === to && isMeasured(wire));
}

function shareOf(statistic: string, count: number, samples: number): number {
  return statistic === "Average" ? count / samples : statistic === "SampleCount" ? samples : count;
}

function timeOf(statistic: string, mean: number, slowest: number, samples: number): number {
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  if (percentile !== undefined) return atLevel(Number(percentile), mean, Math.max(mean, slowest));
  if (statistic === "SampleCount") return samples;
  return statistic === "Sum" ? mean * samples : mean;
}
