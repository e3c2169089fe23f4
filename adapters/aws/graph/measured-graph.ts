import type { Component, Edge, ServiceGraph } from "../../../src/graph/service-graph.ts";
import { resourceOfKind } from "../../../src/telemetry/resources/resource-metrics.ts";
import type { Services, SignalledCall } from "../cloudwatch/signals.ts";

/**
 * Adds to the traced graph what only Application Signals measures: services without traces, calls without counts, and how callers measure
 * their calls over time. X-Ray's counts of a call take precedence.
 */
export function withMeasured(
  traced: ServiceGraph,
  { byName, calls }: Pick<Services, "byName" | "calls">,
): ServiceGraph {
  const names = new Map(
    traced.components.flatMap(({ id, aliases }) => aliases.map((alias) => [unnumbered(alias), id])),
  );
  const ids = new Map([...names, ...traced.components.map(({ id }) => [id, id] as const)]);
  const added = new Map<string, Component>();
  const idOf = (name: string, kind: string | undefined): string => {
    const known = ids.get(name);
    if (known === undefined && !added.has(name)) added.set(name, toComponent(name, kind));
    return known ?? name;
  };
  for (const name of byName.keys()) idOf(name, undefined);
  const edges = calls.map(
    ({ from, to, kind, metrics }: SignalledCall): Edge => ({
      from: idOf(from, undefined),
      to: idOf(to, kind),
      ...(metrics.length > 0 && { metrics }),
    }),
  );
  const measured = new Map(edges.filter((edge) => edge.from !== edge.to).map((edge) => [pairOf(edge), edge]));
  const pairs = new Set(traced.edges.map(pairOf));
  const more = [...measured].filter(([pair]) => !pairs.has(pair)).map(([, edge]) => edge);
  return {
    components: [...traced.components, ...added.values()],
    edges: [...traced.edges.map((edge) => ({ ...measured.get(pairOf(edge)), ...edge })), ...more],
  };
}

/** A resource gets the metrics of its kind; the metrics of services are added to all components later. */
function toComponent(name: string, kind: string | undefined): Component {
  const { metrics = [], logGroups = [] } = (kind === undefined ? undefined : resourceOfKind(kind, name)) ?? {};
  return { id: name, name, kind: kind ?? "service", aliases: [name], metrics, logGroups };
}

/** An alias without its account: 444455556666/checkout → checkout. */
function unnumbered(alias: string): string {
  return alias.replace(/^\d{12}\//, "");
}

function pairOf({ from, to }: Pick<Edge, "from" | "to">): string {
  return JSON.stringify([from, to]);
}
