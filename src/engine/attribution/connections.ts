import type { Findings, Measured, MeasuredCall } from "../../findings/findings.ts";
import type { ServiceGraph } from "../../graph/service-graph.ts";
import { type Grid, onGrid } from "../series/grid.ts";
import { medianOf } from "../series/quantile.ts";
import { settings } from "../settings.ts";
import { measuredOf } from "./measured-of.ts";
import { type Loss, perRequest, type Volume } from "./volume.ts";

/** What one side of a call measured of it. */
export type Side = Pick<Measured, "query" | "statistic" | "series" | "baseline" | "signal">;

/** A call that both of its sides measure, and what its caller loses that its callee does not. */
export interface Connection {
  /** No component has it. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly loss: Loss;
  readonly caller: Side;
  readonly callee: Side;
  readonly volume: Volume;
}

/**
 * The calls of which both sides are measured, with what is lost between them: for each request of the symptom's component, more
 * seconds (or failed calls) at the caller than at the callee, beyond the usual difference.
 */
export function connectionsOf(
  { calls = [], graph, measured, symptom }: Findings,
  grid: Grid,
  volumes: ReadonlyMap<string, Volume>,
): readonly Connection[] {
  const asked = volumes.get(symptom.component);
  const own = Map.groupBy(measured, ({ component }) => component);
  const all = Map.groupBy(calls, ({ from, to }) => idOf(from, to));
  return [...all].flatMap(([id, sides]) => {
    const [first] = sides;
    if (!first || isAsynchronous(graph, first)) return [];
    const { from, to } = first;
    const requests = requestsOf(sides, grid) ?? volumes.get(to)?.requests;
    if (!requests) return [];
    return LOSSES.flatMap(({ loss, signal, counted }): readonly Connection[] => {
      const caller = sideOf(sides, signal, "caller");
      const callee = sideOf(sides, signal, "callee") ?? (counted ? undefined : measuredOf(own.get(to) ?? [], signal));
      if (!caller || !callee) return [];
      const [seen, served] = [caller, callee].map((side) => onGrid(grid, side.baseline, side.series, counted));
      const excess = seen && served && between(seen, served, counted ? undefined : requests, asked, grid);
      if (!excess) return [];
      const volume = { requests, counted: true, excess: { time: undefined, failures: undefined, [loss]: excess } };
      return [{ id: `${id} ${loss}`, from, to, loss, caller, callee, volume }];
    });
  });
}

const LOSSES = [
  { loss: "time", signal: "latency", counted: false },
  { loss: "failures", signal: "errors", counted: true },
] as const;

function idOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function isAsynchronous({ edges }: ServiceGraph, { from, to }: MeasuredCall): boolean {
  const known = edges.filter((edge) => edge.from === from && edge.to === to);
  return known.length > 0 && known.every(({ asynchronous }) => asynchronous);
}

function sideOf(
  sides: readonly MeasuredCall[],
  signal: MeasuredCall["signal"],
  side: MeasuredCall["side"],
): MeasuredCall | undefined {
  return sides.find((each) => each.side === side && each.signal === signal);
}

function requestsOf(sides: readonly MeasuredCall[], grid: Grid): Float64Array | undefined {
  const counted = sideOf(sides, "requests", "caller");
  return counted && onGrid(grid, counted.baseline, counted.series, true);
}

/** What the caller saw beyond the callee, times the calls where it is a mean, beyond the usual; undefined where too little is known. */
function between(
  seen: Float64Array,
  served: Float64Array,
  calls: Float64Array | undefined,
  asked: Volume | undefined,
  grid: Grid,
): Float64Array | undefined {
  const gap = seen.map((value, index) => value - (served[index] ?? Number.NaN));
  const usual = medianOf(gap.subarray(0, grid.historyCount), settings.enoughValues);
  if (usual === undefined) return undefined;
  const load = (calls && medianOf(calls, 1)) ?? 1;
  const lost = gap.map((value, index) => (value - usual) * (calls ? calls[index] || load : 1));
  return perRequest(lost, asked && (() => asked.requests));
}
