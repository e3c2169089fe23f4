import type { Names } from "../../graph/reach.ts";
import { type Departure, departureOf } from "../series/departure.ts";
import type { Grid } from "../series/grid.ts";
import { lazy } from "../series/lazy.ts";
import { settings } from "../settings.ts";
import { type Called, calledBy, type Lost } from "./aliases.ts";
import type { Callee } from "./call-shares.ts";
import type { Connection } from "./connections.ts";
import { type Covered, coveredSum, lostBefore, withinCovered } from "./covered.ts";
import type { Loss, Volume } from "./volume.ts";

/** The share of the symptom's loss that a component causes itself, 0 to 1, and the departure of its own loss. */
export interface Blame {
  readonly component: string;
  readonly loss: Loss;
  readonly share: number;
  readonly own: Departure | undefined;
  /** Summed over the symptom's departure, in seconds or requests. */
  readonly ownExcess: number;
  /** The caller that measured the loss, if the component itself was not measured. */
  readonly through?: string;
  /** The kind of loss that it leads to at the caller, if that differs. */
  readonly leadsTo?: Loss;
  /** The addresses under which callers know it. */
  readonly aliases?: readonly string[];
}

/** The departure of a loss around the symptom, and its sum over the symptom's departure. */
export interface Left {
  readonly departure: Departure | undefined;
  readonly sum: number;
  /** The loss on the grid, beyond what was lost before the symptom began. */
  readonly values: Float64Array;
}

/** What blame is attributed by. */
export interface AttributionView {
  readonly grid: Grid;
  readonly covered: Covered;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly callees: ReadonlyMap<string, readonly Callee[]>;
  /** The loss between a caller and its callee counts as a callee of its own. */
  readonly connections: readonly Connection[];
  readonly names: Names;
}

/** The loss of a component; the functions are called only for components that the symptom's loss reaches. */
interface Node extends Lost {
  readonly withoutHoles: () => Float64Array;
  readonly own: () => Left;
  readonly called: () => readonly Called[];
  /** What its callers lose by it: its own loss; if that is faint, the losses of its callees that come through it. */
  readonly lostBy: (path: readonly string[]) => number;
}

/** Undefined if the component's loss is not measured. */
type Nodes = (component: string) => Node | undefined;

/** What its callers hand on to a component. */
interface Passed {
  readonly share: number;
  readonly aliases: ReadonlySet<string>;
}

/**
 * Attributes the symptom's loss down the call graph, from each start: each component keeps what its callees do not explain, and hands on
 * the rest in proportion to their losses during the symptom's departure.
 */
export function blamesOf(starts: readonly string[], loss: Loss, view: AttributionView): readonly Blame[] {
  const nodes = nodesOf(loss, view);
  return starts.flatMap((start) => {
    const passed = new Map<string, Passed>();
    pass({ id: start, aliases: [] }, 1, nodes, passed, []);
    return [...passed].map(([component, { share, aliases }]) => {
      const own = nodes(component)?.own();
      const blame = { component, loss, share, own: own?.departure, ownExcess: own?.sum ?? 0 };
      return aliases.size > 0 ? { ...blame, aliases: [...aliases] } : blame;
    });
  });
}

function nodesOf(loss: Loss, view: AttributionView): Nodes {
  const { volumes, callees, connections, names } = view;
  const losing = connections.filter((connection) => connection.loss === loss);
  const between = new Map(losing.map(({ id, volume }) => [id, volume]));
  const outward = Map.groupBy(losing, ({ from }) => from);
  const known = new Map<string, Node | undefined>();
  const nodes: Nodes = (component) => {
    if (!known.has(component)) {
      const called = lazy((): readonly Called[] => [
        ...calledBy(callees.get(component) ?? [], names, nodes),
        ...(outward.get(component) ?? []).map(({ id }) => ({ id, share: 1, aliases: [] })),
      ]);
      const volume = volumes.get(component) ?? between.get(component);
      known.set(component, nodeOf(component, volume, loss, view, called, nodes));
    }
    return known.get(component);
  };
  return nodes;
}

function nodeOf(
  id: string,
  volume: Volume | undefined,
  loss: Loss,
  { grid, covered }: AttributionView,
  called: () => readonly Called[],
  nodes: Nodes,
): Node | undefined {
  const excess = volume?.excess[loss];
  if (!excess) return undefined;
  const left = departs(excess, grid, covered);
  const { departure, values } = left;
  return {
    departure,
    total: left.sum,
    counted: volume.counted,
    withoutHoles: lazy(() => withoutHoles(values, departure, grid)),
    own: lazy(() => departs(withoutCallees(values, called(), nodes), grid, covered)),
    called,
    lostBy: (path) => {
      if (!departure || departure.strength < settings.away || path.includes(id)) return 0;
      if (strong(departure)) return left.sum;
      return called().reduce((sum, each) => sum + takenBy(each, nodes, [...path, id]), 0);
    },
  };
}

