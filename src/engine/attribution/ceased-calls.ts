import type { Findings, Measured, MeasuredCall } from "../../findings/findings.ts";
import { type Departure, departureOf } from "../series/departure.ts";
import { type Grid, onGrid, sizeOf } from "../series/grid.ts";
import { scratch } from "../series/scratch.ts";
import { settings } from "../settings.ts";
import type { Covered } from "./covered.ts";
import { measuredOf } from "./measured-of.ts";

/** A callee that a component no longer calls, or half as often, although the component receives as many requests as ever. */
export interface CeasedCalls {
  readonly caller: string;
  readonly callee: string;
  /** Of the calls per request of the caller. */
  readonly departure: Departure;
  /** The query that counts the calls. */
  readonly query: string;
}

/** A metric that counts requests or calls. */
type Count = Pick<Measured, "query" | "baseline" | "series">;

/**
 * Calls of the given callers that ceased during the symptom's departure. A component that throws, or answers wrongly, before its next call ends
 * its requests there; often no other metric shows it. Uses the requests of a callee with a single caller, else counts of the call.
 */
export function ceasedCallsOf(
  { measured, graph, calls = [] }: Findings,
  callers: ReadonlySet<string>,
  grid: Grid,
  covered: Covered,
): readonly CeasedCalls[] {
  const own = Map.groupBy(measured, ({ component }) => component);
  const requestsOf = (component: string) => measuredOf(own.get(component) ?? [], "requests");
  const waiting = graph.edges.filter(({ from, to, asynchronous }) => !asynchronous && from !== to);
  const inward = Map.groupBy(waiting, ({ to }) => to);
  const outward = Map.groupBy(waiting, ({ from }) => from);
  return [...outward].flatMap(([caller, edges]): readonly CeasedCalls[] => {
    const asked = callers.has(caller) ? requestsOf(caller) : undefined;
    if (!asked) return [];
    const requests = onGrid(grid, asked.baseline, asked.series, true, roomForRequests(sizeOf(grid)));
    return edges.flatMap(({ to: callee }): readonly CeasedCalls[] => {
      const alone = inward.get(callee)?.length === 1 ? requestsOf(callee) : undefined;
      const counted = alone ?? callsOf(calls, caller, callee);
      const departure = counted && fallOf(counted, requests, grid, covered);
      return departure ? [{ caller, callee, departure, query: counted.query }] : [];
    });
  });
}

const roomForRequests = scratch();
const roomForCalls = scratch();

/** How the calls per request fell during the symptom's departure; undefined if they did not. */
function fallOf(
  { baseline, series }: Count,
  requests: Float64Array,
  grid: Grid,
  { from, until }: Covered,
): Departure | undefined {
  const each = onGrid(grid, baseline, series, true, roomForCalls(sizeOf(grid)));
  for (let index = 0; index < each.length; index++) each[index] = ratio(each[index], requests[index]);
  const around = each.subarray(grid.historyCount);
  around.fill(Number.NaN, 0, Math.max(0, from - 1)).fill(Number.NaN, until);
  const departure = departureOf(each.subarray(0, grid.historyCount), around, "down");
  const isFallen =
    departure &&
    departure.strength >= settings.departed &&
    departure.mean <= settings.callsFallen * departure.baseline.median;
  return isFallen ? departure : undefined;
}

function callsOf(calls: readonly MeasuredCall[], from: string, to: string): MeasuredCall | undefined {
  return calls.find(
    (call) => call.from === from && call.to === to && call.signal === "requests" && call.side === "caller",
  );
}

/** NaN without requests. */
function ratio(calls = Number.NaN, asked = Number.NaN): number {
  return asked > 0 ? calls / asked : Number.NaN;
}
