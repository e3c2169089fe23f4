import type { MetricQuery } from "../../../../src/findings/measured.ts";
import type { Component, Edge, SignalMetric } from "../../../../src/graph/service-graph.ts";
import type { Topology } from "../../../../src/telemetry/ports/ports.ts";
import { gaugesOf } from "../world/gauges.ts";
import { calls, type Part, parts } from "../world/graph.ts";
import { aliasesOf, kindOf, logGroupsOf, type Place } from "../world/names.ts";
import { positionOf } from "../world/wiring.ts";
import type { World } from "../world/world.ts";
import { instancesOf } from "../world/zones.ts";

/** A part as telemetry describes it. */
export function toComponent(part: Part, place: Place): Component {
  return {
    id: part.id,
    name: part.id,
    kind: kindOf(part),
    aliases: aliasesOf(part, place),
    metrics: gaugesOf(part).flatMap(({ signal, statistic, namespace, metric, dimensions }): SignalMetric[] =>
      signal && statistic ? [{ signal, query: { namespace, metric, dimensions, statistic, period: 60 } }] : [],
    ),
    details: gaugesOf(part).flatMap(({ signal, statistic, namespace, metric, dimensions }): MetricQuery[] =>
      !signal && statistic ? [{ namespace, metric, dimensions, statistic, period: 60 }] : [],
    ),
    logGroups: logGroupsOf(part),
    ...instancesOf(part, place),
  };
}

/** The service graph, with what each call did in the window; `lag` in seconds behind `now`. */
export function createTopology(world: World, place: Place, now: () => Date, lag: number): Topology {
  const components = parts.map((part) => toComponent(part, place));
  return {
    async graph(window, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor((now().getTime() / 1000 - lag) / 60) * 60;
      const edges = edgesDuring(world, Math.floor(window.start / 60), Math.floor(Math.min(window.end, horizon) / 60));
      return { value: { components, edges }, horizon, gaps: [] };
    },
  };
}

function edgesDuring(world: World, from: number, to: number): readonly Edge[] {
  const sums = calls.map(() => ({ calls: 0, faults: 0, responseTime: 0 }));
  for (let minute = from; minute < to; minute++) {
    const states = world.at(minute);
    for (const [index, call] of calls.entries()) {
      const caller = states[positionOf(call.from)];
      const callee = states[positionOf(call.to)];
      const sum = sums[index];
      if (!caller || !callee || !sum) continue;
      const made = caller.requests * (1 - 0.8 * caller.ownFailing) * call.weight;
      sum.calls += made;
      sum.faults += made * callee.failing;
      sum.responseTime += made * (call.asynchronous ? callee.latency : Math.min(call.timeout, callee.latency));
    }
  }
  return calls.map(({ from: caller, to: callee, asynchronous }, index) => {
    const sum = sums[index];
    return {
      from: caller,
      to: callee,
      asynchronous,
      calls: Math.round(sum?.calls ?? 0),
      faults: Math.round(sum?.faults ?? 0),
      responseTime: sum?.responseTime ?? 0,
    };
  });
}
