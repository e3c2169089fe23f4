import type { Series } from "../../findings/measured.ts";
import type { Departure } from "./departure.ts";

/** The common times at which components are compared: history first, then the time around the symptom. */
export interface Grid {
  /** Seconds. */
  readonly step: number;
  readonly historyStart: number;
  readonly historyCount: number;
  readonly start: number;
  readonly count: number;
}

/** The grid of the two series of a metric. */
export function gridOf(baseline: Series, series: Series): Grid {
  return {
    step: series.step,
    historyStart: baseline.start,
    historyCount: Math.floor((baseline.values.length * baseline.step) / series.step),
    start: series.start,
    count: series.values.length,
  };
}

/** Epoch seconds at which a departure on a grid began; in the history if the departure was running at its end. */
export function onsetOn({ historyStart, historyCount, start, step }: Grid, { from, before }: Departure): number {
  const isJoined = Math.abs(historyStart + historyCount * step - start) < step;
  return start + (from - (isJoined ? before : 0)) * step;
}

/** The number of times of a grid. */
export function sizeOf(grid: Grid): number {
  return grid.historyCount + grid.count;
}

/**
 * Resamples history and recent series onto a grid and joins them; finer series are averaged. Counts become counts per grid step. `all` receives
 * the values, in the size of the grid.
 */
export function onGrid(
  grid: Grid,
  baseline: Series,
  series: Series,
  counted: boolean,
  all: Float64Array = new Float64Array(sizeOf(grid)),
): Float64Array {
  fill(all, 0, grid.historyCount, grid.historyStart, grid.step, baseline, counted);
  fill(all, grid.historyCount, grid.count, grid.start, grid.step, series, counted);
  return all;
}

function fill(
  all: Float64Array,
  offset: number,
  count: number,
  start: number,
  step: number,
  series: Series,
  counted: boolean,
): void {
  const scale = counted ? step / series.step : 1;
  for (let index = 0; index < count; index++) {
    const first = Math.floor((start + index * step - series.start) / series.step + 1e-9);
    const last = Math.max(first + 1, Math.ceil((start + (index + 1) * step - series.start) / series.step - 1e-9));
    all[offset + index] = scale * meanBetween(series.values, first, last);
  }
}

function meanBetween(values: Float64Array, first: number, last: number): number {
  let sum = 0;
  let seen = 0;
  for (let index = first; index < last; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    seen += 1;
  }
  return seen === 0 ? Number.NaN : sum / seen;
}

/** Whether two series cover exactly the same times. */
export function sameTime(one: Series, other: Series): boolean {
  return one.start === other.start && one.step === other.step && one.values.length === other.values.length;
}
