import type { Component, Edge } from "../../../src/graph/service-graph.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";

/** The same telemetry in a larger system: quiet services that call each other, beside and below what is there. */
export function scaled(telemetry: Telemetry, components: number): Telemetry {
  const extra = new Map<string, Component>();
  return {
    ...telemetry,
    topology: {
      async graph(window, signal) {
        const seen = await telemetry.topology.graph(window, signal);
        const missing = Math.max(0, components - seen.value.components.length);
        for (let index = extra.size; index < missing; index++) extra.set(`other-${index}`, quiet(index));
        const callers = seen.value.components.filter(({ kind }) => kind === "AWS::ECS::Service");
        const edges = [...extra.keys()].map((to, index): Edge => {
          const from = index < 40 ? callers[index % callers.length]?.id : `other-${Math.floor(index / 4)}`;
          return { from: from ?? to, to, calls: 1_000, faults: 0, responseTime: 10 };
        });
        const all = [...seen.value.components, ...[...extra.values()].slice(0, missing)];
        return { ...seen, value: { components: all, edges: [...seen.value.edges, ...edges.slice(0, missing)] } };
      },
    },
    metrics: {
      async fetch(queries, window, signal) {
        const known = queries.filter(({ dimensions }) => !dimensions.Service?.startsWith("other-"));
        const seen = await telemetry.metrics.fetch(known, window, signal);
        const value = queries.map((query) => {
          const position = known.indexOf(query);
          if (position >= 0) return seen.value[position];
          const { period } = query;
          const values = new Float64Array(Math.max(0, Math.floor((window.end - window.start) / period)));
          return {
            start: window.start,
            step: period,
            values: values.map((_, index) => 100 + 7 * Math.sin(index * 1.7)),
          };
        });
        return { ...seen, value };
      },
    },
  };
}

function quiet(index: number): Component {
  const name = `other-${index}`;
  const shared = {
    namespace: "ApplicationSignals",
    dimensions: { Environment: "ecs:shop", Service: name },
    period: 60,
  };
  return {
    id: name,
    name,
    kind: "AWS::ECS::Service",
    aliases: [name],
    metrics: [{ signal: "latency", query: { ...shared, metric: "Latency", statistic: "p99" } }],
    logGroups: [`/ecs/shop/${name}`],
  };
}
