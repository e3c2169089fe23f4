import type { Telemetry } from "../../../../src/telemetry/ports/ports.ts";
import { calls } from "../world/graph.ts";
import type { World } from "../world/world.ts";
import { callMetricsOf, isMeasured, withCallMetrics } from "./call-metrics.ts";

/** Telemetry in which callers measure their calls, and the service graph lists these metrics. */
export function withMeasuredCalls(telemetry: Telemetry, world: World): Telemetry {
  return {
    ...telemetry,
    metrics: withCallMetrics(telemetry.metrics, world),
    topology: {
      async graph(window, signal) {
        const seen = await telemetry.topology.graph(window, signal);
        const edges = seen.value.edges.map((edge) => {
          const wire = calls.find(({ from, to }) => from === edge.from && to === edge.to);
          return wire && isMeasured(wire) ? { ...edge, metrics: callMetricsOf(edge.from, edge.to) } : edge;
        });
        return { ...seen, value: { ...seen.value, edges } };
      },
    },
  };
}
