import type { Component, Edge, ServiceGraph } from "./ports.ts";

const FEWEST_HOPS_UP = 2;
const MOST_COMPONENTS = 60;

/** The components to look at, nearest first: all that the given ones call, directly or not, and those who call them. */
export function reachable(graph: ServiceGraph, from: readonly string[]): readonly Component[] {
  const down = walk(graph.edges, from, "from", "to", graph.components.length);
  const up = walk(graph.edges, from, "to", "from", FEWEST_HOPS_UP);
  const order = [...new Set([...down, ...up])];
  const known = new Map(graph.components.map((component) => [component.id, component]));
  const found = order.flatMap((id) => known.get(id) ?? []);
  return found.slice(0, MOST_COMPONENTS);
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
