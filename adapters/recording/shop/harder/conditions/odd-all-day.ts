import type { MetricQuery } from "../../../../../src/findings/measured.ts";
import type { Component, Edge, SignalMetric } from "../../../../../src/graph/service-graph.ts";
import type { Signal } from "../../../../../src/packs/signal.ts";
import { type ReadMinute, seriesOf } from "../../signals/minute-series.ts";
import { partOf } from "../../world/graph.ts";
import { environment } from "../../world/names.ts";
import { countOf, drawn, uniform } from "../../world/noise.ts";
import { positionOf } from "../../world/wiring.ts";
import { FOR_EVER, type Known, type MakeCondition } from "./condition.ts";

/** Seconds that the function takes whatever is asked of it: its timeout. */
const FLAT = 3;
/** Its calls per request of its caller: too few for the slowest hundredth. */
const WEIGHT = 0.004;
/** The address's requests a minute: two to four in five minutes. */
const RARE = 0.6;
const callers = ["storefront", "catalog", "cart", "checkout", "orders", "search"] as const;

/** A function that always takes 3 s and an address that never answers stand in the graph, before, during and after. */
export const oddAllDay: MakeCondition = (draw) => {
  const ofFunction = drawn(draw, callers);
  const ofAddress = drawn(draw, callers);
  const slower = 1 + (WEIGHT * FLAT) / partOf(ofFunction).latency;
  const shape = { type: "step", riseMinutes: 1 } as const;
  const waiting = { component: ofFunction, lever: "latency", amount: slower, shape } as const;
  return {
    name: "odd all day",
    others: [{ onset: 0, lastsMinutes: FOR_EVER, modifiers: [waiting] }],
    through: (telemetry, known) => {
      const odd = [flatFunction(known, ofFunction), deadAddress(known, ofAddress)];
      return {
        ...telemetry,
        metrics: {
          ...telemetry.metrics,
          async fetch(queries, window, signal) {
            const seen = await telemetry.metrics.fetch(queries, window, signal);
            const value = queries.map((query, index) => {
              const read = odd.map((each) => each.reading(query)).find((each) => each !== undefined);
              return read ? seriesOf(query, window, seen.horizon, read) : seen.value[index];
            });
            return { ...seen, value };
          },
          unitOf: (query) =>
            query.statistic !== "SampleCount" && ["Duration", "Latency"].includes(query.metric)
              ? "Seconds"
              : telemetry.metrics.unitOf?.(query),
        },
        topology: {
          async graph(window, signal) {
            const seen = await telemetry.topology.graph(window, signal);
            const { components, edges } = seen.value;
            const there = odd.filter(({ caller }) => components.some(({ id }) => id === caller));
            const minutes = Math.max(0, (Math.min(window.end, seen.horizon) - window.start) / 60);
            return {
              ...seen,
              value: {
                components: [...components, ...there.map(({ component }) => component)],
                edges: [...edges, ...there.map((each) => each.edge(window.start / 60, minutes))],
              },
            };
          },
        },
      };
    },
  };
};

/** Something odd: as the graph has it, and its metrics. */
interface Odd {
  readonly caller: string;
  readonly component: Component;
  readonly edge: (from: number, minutes: number) => Edge;
  readonly reading: (query: MetricQuery) => ReadMinute | undefined;
}

function flatFunction({ world }: Known, caller: string): Odd {
  const id = "visit-recorder";
  const place = { namespace: "AWS/Lambda", dimensions: { FunctionName: id } };
  const requests = (minute: number): number => {
    const state = world.at(minute)[positionOf(caller)];
    return countOf((state?.requests ?? 0) * WEIGHT, world.seed, 13_001, minute);
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
    edge: (from, minutes) => edgeOf(caller, id, from, minutes, requests, FLAT, 0),
    reading(query) {
      if (query.namespace !== place.namespace || query.dimensions.FunctionName !== id) return undefined;
      if (query.metric === "Duration") return each((minute) => FLAT + 0.004 * uniform(world.seed, 13_002, minute));
      if (query.metric === "Errors") return each(() => 0);
      return query.metric === "Invocations" ? each((_, many) => many) : undefined;
    },
  };
}

function deadAddress({ world }: Known, caller: string): Odd {
  const id = "169.254.170.2";
  const place = {
    namespace: "ApplicationSignals",
    dimensions: { Environment: environment, Service: caller, RemoteService: id },
  };
  const own = { namespace: "Shop", dimensions: { Service: id } };
  const requests = (minute: number): number => (uniform(world.seed, 13_003, minute) < RARE ? 1 : 0);
  const each =
    (value: number): ReadMinute =>
    (minute) =>
      requests(minute) === 0 ? undefined : { value, samples: 1 };
  const metrics = [
    signalOf("latency", place, "Latency", "p99"),
    signalOf("requests", place, "Latency", "SampleCount"),
    signalOf("errors", place, "Fault", "Sum"),
    signalOf("availability", own, "Availability", "Average"),
  ];
  return {
    caller,
    component: { id, name: id, kind: "remote", aliases: [id], metrics, logGroups: [] },
    edge: (from, minutes) => edgeOf(caller, id, from, minutes, requests, REFUSED, 1),
    reading(query) {
      const { RemoteService, Service } = query.dimensions;
      if (RemoteService === id && query.metric === "Fault") return each(1);
      if (RemoteService === id && query.metric === "Latency")
        return each(query.statistic === "SampleCount" ? 1 : REFUSED);
      return Service === id && query.metric === "Availability" ? each(0) : undefined;
    },
  };
}

/** Seconds until a connection is refused. */
const REFUSED = 0.002;

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
  failing: number,
): Edge {
  let calls = 0;
  for (let minute = Math.floor(start); minute < start + minutes; minute++) calls += requests(minute);
  return { from, to, asynchronous: false, calls, faults: calls * failing, responseTime: calls * each };
}
