import type { Component } from "../../../src/graph/service-graph.ts";
import type { Topology } from "../../../src/telemetry/ports/ports.ts";
import { resourceOf } from "../../../src/telemetry/resources/resource-metrics.ts";
import type { SystemPart } from "./system-incident.ts";
import { placed, type SystemRun } from "./system-run.ts";

/** The parts of a system and who calls whom, `lag` seconds behind the clock of the run. */
export function createSystemTopology(run: SystemRun, lag: number): Topology {
  const { parts, calls = [] } = run.incident;
  const components = parts.map((part) => componentOf(part, run));
  const edges = calls.map(([from, to]) => ({ from, to }));
  return {
    async graph(_window, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor(run.now().getTime() / 1000 - lag);
      return { value: { components, edges }, horizon, gaps: [] };
    },
  };
}

/** A part as its pack knows it, with the metrics that it has. */
function componentOf(
  { id, kind, arn, namespace, dimensions, metrics, logGroup }: SystemPart,
  { place }: SystemRun,
): Component {
  const known = resourceOf(namespace, dimensions);
  const has = ({ metric }: { readonly metric: string }): boolean => Object.hasOwn(metrics, metric);
  const own = Object.entries(metrics).flatMap(([metric, { statistic, signal }]) =>
    signal ? [{ signal, query: { namespace, metric, dimensions, statistic, period: 60 } }] : [],
  );
  return {
    id,
    name: id,
    kind,
    aliases: [id, placed(arn, place)],
    metrics: [...(known?.metrics ?? []).filter(({ query }) => has(query)), ...own],
    details: (known?.details ?? []).filter(has),
    logGroups: logGroup === undefined ? [] : [logGroup],
  };
}
