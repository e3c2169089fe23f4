import type { Component, Edge, ServiceGraph } from "./service-graph.ts";

const FEWEST_HOPS_UP = 2;
const MOST_COMPONENTS = 60;

/** Components at most this many hops below the focus are read first. */
const HOPS_BELOW_FOCUS = 2;

/**
 * The components to read, nearest first: the given ones, their direct and indirect callees, and their callers. The components in focus
 * and those up to two hops below them come right after the given ones, so that no limit drops them. Last come components that may be
 * behind an address that is not in the graph.
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

/** The given components and their direct and indirect callees. */
export function below({ edges, components }: ServiceGraph, from: readonly string[]): readonly string[] {
  return walk(edges, from, "from", "to", components.length);
}

/** The components that one waits for, directly and indirectly: their errors and delays reach it. */
export function waitedBelow(graph: ServiceGraph, id: string): readonly string[] {
  const waiting = graph.edges.filter(({ asynchronous }) => !asynchronous);
  return below({ ...graph, edges: waiting }, [id]).filter((each) => each !== id);
}

/** The components that wait for one, directly and indirectly. */
export function waitingFor({ edges, components }: ServiceGraph, id: string): readonly string[] {
  const waiting = edges.filter(({ asynchronous }) => !asynchronous);
  return walk(waiting, [id], "to", "from", components.length).filter((each) => each !== id);
}

/** The components whose messages reach one, directly or through queues, topics and consumers that send on. */
export function sendersTo({ edges, components }: ServiceGraph, id: string): readonly string[] {
  const sending = edges.filter(({ asynchronous }) => asynchronous);
  return walk(sending, [id], "to", "from", components.length).filter((each) => each !== id);
}

/** Addresses that may be other names of components, and the components that they may stand for. */
export interface Names {
  /** Addresses without known callees, each with its direct and indirect callers: none of these can be behind the address. */
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
  /** Components without known callers: their callers may use such an address. */
  readonly entries: readonly string[];
}

/** Finds the addresses that may be other names. Direct and indirect callers of the symptom's component are never behind one. */
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
