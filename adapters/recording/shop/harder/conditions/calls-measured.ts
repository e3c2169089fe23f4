import { callMetricsOf, isMeasured, withCallMetrics } from "../../signals/call-metrics.ts";
import { calls } from "../../world/graph.ts";
import type { MakeCondition } from "./condition.ts";

/** Callers measure their calls, and the service graph lists these metrics. */
export const callsMeasured: MakeCondition = () => ({
  name: "calls measured",
  through: (telemetry, { world }) => ({
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
  }),
});
