import type { MetricQuery } from "../../../../../src/findings/measured.ts";
import type { Component, Edge, SignalMetric } from "../../../../../src/graph/service-graph.ts";
import type { Signal } from "../../../../../src/packs/signal.ts";
import type { ReadMinute } from "../../signals/minute-series.ts";
import { environment } from "../../world/names.ts";
import { poisson, uniform } from "../../world/noise.ts";
import { positionOf } from "../../world/wiring.ts";
import type { Known } from "./condition.ts";

/** The duration of the function in seconds: its timeout; and its duration before it became odd. */
const FLAT = 3;
const BEFORE = 1.1;
/** Its calls per request of its caller, and the seconds for which the caller waits. */
export const WEIGHT = 0.05;
export const PATIENCE = 0.4;
/** Requests of the address per minute: usually two to four in five minutes. */
const RARE = 0.6;
/** Seconds until a connection is refused. */
const REFUSED = 0.002;

/** An odd component with its edge and its metrics. */
export interface Odd {
  readonly caller: string;
  readonly component: Component;
  readonly edge: (from: number, minutes: number) => Edge;
  readonly reading: (query: MetricQuery) => ReadMinute | undefined;
}

/** A function that runs into its timeout from a minute on, while its caller stops waiting earlier. */
export function flatFunction({ world }: Known, caller: string, since: number): Odd {
  const id = "visit-recorder";
  const place = { namespace: "AWS/Lambda", dimensions: { FunctionName: id } };
  const requests = (minute: number): number => {
    const state = world.at(minute)[positionOf(caller)];
    return poisson((state?.requests ?? 0) * WEIGHT, world.seed, 13_001, minute);
  };
  const each =
    (value: (minute: number, many: number) => number): ReadMinute =>
    (minute) => {
      const samples = requests(minute);
      return samples === 0 ? undefined : { value: value(minute, samples), samples };
    };
  const metrics = [
    signalOf("latency", place, "Duration", "p99"),
    signalOf("errors", place, "Errors", "Sum"),
    signalOf("requests", place, "Invocations", "Sum"),
  ];
  return {
    caller,
    component: { id, name: id, kind: "AWS::Lambda::Function", aliases: [id], metrics, logGroups: [] },
    edge: (from, minutes) => edgeOf(caller, id, from, minutes, requests, PATIENCE, () => 0),
    reading(query) {
      if (query.namespace !== place.namespace || query.dimensions.FunctionName !== id) return undefined;
      if (query.metric === "Duration") {
        return each((minute) => (minute < since ? BEFORE : FLAT) + 0.004 * uniform(world.seed, 13_002, minute));
      }
      if (query.metric === "Errors") return each(() => 0);
      return query.metric === "Invocations" ? each((_, many) => many) : undefined;
    },
  };
}

/** An address that refuses every connection from a minute on. */
export function deadAddress({ world }: Known, caller: string, since: number): Odd {
  const id = "169.254.170.2";
  const place = {
    namespace: "ApplicationSignals",
    dimensions: { Environment: environment, Service: caller, RemoteService: id },
  };
  const own = { namespace: "Shop", dimensions: { Service: id } };
  const requests = (minute: number): number => (uniform(world.seed, 13_003, minute) < RARE ? 1 : 0);
  const each =
    (value: (isDead: boolean) => number): ReadMinute =>
    (minute) =>
      requests(minute) === 0 ? undefined : { value: value(minute >= since), samples: 1 };
  const metrics = [
    signalOf("latency", place, "Latency", "p99"),
    signalOf("requests", place, "Latency", "SampleCount"),
    signalOf("errors", place, "Fault", "Sum"),
    signalOf("availability", own, "Availability", "Average"),
  ];
  return {
    caller,
    component: { id, name: id, kind: "remote", aliases: [id], metrics, logGroups: [] },
    edge: (from, minutes) =>
      edgeOf(caller, id, from, minutes, requests, REFUSED, (minute) => (minute >= since ? 1 : 0)),
    reading(query) {
      const { RemoteService, Service } = query.dimensions;
      if (RemoteService === id && query.metric === "Fault") return each((isDead) => (isDead ? 1 : 0));
      if (RemoteService === id && query.metric === "Latency")
        return each(() => (query.statistic === "SampleCount" ? 1 : REFUSED));
      return Service === id && query.metric === "Availability" ? each((isDead) => (isDead ? 0 : 100)) : undefined;
    },
  };
}

function signalOf(
  signal: Signal,
  place: Pick<MetricQuery, "namespace" | "dimensions">,
  metric: string,
  statistic: string,
): SignalMetric {
  return { signal, query: { ...place, metric, statistic, period: 60 } };
}

function edgeOf(
  from: string,
  to: string,
  start: number,
  minutes: number,
  requests: (minute: number) => number,
  each: number,
  failing: (minute: number) => number,
): Edge {
  let [calls, faults] = [0, 0];
  for (let minute = Math.floor(start); minute < start + minutes; minute++) {
    calls += requests(minute);
    faults += requests(minute) * failing(minute);
  }
  return { from, to, asynchronous: false, calls, faults, responseTime: calls * each };
}
