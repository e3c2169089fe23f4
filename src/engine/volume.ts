import type { Edge, ServiceGraph, Signal } from "../telemetry/ports.ts";
import { ENOUGH } from "./baseline.ts";
import type { Findings, Measured } from "./diagnosis.ts";
import { type Grid, onGrid } from "./grid.ts";
import { medianOf } from "./quantile.ts";

/** What a component's callers lose by it, per grid step: seconds waited, or requests failed. */
export type Loss = "time" | "failures";

/** The load and losses of one component on the grid, history first. */
export interface Volume {
  readonly requests: Float64Array;
  /** More than usual, per loss; absent where it is not measured. */
  readonly excess: Partial<Readonly<Record<Loss, Float64Array>>>;
}

/** Losses of every measured component. */
export function volumesOf(findings: Findings, grid: Grid): ReadonlyMap<string, Volume> {
  const measured = Map.groupBy(findings.measured, ({ component }) => component);
  const requests = requestsOf(findings, measured, grid);
  const volumes = new Map<string, Volume>();
  for (const [component, all] of measured) {
    const load = requests.get(component) ?? new Float64Array(grid.historyCount + grid.count).fill(1);
    const time = timeOf(all, load, grid);
    const failures = failuresOf(all, load, grid);
    volumes.set(component, {
      requests: load,
      excess: { ...(time && { time }), ...(failures && { failures }) },
    });
  }
  return volumes;
}

/** The measured signal of a component: a mean before a percentile, because only means add up, and of several the largest, because it holds the others. */
export function measuredOf(all: readonly Measured[], signal: Signal): Measured | undefined {
  const fitting = all.filter((each) => each.signal === signal);
  const adding = fitting.filter(({ statistic }) => !/^(p|tm)\d/i.test(statistic));
  const [first, ...others] = adding.length > 0 ? adding : fitting;
  return others.reduce((large, each) => (large && totalOf(large) >= totalOf(each) ? large : each), first);
}

function totalOf({ series, baseline }: Measured): number {
  const add = (sum: number, value: number): number => sum + (Number.isNaN(value) ? 0 : value);
  return series.values.reduce(add, baseline.values.reduce(add, 0));
}

function timeOf(all: readonly Measured[], requests: Float64Array, grid: Grid): Float64Array | undefined {
  const latency = measuredOf(all, "latency");
  if (!latency) return undefined;
  const values = onGrid(grid, latency.baseline, latency.series, false);
  const usual = medianOf(values.subarray(0, grid.historyCount), ENOUGH);
  if (usual === undefined) return undefined;
  const load = medianOf(requests, ENOUGH) ?? 1;
  return values.map((value, index) => {
    const asked = requests[index] ?? Number.NaN;
    // Where nobody asked, nobody waited; where somebody did and the answer is missing, nothing is known.
    if (Number.isNaN(value)) return asked > 0 ? Number.NaN : 0;
    return (value - usual) * (Number.isNaN(asked) ? load : asked);
  });
}

function failuresOf(all: readonly Measured[], requests: Float64Array, grid: Grid): Float64Array | undefined {
  const counts = [failedOf(all, requests, grid), countedOf(all, "throttles", grid)].filter(
    (each) => each !== undefined,
  );
  const [first, second] = counts;
  if (!first) return undefined;
  const sum = second ? first.map((value, index) => value + (second[index] ?? 0)) : first;
  const usual = medianOf(sum.subarray(0, grid.historyCount), ENOUGH) ?? 0;
  return sum.map((value) => value - usual);
}

function failedOf(all: readonly Measured[], requests: Float64Array, grid: Grid): Float64Array | undefined {
  const errors = countedOf(all, "errors", grid);
  if (errors) return errors;
  const availability = measuredOf(all, "availability");
  if (!availability) return undefined;
  const values = onGrid(grid, availability.baseline, availability.series, false);
  const load = medianOf(requests, ENOUGH) ?? 1;
  return values.map((value, index) => (Number.isNaN(value) ? 0 : (requests[index] || load) * (1 - value / 100)));
}

/** CloudWatch writes nothing where nothing was counted. */
function countedOf(all: readonly Measured[], signal: Signal, grid: Grid): Float64Array | undefined {
  const found = measuredOf(all, signal);
  if (!found) return undefined;
  return onGrid(grid, found.baseline, found.series, found.statistic !== "Average").map((value) =>
    Number.isNaN(value) ? 0 : value,
  );
}

/** Requests as measured; else as often as its callers call, those that are not measured in proportion. */
function requestsOf(
  { graph }: Findings,
  measured: ReadonlyMap<string, readonly Measured[]>,
  grid: Grid,
): ReadonlyMap<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  for (const [component, all] of measured) {
    const requests = measuredOf(all, "requests");
    if (requests) found.set(component, onGrid(grid, requests.baseline, requests.series, true));
  }
  for (const component of measured.keys()) {
    if (found.has(component)) continue;
    const guessed = throughCallers(graph, component, found);
    if (guessed) found.set(component, guessed);
  }
  return found;
}

function throughCallers(
  graph: ServiceGraph,
  component: string,
  known: ReadonlyMap<string, Float64Array>,
): Float64Array | undefined {
  const edges = graph.edges.filter(({ to }) => to === component);
  let sum: Float64Array | undefined;
  for (const edge of edges) {
    const load = known.get(edge.from);
    if (!load) continue;
    const weight = weightOf(graph, edge);
    const before: Float64Array | undefined = sum;
    sum = load.map((value, index) => weight * value + (before?.[index] ?? 0));
  }
  const all = callsOf(edges);
  const seen = callsOf(edges.filter(({ from }) => known.has(from)));
  return seen > 0 && seen < all ? sum?.map((value) => (value * all) / seen) : sum;
}

function callsOf(edges: readonly Edge[]): number {
  return edges.reduce((sum, { calls }) => sum + (calls ?? 0), 0);
}

/** Calls per request of the caller, one where the source does not tell. */
function weightOf(graph: ServiceGraph, edge: Edge): number {
  const into = callsOf(graph.edges.filter(({ to }) => to === edge.from));
  return edge.calls !== undefined && into > 0 ? edge.calls / into : 1;
}
