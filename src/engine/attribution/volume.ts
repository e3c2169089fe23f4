import type { Findings, Measured } from "../../findings/findings.ts";
import type { Edge } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import { type Grid, onGrid, sizeOf } from "../series/grid.ts";
import { lazy } from "../series/lazy.ts";
import { medianOf } from "../series/quantile.ts";
import { usualAtLoad } from "../series/usual-at-load.ts";
import { settings } from "../settings.ts";
import { measuredOf } from "./measured-of.ts";

/**
 * What callers lose by a component: seconds waited or requests failed, per request of the symptom's component if those are counted, else
 * per grid step.
 */
export type Loss = "time" | "failures";

/** The load and losses of a component on the grid, history first. Computed on first use, because most are never needed. */
export interface Volume {
  readonly requests: Float64Array;
  /** Whether requests were counted, not estimated. */
  readonly counted: boolean;
  /** The excess over the usual value by kind of loss; undefined if that is not measured. */
  readonly excess: Readonly<Record<Loss, Float64Array | undefined>>;
}

/** The load and losses of every measured component. */
export function volumesOf(findings: Findings, grid: Grid): ReadonlyMap<string, Volume> {
  const measured = Map.groupBy(findings.measured, ({ component }) => component);
  const loads = loadsOf(findings, measured, grid);
  const asked = loads.get(findings.symptom.component);
  return new Map(
    [...measured].map(([component, all]) => [component, volumeOf(all, loads.get(component), asked, grid)]),
  );
}

function volumeOf(all: readonly Measured[], load: Load | undefined, asked: Load | undefined, grid: Grid): Volume {
  const requests = load ?? lazy(() => new Float64Array(sizeOf(grid)).fill(1));
  const time = lazy(() => perRequest(timeOf(all, requests(), grid), asked));
  const failures = lazy(() => perRequest(failuresOf(all, requests(), grid), asked));
  return {
    get requests() {
      return requests();
    },
    counted: all.some(({ signal }) => signal === "requests"),
    excess: {
      get time() {
        return time();
      },
      get failures() {
        return failures();
      },
    },
  };
}

function timeOf(all: readonly Measured[], requests: Float64Array, grid: Grid): Float64Array | undefined {
  const latency = measuredOf(all, "latency");
  if (!latency) return undefined;
  const values = onGrid(grid, latency.baseline, latency.series, false);
  const history = values.subarray(0, grid.historyCount);
  const median = medianOf(history, settings.enoughValues);
  if (median === undefined) return undefined;
  const usual = usualAtLoad(history, requests) ?? (() => median);
  const load = medianOf(requests, settings.enoughValues) ?? 1;
  return values.map((value, index) => {
    const asked = requests[index] ?? Number.NaN;
    // Without requests nothing waits; with requests, a missing latency is unknown.
    if (Number.isNaN(value)) return asked === 0 ? 0 : Number.NaN;
    const now = Number.isNaN(asked) ? load : asked;
    return (value - usual(now)) * now;
  });
}

function failuresOf(all: readonly Measured[], requests: Float64Array, grid: Grid): Float64Array | undefined {
  const counts = [failedOf(all, requests, grid), countedOf(all, "throttles", grid)].filter(
    (each) => each !== undefined,
  );
  const [first, second] = counts;
  if (!first) return undefined;
  const sum = second ? first.map((value, index) => value + (second[index] ?? 0)) : first;
  const load = medianOf(requests, settings.enoughValues) ?? 1;
  const rates = sum.subarray(0, grid.historyCount).map((value, index) => {
    const asked = requests[index] || load;
    // Failures without requests have no rate.
    return asked > 0 ? value / asked : Number.NaN;
  });
  const usual = medianOf(rates, settings.enoughValues) ?? 0;
  // Fewer failures because of fewer requests are no improvement.
  return sum.map((value, index) => {
    const asked = requests[index] ?? Number.NaN;
    return value - usual * (Number.isNaN(asked) ? load : asked);
  });
}

