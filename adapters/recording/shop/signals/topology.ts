import type { MetricQuery } from "../../../../src/findings/measured.ts";
import type { Component, Edge, SignalMetric } from "../../../../src/graph/service-graph.ts";
import type { Topology } from "../../../../src/telemetry/ports/ports.ts";
import { callInMinute } from "../world/caller-view.ts";
import { gaugesOf } from "../world/gauges.ts";
import { type Part, parts } from "../world/graph.ts";
import { aliasesOf, kindOf, logGroupsOf, type ShopPlace } from "../world/names.ts";
import { type World, wiresOf } from "../world/world.ts";
import { instancesOf } from "../world/zones.ts";

/** A part as a component of the service graph. */
export function toComponent(part: Part, place: ShopPlace): Component {
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

/** The service graph with the calls of the window; `lag` seconds behind `now`. */
export function createTopology(world: World, place: ShopPlace, now: () => Date, lag: number): Topology {
  const components = parts.map((part) => toComponent(part, place));
  return {
    async graph(window, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor((now().getTime() / 1000 - lag) / 60) * 60;
      const edges = edgesDuring(world, window.start, Math.min(window.end, horizon));
      return { value: { components, edges }, horizon, gaps: [] };
    },
  };
}

/** The calls of a time span (epoch seconds) as their callers see them; partial minutes count in proportion. */
function edgesDuring(world: World, from: number, to: number): readonly Edge[] {
  const wires = wiresOf(world);
  const sums = wires.map(() => ({ calls: 0, faults: 0, responseTime: 0 }));
  for (let minute = Math.floor(from / 60); minute * 60 < to; minute++) {
    const inside = Math.min(to / 60, minute + 1) - Math.max(from / 60, minute);
    const states = world.at(minute);
    const levers = world.callsAt(minute);
    for (const [index, wire] of wires.entries()) {
      const seen = callInMinute(wire, states, levers);
      const sum = sums[index];
      if (!seen || !sum) continue;
      sum.calls += inside * seen.made;
      sum.faults += inside * seen.failed;
      sum.responseTime += inside * seen.made * seen.waits;
    }
  }
  return wires.map(({ from: caller, to: callee, asynchronous }, index) => {
    const { calls = 0, faults = 0, responseTime = 0 } = sums[index] ?? {};
    return {
      from: caller,
      to: callee,
      asynchronous,
      calls: Math.round(calls),
      faults: Math.round(faults),
      responseTime,
    };
  });
}
