import type { Callee } from "./call-shares.ts";
import { DEPARTED, type Departure, departureOf } from "./departure.ts";
import type { Grid } from "./grid.ts";
import { once } from "./once.ts";
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

/** What is known of a component's loss; the functions are asked only of those that the symptom's loss reaches. */
interface Node {
  readonly departure: Departure | undefined;
  readonly total: number;
  readonly withoutHoles: () => Float64Array;
  readonly own: () => Departure | undefined;
  readonly callees: readonly Callee[];
}

/** Undefined where a loss of that component is not measured. */
type Nodes = (component: string) => Node | undefined;

/** Passes the symptom's loss down the call graph, from each start: each component keeps what its callees do not explain, and hands on the rest by what they lost. `ends` are addresses that nothing is known behind. */
export function blamesOf(
  starts: readonly string[],
  loss: Loss,
  grid: Grid,
  volumes: ReadonlyMap<string, Volume>,
  callees: ReadonlyMap<string, readonly Callee[]>,
  ends: ReadonlySet<string>,
): readonly Blame[] {
  const nodes = nodesOf(loss, grid, volumes, callees);
  return starts.flatMap((start) => {
    const shares = new Map<string, number>();
    pass(start, 1, nodes, ends, shares, []);
    return [...shares].map(([component, share]) => {
      const own = nodes(component)?.own();
      return { component, loss, share, own, ownExcess: own ? sumOf(own) : 0 };
    });
  });
}

function nodesOf(
  loss: Loss,
  grid: Grid,
  volumes: ReadonlyMap<string, Volume>,
  callees: ReadonlyMap<string, readonly Callee[]>,
): Nodes {
  const known = new Map<string, Node | undefined>();
  const nodes: Nodes = (component) => {
    if (!known.has(component)) {
      const excess = volumes.get(component)?.excess[loss];
      known.set(component, excess && nodeOf(excess, grid, callees.get(component) ?? [], nodes));
    }
    return known.get(component);
  };
  return nodes;
}

function nodeOf(excess: Float64Array, grid: Grid, callees: readonly Callee[], nodes: Nodes): Node {
  const departure = departs(excess, grid);
  return {
    departure,
    total: departure ? sumOf(departure) : 0,
    withoutHoles: once(() => withoutHoles(excess, departure, grid)),
    own: once(() => departs(withoutCallees(excess, callees, nodes), grid)),
    callees,
  };
}

function withoutCallees(excess: Float64Array, callees: readonly Callee[], nodes: Nodes): Float64Array {
  const own = Float64Array.from(excess);
  for (const { id, share } of callees) {
    const other = nodes(id)?.withoutHoles();
    if (!other) continue;
    for (let index = 0; index < own.length; index++) own[index] = (own[index] ?? 0) - share * (other[index] ?? 0);
  }
  return own;
}

/** What is missing of a callee is taken as the rest of its departure, or as usual. */
function withoutHoles(excess: Float64Array, departure: Departure | undefined, grid: Grid): Float64Array {
  if (!excess.some(Number.isNaN)) return excess;
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
  nodes: Nodes,
  ends: ReadonlySet<string>,
  shares: Map<string, number>,
  path: readonly string[],
): void {
  const node = amount < 0.005 ? undefined : nodes(component);
  if (!node) return;
  const within = node.own();
  const own = within && strong(within) ? Math.max(0, sumOf(within)) : 0;
  const below = node.callees.flatMap(({ id, share }) => {
    const other = nodes(id);
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
