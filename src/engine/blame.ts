import type { Callee } from "./call-shares.ts";
import { DEPARTED, type Departure, departureOf } from "./departure.ts";
import type { Grid } from "./grid.ts";
import type { Loss, Volume } from "./volume.ts";

/** How much of the symptom's loss a component makes itself, 0 to 1, and how its own loss left its baseline. */
export interface Blame {
  readonly component: string;
  readonly loss: Loss;
  readonly share: number;
  readonly own: Departure | undefined;
  /** The sum over the time around the symptom, in seconds or requests. */
  readonly ownExcess: number;
  /** The caller whose loss it is, where the component itself was not seen. */
  readonly through?: string;
  /** The loss of the caller that it leads to, where that is another. */
  readonly leadsTo?: Loss;
}

interface Node {
  readonly departure: Departure | undefined;
  readonly own: Departure | undefined;
  readonly total: number;
  readonly ownTotal: number;
  readonly callees: readonly Callee[];
}

/** Passes the symptom's loss down the call graph: each component keeps what its callees do not explain, and hands on the rest by what they lost. `ends` are addresses that nothing is known behind. */
export function blameOf(
  start: string,
  loss: Loss,
  grid: Grid,
  volumes: ReadonlyMap<string, Volume>,
  callees: ReadonlyMap<string, readonly Callee[]>,
  ends: ReadonlySet<string>,
): readonly Blame[] {
  const nodes = nodesOf(loss, grid, volumes, callees);
  const shares = new Map<string, number>();
  pass(start, 1, nodes, ends, shares, []);
  return [...shares].map(([component, share]) => {
    const node = nodes.get(component);
    return { component, loss, share, own: node?.own, ownExcess: node?.ownTotal ?? 0 };
  });
}

function nodesOf(
  loss: Loss,
  grid: Grid,
  volumes: ReadonlyMap<string, Volume>,
  callees: ReadonlyMap<string, readonly Callee[]>,
): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  const filled = new Map<string, Float64Array>();
  for (const [component, { excess }] of volumes) {
    if (excess[loss]) filled.set(component, withoutHoles(excess[loss], grid));
  }
  for (const [component, volume] of volumes) {
    const excess = volume.excess[loss];
    if (!excess) continue;
    const below = (callees.get(component) ?? []).filter(({ id }) => volumes.get(id)?.excess[loss]);
    const own = Float64Array.from(excess);
    for (const { id, share } of below) {
      const other = filled.get(id);
      for (let index = 0; index < own.length; index++) own[index] = (own[index] ?? 0) - share * (other?.[index] ?? 0);
    }
    const departure = departs(excess, grid);
    const within = departs(own, grid);
    nodes.set(component, {
      departure,
      own: within,
      total: departure ? sumOf(departure) : 0,
      ownTotal: within ? sumOf(within) : 0,
      callees: below,
    });
  }
  return nodes;
}

/** What is missing of a callee is taken as the rest of its departure, or as usual. */
function withoutHoles(excess: Float64Array, grid: Grid): Float64Array {
  if (!excess.some(Number.isNaN)) return excess;
  const departure = departs(excess, grid);
  return excess.map((value, index) => {
    if (!Number.isNaN(value)) return value;
    const at = index - grid.historyCount;
    return departure && strong(departure) && at >= departure.from && at < departure.until ? departure.mean : 0;
  });
}

function departs(values: Float64Array, grid: Grid): Departure | undefined {
  return departureOf(values.subarray(0, grid.historyCount), values.subarray(grid.historyCount), "up");
}

/** The loss over a departure, missing values as its mean. */
function sumOf({ from, until, mean }: Departure): number {
  return Number.isNaN(mean) ? 0 : mean * (until - from);
}

function strong(departure: Departure | undefined): boolean {
  return departure !== undefined && departure.strength >= DEPARTED;
}

function pass(
  component: string,
  amount: number,
  nodes: ReadonlyMap<string, Node>,
  ends: ReadonlySet<string>,
  shares: Map<string, number>,
  path: readonly string[],
): void {
  const node = nodes.get(component);
  if (!node || amount < 0.005) return;
  const own = strong(node.own) ? Math.max(0, node.ownTotal) : 0;
  const below = node.callees.flatMap(({ id, share }) => {
    const other = nodes.get(id);
    const taken = other && strong(other.departure) && !path.includes(id) ? share * Math.max(0, other.total) : 0;
    return taken > 0 ? [{ id, taken }] : [];
  });
  const seenOnce = withoutDoubles(below, ends);
  const sum = own + seenOnce.reduce((all, { taken }) => all + taken, 0);
  const kept = sum > 0 ? own / sum : 1;
  shares.set(component, (shares.get(component) ?? 0) + amount * kept);
  for (const { id, taken } of seenOnce) pass(id, (amount * taken) / sum, nodes, ends, shares, [...path, component]);
}

/**
 * A call to an address that nothing is known behind, beside calls to components that lost as much: the same loss seen twice,
 * for X-Ray shows a load balancer's address beside the service that answers behind it.
 */
function withoutDoubles(
  below: readonly { readonly id: string; readonly taken: number }[],
  ends: ReadonlySet<string>,
): readonly { readonly id: string; readonly taken: number }[] {
  const known = below.reduce((sum, { id, taken }) => sum + (ends.has(id) ? 0 : taken), 0);
  const unknown = below.reduce((sum, { id, taken }) => sum + (ends.has(id) ? taken : 0), 0);
  const left = unknown > 0 ? Math.max(0, unknown - known) / unknown : 1;
  return below.map(({ id, taken }) => ({ id, taken: ends.has(id) ? taken * left : taken }));
}