function failedOf(all: readonly Measured[], requests: Float64Array, grid: Grid): Float64Array | undefined {
  const errors = countedOf(all, "errors", grid);
  if (errors) return errors;
  const availability = measuredOf(all, "availability");
  if (!availability) return undefined;
  const values = onGrid(grid, availability.baseline, availability.series, false);
  const load = medianOf(requests, settings.enoughValues) ?? 1;
  return values.map((value, index) => {
    const asked = requests[index] ?? Number.NaN;
    if (Number.isNaN(value)) return asked === 0 ? 0 : Number.NaN;
    return (asked || load) * (1 - value / 100);
  });
}

/** A count on the grid; CloudWatch publishes no data point if nothing was counted. */
function countedOf(all: readonly Measured[], signal: Signal, grid: Grid): Float64Array | undefined {
  const found = measuredOf(all, signal);
  if (!found) return undefined;
  return onGrid(grid, found.baseline, found.series, found.statistic !== "Average").map((value) =>
    Number.isNaN(value) ? 0 : value,
  );
}

/** Requests on the grid. */
type Load = () => Float64Array;

/** Requests as measured, else estimated from the callers' requests; callers that are not measured are extrapolated. */
function loadsOf(
  { graph }: Findings,
  measured: ReadonlyMap<string, readonly Measured[]>,
  grid: Grid,
): ReadonlyMap<string, Load> {
  const found = new Map<string, Load>();
  for (const [component, all] of measured) {
    const requests = measuredOf(all, "requests");
    if (requests)
      found.set(
        component,
        lazy(() => onGrid(grid, requests.baseline, requests.series, true)),
      );
  }
  const inward = Map.groupBy(graph.edges, ({ to }) => to);
  for (const component of measured.keys()) {
    if (found.has(component)) continue;
    const guessed = throughCallers(inward, component, found, sizeOf(grid));
    if (guessed) found.set(component, guessed);
  }
  return found;
}

function throughCallers(
  inward: ReadonlyMap<string, readonly Edge[]>,
  component: string,
  known: ReadonlyMap<string, Load>,
  size: number,
): Load | undefined {
  const edges = inward.get(component) ?? [];
  const callers = edges.flatMap((edge) => {
    const load = known.get(edge.from);
    return load ? [{ edge, load, weight: weightOf(edge, inward.get(edge.from) ?? []) }] : [];
  });
  if (callers.length === 0) return undefined;
  const all = callsOf(edges);
  const seen = callsOf(callers.map(({ edge }) => edge));
  return lazy(() => {
    const sum = new Float64Array(size);
    for (const { load, weight } of callers) {
      for (const [index, value] of load().entries()) sum[index] = (sum[index] ?? 0) + weight * value;
    }
    return seen > 0 && seen < all ? sum.map((value) => (value * all) / seen) : sum;
  });
}

function callsOf(edges: readonly Edge[]): number {
  return edges.reduce((sum, { calls }) => sum + (calls ?? 0), 0);
}

/** Calls per request of the caller; 1 if the source does not count calls. */
function weightOf({ calls }: Edge, intoCaller: readonly Edge[]): number {
  const into = callsOf(intoCaller);
  return calls !== undefined && into > 0 ? calls / into : 1;
}

/** Losses per request of the symptom's component, so that daily changes in traffic do not hide a loss. */
export function perRequest(loss: Float64Array | undefined, asked: Load | undefined): Float64Array | undefined {
  if (!loss || !asked) return loss;
  const requests = asked();
  const usual = medianOf(requests, settings.enoughValues) ?? 1;
  const fewest = settings.fewestAsked * usual;
  return loss.map((value, index) => {
    const now = requests[index] ?? Number.NaN;
    return value / ((Number.isNaN(now) ? usual : Math.max(now, fewest)) || 1);
  });
}
