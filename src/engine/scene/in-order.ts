import type { Findings } from "../../findings/findings.ts";
import { toQueryText } from "../../findings/query-text.ts";
import type { Component } from "../../graph/service-graph.ts";

/** Sorts the findings, so that sums and ties come out the same in whatever order the findings arrive. */
export function inOrder(findings: Findings): Findings {
  const { graph, measured, details, changes, patterns, failed } = findings;
  const components = sorted(graph.components, ({ id }) => [id]);
  const places = placesOf(components);
  return {
    ...findings,
    graph: {
      components,
      edges: sorted(graph.edges, ({ from, to }) => [from, to]),
    },
    measured: sorted(measured, ({ component, signal, query }) => {
      return [component, places.get(query) ?? Number.POSITIVE_INFINITY, signal, query];
    }),
    details: sorted(details, ({ component, query }) => [component, query]),
    changes: sorted(changes, ({ at, id }) => [at, id]),
    ...(failed && { failed: { ...failed, traces: sorted(failed.traces, ({ at, id }) => [at, id]) } }),
    patterns: sorted(patterns, ({ component, group, pattern }) => [component, group, pattern]),
  };
}

/** The rank of each metric: the order in which its component lists them, the most general first. */
function placesOf(components: readonly Component[]): ReadonlyMap<string, number> {
  return new Map(components.flatMap(({ metrics }) => metrics.map(({ query }, place) => [toQueryText(query), place])));
}

type Key = readonly (string | number)[];

function sorted<T>(all: readonly T[], keyOf: (each: T) => Key): readonly T[] {
  const keyed = all.map((each) => ({ each, key: keyOf(each) }));
  return keyed.toSorted((one, other) => compare(one.key, other.key)).map(({ each }) => each);
}

function compare(one: Key, other: Key): number {
  const index = one.findIndex((part, at) => part !== other[at]);
  if (index < 0) return 0;
  return (one[index] ?? "") < (other[index] ?? "") ? -1 : 1;
}
