import type { Findings, Measured, MeasuredCall } from "../../findings/findings.ts";
import type { ServiceGraph } from "../../graph/service-graph.ts";
import { type Grid, onGrid } from "../series/grid.ts";
import { medianOf } from "../series/quantile.ts";
import { settings } from "../settings.ts";
import { measuredOf } from "./measured-of.ts";
import { type Loss, perRequest, type Volume } from "./volume.ts";

/** A metric of a call, measured on one of its sides. */
export type Side = Pick<Measured, "query" | "statistic" | "series" | "baseline" | "signal" | "seenBy">;

/** A call that both sides measure, and what the caller loses that the callee does not. */
export interface Connection {
  /** Differs from all ids of components. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly loss: Loss;
  readonly caller: Side;
  readonly callee: Side;
  readonly volume: Volume;
}

/**
 * The calls that both sides measure, and the loss between them: seconds (or failed calls) at the caller beyond those at the callee, beyond
 * the usual difference, per request of the symptom's component.
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

/**
 * What the caller measures beyond the callee and beyond the usual difference, times the calls if it is a mean; undefined if too few values
 * are known.
 */
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
