import type { Edge, ServiceGraph } from "../telemetry/ports.ts";
import type { Volume } from "./volume.ts";

/** A component that another waits for, and which share of what it does is done for that one, 0 to 1. */
export interface Callee {
  readonly id: string;
  readonly share: number;
}

/** Those whom each component waits for. Shares come from the calls where the graph tells them, else from the callers' requests. */
export function calleesOf(
  graph: ServiceGraph,
  volumes: ReadonlyMap<string, Volume>,
): ReadonlyMap<string, readonly Callee[]> {
  const waiting = graph.edges.filter(({ from, to, asynchronous }) => !asynchronous && from !== to);
  const inward = Map.groupBy(waiting, ({ to }) => to);
  const weights = new Map(waiting.map((edge) => [edge, weightOf(edge, inward.get(edge.to) ?? [], volumes)]));
  const found = new Map<string, Callee[]>();
  for (const edge of waiting) {
    const rivals = inward.get(edge.to) ?? [];
    const total = rivals.reduce((sum, rival) => sum + (weights.get(rival) ?? 0), 0);
    const share = total > 0 ? (weights.get(edge) ?? 0) / total : 1 / rivals.length;
    const callees = found.get(edge.from) ?? [];
    if (!callees.some(({ id }) => id === edge.to)) callees.push({ id: edge.to, share });
    found.set(edge.from, callees);
  }
  return found;
}

function weightOf(edge: Edge, rivals: readonly Edge[], volumes: ReadonlyMap<string, Volume>): number {
  if (rivals.every(({ calls }) => calls !== undefined)) return edge.calls ?? 0;
  const requests = volumes.get(edge.from)?.requests;
  return requests ? requests.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) / requests.length : 0;
}
