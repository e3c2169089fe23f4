import type { Findings, MeasuredCall } from "../../findings/findings.ts";
import { type Departure, departureOf } from "../series/departure.ts";
import { type Grid, onGrid } from "../series/grid.ts";
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

/**
 * Calls that ceased during the symptom's departure. A component that throws, or answers wrongly, before its next call ends its requests
 * there; often no other metric shows it. Uses counts of the call, else the requests of a callee with a single caller.
 */
export function ceasedCallsOf(findings: Findings, grid: Grid, covered: Covered): readonly CeasedCalls[] {
  const measured = Map.groupBy(findings.measured, ({ component }) => component);
  const requestsOf = (component: string): Float64Array | undefined => {
    const requests = measuredOf(measured.get(component) ?? [], "requests");
    return requests && onGrid(grid, requests.baseline, requests.series, true);
  };
  const waiting = findings.graph.edges.filter(({ from, to, asynchronous }) => !asynchronous && from !== to);
  const inward = Map.groupBy(waiting, ({ to }) => to);
  const asking = new Map([...new Set(waiting.map(({ from }) => from))].map((from) => [from, requestsOf(from)]));
  return waiting.flatMap(({ from, to }): readonly CeasedCalls[] => {
    const asked = asking.get(from);
    const alone = inward.get(to)?.length === 1 ? measuredOf(measured.get(to) ?? [], "requests") : undefined;
    const counted = alone ?? callsOf(findings.calls ?? [], from, to);
    if (!asked || !counted) return [];
    const calls = onGrid(grid, counted.baseline, counted.series, true);
    const each = calls.map((value, index) => ratio(value, asked[index]));
    const around = each.subarray(grid.historyCount);
    const seen = around.map((value, index) =>
      index >= covered.from - 1 && index < covered.until ? value : Number.NaN,
    );
    const departure = departureOf(each.subarray(0, grid.historyCount), seen, "down");
    const isFallen =
      departure &&
      departure.strength >= settings.departed &&
      departure.mean <= settings.callsFallen * departure.baseline.median;
    return isFallen ? [{ caller: from, callee: to, departure, query: counted.query }] : [];
  });
}

function callsOf(calls: readonly MeasuredCall[], from: string, to: string): MeasuredCall | undefined {
  return calls.find(
    (call) => call.from === from && call.to === to && call.signal === "requests" && call.side === "caller",
  );
}

/** NaN without requests. */
function ratio(calls: number, asked = Number.NaN): number {
  return asked > 0 ? calls / asked : Number.NaN;
}
