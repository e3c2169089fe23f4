import type { Component, Edge, ServiceGraph } from "../../graph/service-graph.ts";

/**
 * A graph of known calls with what descriptions add: resources that no call shows, relations that no trace counts, and metrics, names and
 * log groups of resources that both know. What the known graph says of a call takes precedence.
 */
export function withDescribed(known: ServiceGraph, described: ServiceGraph): ServiceGraph {
  const twins = new Map(
    described.components.flatMap((component) => {
      const twin = known.components.find((each) => isSame(each, component));
      return twin ? [[component.id, twin] as const] : [];
    }),
  );
  const taken = new Set(known.components.map(({ id }) => id));
  const idOf = new Map(
    described.components.map(({ id, aliases }) => [
      id,
      twins.get(id)?.id ?? (taken.has(id) ? (aliases.at(-1) ?? id) : id),
    ]),
  );
  const added = described.components.filter(({ id }) => !twins.has(id));
  const byTwin = new Map(
    [...twins].map(([id, twin]) => [twin.id, described.components.find((each) => each.id === id)]),
  );
  const pairs = new Set(known.edges.map(pairOf));
  const edges = described.edges.flatMap((edge): Edge[] => {
    const moved = { ...edge, from: idOf.get(edge.from) ?? edge.from, to: idOf.get(edge.to) ?? edge.to };
    return pairs.has(pairOf(moved)) || moved.from === moved.to ? [] : [moved];
  });
  return {
    components: [
      ...known.components.map((component) => grown(component, byTwin.get(component.id))),
      ...added.map((component) => ({ ...component, id: idOf.get(component.id) ?? component.id })),
    ],
    edges: [...known.edges, ...edges],
  };
}

/** Kinds by which tracing calls programs: of the service itself, of its platform, or of nothing in particular. */
const PROGRAM = /^(?:service|unknown|AWS::ECS::\w+|AWS::EC2::Instance|AWS::Lambda(?:::Function)?)?$/;

/** The same ARN; or the same name and kind, where programs are of several kinds. */
function isSame(known: Component, described: Component): boolean {
  const arn = described.aliases.at(-1);
  if (arn !== undefined && known.aliases.includes(arn)) return true;
  if (known.name !== described.name) return false;
  return known.kind === described.kind || (PROGRAM.test(known.kind) && PROGRAM.test(described.kind));
}

function grown(component: Component, described: Component | undefined): Component {
  if (!described) return component;
  const has = new Set(component.metrics.map(({ query }) => keyOf(query)));
  const more = described.metrics.filter(({ query }) => !has.has(keyOf(query)));
  const details = new Map(
    [...(described.details ?? []), ...(component.details ?? [])].map((query) => [keyOf(query), query]),
  );
  return {
    ...component,
    aliases: [...new Set([...component.aliases, ...described.aliases])],
    metrics: [...component.metrics, ...more],
    ...(details.size > 0 && { details: [...details.values()] }),
    logGroups: component.logGroups.length > 0 ? component.logGroups : described.logGroups,
  };
}

function keyOf({ namespace, metric, dimensions, statistic }: Component["metrics"][number]["query"]): string {
  return JSON.stringify([namespace, metric, dimensions, statistic]);
}

function pairOf({ from, to }: Pick<Edge, "from" | "to">): string {
  return JSON.stringify([from, to]);
}
