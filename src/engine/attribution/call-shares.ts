import type { Edge, ServiceGraph } from "../../graph/service-graph.ts";
import { settings } from "../settings.ts";
import type { Volume } from "./volume.ts";

/** A callee that its caller waits for, and the share of the callee's work that is done for this caller, 0 to 1. */
export interface Callee {
  readonly id: string;
  readonly share: number;
}

/** Whether a component has no synchronous callees in the graph. */
export function isEnd({ edges }: ServiceGraph, component: string): boolean {
  return !edges.some(({ from, to, asynchronous }) => from === component && to !== from && !asynchronous);
}

/**
 * The synchronous callees of each component; a callee that is not measured is replaced by its own callees. Shares follow the graph's call
 * counts, else the callers' requests.
 */
export function calleesOf(
  graph: ServiceGraph,
  volumes: ReadonlyMap<string, Volume>,
): ReadonlyMap<string, readonly Callee[]> {
  const direct = directCallees(graph, volumes);
  return new Map(
    [...direct.keys()].map((id) => {
      const shares = new Map<string, number>();
      reach(id, 1, [id], direct, volumes, shares);
      return [id, [...shares].map(([callee, share]) => ({ id: callee, share: Math.min(1, share) }))] as const;
    }),
  );
}

function reach(
  from: string,
  part: number,
  path: readonly string[],
  direct: ReadonlyMap<string, readonly Callee[]>,
  volumes: ReadonlyMap<string, Volume>,
  shares: Map<string, number>,
): void {
  for (const { id, share } of direct.get(from) ?? []) {
    if (path.includes(id) || part * share < settings.negligibleShare) continue;
    if (volumes.has(id)) shares.set(id, (shares.get(id) ?? 0) + part * share);
    else reach(id, part * share, [...path, id], direct, volumes, shares);
  }
}

function directCallees(
  graph: ServiceGraph,
  volumes: ReadonlyMap<string, Volume>,
): ReadonlyMap<string, readonly Callee[]> {
  const waiting = graph.edges.filter(({ from, to, asynchronous }) => !asynchronous && from !== to);
  const shares = sharesOf(waiting, volumes);
  const found = new Map<string, Callee[]>();
  for (const edge of waiting) {
    const callees = found.get(edge.from) ?? [];
    if (!callees.some(({ id }) => id === edge.to)) callees.push({ id: edge.to, share: shares.get(edge) ?? 0 });
    found.set(edge.from, callees);
  }
  return found;
}

/** The share of a callee's requests that comes over each edge. */
function sharesOf(edges: readonly Edge[], volumes: ReadonlyMap<string, Volume>): ReadonlyMap<Edge, number> {
  const shares = new Map<Edge, number>();
  for (const rivals of Map.groupBy(edges, ({ to }) => to).values()) {
    const weights = weightsOf(rivals, volumes);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, edge] of rivals.entries()) {
      shares.set(edge, total > 0 ? (weights[index] ?? 0) / total : 1 / rivals.length);
    }
  }
  return shares;
}

/** The calls over each edge; if they are not counted, the requests of its caller. A caller that is not measured weighs nothing. */
function weightsOf(rivals: readonly Edge[], volumes: ReadonlyMap<string, Volume>): readonly number[] {
  if (rivals.every(({ calls }) => calls !== undefined)) return rivals.map(({ calls }) => calls ?? 0);
  const requests = rivals.map(({ from }) => meanRequests(volumes.get(from)));
  return requests.map((each) => each ?? 0);
}

function meanRequests(volume: Volume | undefined): number | undefined {
  if (!volume) return undefined;
  const { requests } = volume;
  return requests.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) / requests.length;
}
