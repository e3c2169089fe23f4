import type { Findings } from "../../findings/findings.ts";
import { toQueryText } from "../../findings/query-text.ts";
import type { Component } from "../../graph/service-graph.ts";

/** Sorts the findings, so that sums and ties come out the same in whatever order the findings arrive. */
export function inOrder(findings: Findings): Findings {
  const { graph, measured, details, changes, patterns, failed } = findings;
  const components = sorted(graph.components, [({ id }) => id]);
  const places = placesOf(components);
  return {
    ...findings,
    graph: {
      components,
      edges: sorted(graph.edges, [({ from }) => from, ({ to }) => to]),
    },
    measured: sorted(measured, [
      ({ component }) => component,
      ({ query }) => places.get(query) ?? Number.POSITIVE_INFINITY,
      ({ signal }) => signal,
      ({ query }) => query,
    ]),
    details: sorted(details, [({ component }) => component, ({ query }) => query]),
    changes: sorted(changes, [({ at }) => at, ({ id }) => id]),
    ...(failed && { failed: { ...failed, traces: sorted(failed.traces, [({ at }) => at, ({ id }) => id]) } }),
    patterns: sorted(patterns, [({ component }) => component, ({ group }) => group, ({ pattern }) => pattern]),
  };
}

/** The rank of each metric: the order in which its component lists them, the most general first. */
function placesOf(components: readonly Component[]): ReadonlyMap<string, number> {
  return new Map(components.flatMap(({ metrics }) => metrics.map(({ query }, place) => [toQueryText(query), place])));
}

/** Sorts by the first of several parts in which two differ. */
function sorted<T>(all: readonly T[], parts: readonly ((each: T) => string | number)[]): readonly T[] {
  return all.toSorted((one, other) => {
    for (const part of parts) {
      const [mine, theirs] = [part(one), part(other)];
      if (mine !== theirs) return mine < theirs ? -1 : 1;
    }
    return 0;
  });
}
