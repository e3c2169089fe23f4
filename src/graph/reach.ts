import type { Component, Edge, ServiceGraph } from "./service-graph.ts";

const FEWEST_HOPS_UP = 2;
const MOST_COMPONENTS = 60;

/** Hops below what people accepted as a cause that come before all else. */
const HOPS_BELOW_FOCUS = 2;

/**
 * The components to look at, nearest first: all that the given ones call, directly or not, and those who call them. Those in
 * focus and the next two hops below them come right after the given ones, so that no limit leaves them out. Last come those who may
 * be behind an address that nothing is known behind.
 */
export function reachable(
  graph: ServiceGraph,
  from: readonly string[],
  focus: readonly string[] = [],
): readonly Component[] {
  const down = below(graph, from);
  const up = walk(graph.edges, from, "to", "from", FEWEST_HOPS_UP);
  const near = walk(graph.edges, focus, "from", "to", HOPS_BELOW_FOCUS);
  const { ends, entries } = namesOf(graph, from);
  const behind = down.some((id) => ends.has(id)) ? entries : [];
  const order = [...new Set([...from, ...near, ...down, ...up, ...behind])];
  const known = new Map(graph.components.map((component) => [component.id, component]));
  const found = order.flatMap((id) => known.get(id) ?? []);
  return found.slice(0, MOST_COMPONENTS);
}

/** The given components and all that they call, directly or not. */
export function below({ edges, components }: ServiceGraph, from: readonly string[]): readonly string[] {
  return walk(edges, from, "from", "to", components.length);
}

/** What may be another name, and whose. */
export interface Names {
  /** Addresses that nothing is known behind, with those who call them, directly or not: none of them is behind it. */
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
  /** Components that nobody is seen calling: their callers may know them by such an address. */
  readonly entries: readonly string[];
}

/** Which addresses of a graph may be other names; who calls the symptom's component, directly or not, is behind none. */
export function namesOf({ components, edges }: ServiceGraph, symptom: readonly string[]): Names {
  const calling = new Set(edges.map(({ from }) => from));
  const clients = new Set(components.filter(({ kind }) => kind === "client").map(({ id }) => id));
  const nameless = components.filter(({ id, kind }) => !calling.has(id) && (kind === "remote" || kind === ""));
  const above = (ids: readonly string[]) => new Set(walk(edges, ids, "to", "from", components.length));
  const ends = new Map(nameless.map(({ id }) => [id, above([id])]));
  if (ends.size === 0) return { ends, entries: [] };
  const called = edges.filter(({ from }) => !clients.has(from)).map(({ to }) => to);
  const others = new Set([...called, ...clients, ...ends.keys(), ...above(symptom)]);
  return { ends, entries: components.flatMap(({ id }) => (others.has(id) ? [] : [id])) };
}

function walk(
  edges: readonly Edge[],
  from: readonly string[],
  near: "from" | "to",
  far: "from" | "to",
  hops: number,
): readonly string[] {
  const found = new Set(from);
  let ring: readonly string[] = from;
  for (let hop = 0; hop < hops && ring.length > 0; hop++) {
    const next = edges.filter((edge) => ring.includes(edge[near])).map((edge) => edge[far]);
    ring = [...new Set(next)].filter((id) => !found.has(id));
    for (const id of ring) found.add(id);
  }
  return [...found];
}