function withoutCallees(excess: Float64Array, called: readonly Called[], nodes: Nodes): Float64Array {
  const own = Float64Array.from(excess);
  for (const { id, share, aliases } of called) {
    const other = nodes(id)?.withoutHoles();
    const addresses = aliases.flatMap((alias) => nodes(alias.id)?.withoutHoles() ?? []);
    for (let index = 0; index < own.length; index++) {
      // Calls to an address are calls to the component behind it, and so are counted twice.
      const byAddress = addresses.reduce((sum, loss) => sum + (loss[index] ?? 0), 0);
      const lost = share * (other?.[index] ?? 0);
      own[index] = (own[index] ?? 0) - (addresses.length > 0 ? Math.max(lost, byAddress) : lost);
    }
  }
  return own;
}

/** Fills missing values of a callee with the mean of its departure, or with zero outside of it. */
function withoutHoles(excess: Float64Array, departure: Departure | undefined, grid: Grid): Float64Array {
  if (!excess.some(Number.isNaN)) return excess;
  return excess.map((value, index) => {
    if (!Number.isNaN(value)) return value;
    const at = index - grid.historyCount;
    return departure && strong(departure) && at >= departure.from && at < departure.until ? departure.mean : 0;
  });
}

/** The departure of a component's loss around the symptom beyond what it lost before, and its sum over the symptom's departure. */
export function departs(values: Float64Array, grid: Grid, covered: Covered): Left {
  const left = departureWithin(values, grid, covered);
  const level = left.departure ? lostBefore(left.around, left.departure, covered) : 0;
  const beyond = level > 0 ? beyondLevel(values, level, grid) : values;
  const { around, departure } = level > 0 ? departureWithin(beyond, grid, covered) : left;
  return { departure, sum: departure ? coveredSum(around, departure, covered) : 0, values: beyond };
}

/** What is lost around the symptom beyond a level; what reaches about that level is not beyond it. */
function beyondLevel(values: Float64Array, level: number, { historyCount }: Grid): Float64Array {
  return values.map((value, index) => {
    if (index < historyCount) return value;
    return Math.abs(value - level) <= settings.levelReached * level ? 0 : value - level;
  });
}

function departureWithin(values: Float64Array, { historyCount }: Grid, covered: Covered) {
  const around = withinCovered(values.subarray(historyCount), covered);
  return { around, departure: departureOf(values.subarray(0, historyCount), around, "up") };
}

function strong(departure: Departure | undefined): boolean {
  return departure !== undefined && departure.strength >= settings.departed;
}

function pass(
  { id, aliases }: Pick<Called, "id" | "aliases">,
  amount: number,
  nodes: Nodes,
  passed: Map<string, Passed>,
  path: readonly string[],
): void {
  const node = amount < settings.negligibleShare ? undefined : nodes(id);
  if (!node) return;
  const within = [...path, id];
  const { departure, sum: made } = node.own();
  const own = strong(departure) ? Math.max(0, made) : 0;
  const below = node.called().flatMap((called) => {
    const taken = path.includes(called.id) ? 0 : takenBy(called, nodes, within);
    return taken > 0 ? [{ called, taken }] : [];
  });
  const sum = own + below.reduce((all, { taken }) => all + taken, 0);
  const before = passed.get(id);
  passed.set(id, {
    share: (before?.share ?? 0) + amount * (sum > 0 ? own / sum : 1),
    aliases: new Set([...(before?.aliases ?? []), ...aliases.map((alias) => alias.id)]),
  });
  for (const { called, taken } of below) pass(called, (amount * taken) / sum, nodes, passed, within);
}

/** What a component loses by a callee, under whichever of its names shows more. */
function takenBy({ id, share, aliases }: Called, nodes: Nodes, path: readonly string[]): number {
  const totals = [{ id, share }, ...aliases].map((name) => {
    const other = nodes(name.id);
    return other ? name.share * Math.max(0, other.lostBy(path)) : 0;
  });
  const [own = 0, ...byAddress] = totals;
  return Math.max(
    own,
    byAddress.reduce((sum, each) => sum + each, 0),
  );
}
