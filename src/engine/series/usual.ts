import type { Series, Window } from "../../findings/measured.ts";
import { settings } from "../settings.ts";
import { NORMAL } from "./baseline.ts";
import { countOf, quantiles } from "./quantile.ts";

const DAY = 86_400;
/** Days before whose same hours make the usual range. */
const SLOT = 900;
/** The share of values that sets the band: one bad day of seven is a seventh of the values and does not widen it. */
const INNER = 0.85;
/** Standard deviations below which the same share of a normal distribution lies. */
const INNER_SPREADS = 1.036;

/** Epoch seconds from which a series has to be known for the band of a window; `step` in seconds. */
export function usualSince({ start }: Window, step: number): number {
  return start - settings.bandDays * DAY - Math.max(settings.sameHour, step);
}

/** The limits of the usual range and their times, aligned with the values of a series; NaN if too few values are known. */
export interface UsualRange {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * The usual range of a series in a window: the median of the same hours of the days before, and three spreads on both sides. Undefined if
 * no time of the window has one.
 */
export function usualRange(series: Series, window: Window): UsualRange | undefined {
  const { start, step, values } = series;
  const first = Math.max(0, Math.floor((window.start - start) / step));
  const count = Math.max(0, values.length - first);
  const [lower, upper] = [new Float64Array(count).fill(Number.NaN), new Float64Array(count).fill(Number.NaN)];
  const floor = values.some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;
  let slot = Number.NaN;
  let limits: readonly [number, number] | undefined;
  for (let index = 0; index < count; index++) {
    const at = start + (first + index) * step;
    if (Math.floor(at / SLOT) !== slot) limits = limitsAt(series, at, floor);
    slot = Math.floor(at / SLOT);
    [lower[index], upper[index]] = limits ?? [Number.NaN, Number.NaN];
  }
  return lower.every(Number.isNaN) ? undefined : { lower, upper };
}

function limitsAt({ start, step, values }: Series, at: number, floor: number): readonly [number, number] | undefined {
  const around = Math.max(settings.sameHour, step);
  const known: number[] = [];
  for (let day = 1; day <= settings.bandDays; day++) {
    const middle = at - day * DAY;
    const from = Math.max(0, Math.ceil((middle - around - start) / step));
    // A time's own day does not count as usual.
    const to = Math.floor((Math.min(middle + around, at - DAY / 2) - start) / step);
    for (let index = from; index <= to; index++) known.push(values[index] ?? Number.NaN);
  }
  return limitsOf(Float64Array.from(known), floor);
}

function limitsOf(values: Float64Array, floor: number): readonly [number, number] | undefined {
  if (countOf(values) < settings.enoughValues) return undefined;
  const [low = Number.NaN, median = Number.NaN, high = Number.NaN] = quantiles(values, [1 - INNER, 0.5, INNER]);
  const apart = values.map((value) => Math.abs(value - median));
  const [deviation = Number.NaN] = quantiles(apart, [0.5]);
  const tails = Math.max(high - median, median - low) / INNER_SPREADS;
  const spread = Math.max(NORMAL * deviation, tails, settings.relativeFloor * Math.abs(median));
  return [Math.max(floor, median - settings.bandWidth * spread), median + settings.bandWidth * spread];
}

/** How many values lie outside their limits, of how many that have limits. */
export function outside(
  values: Float64Array,
  { lower, upper }: UsualRange,
): { readonly count: number; readonly of: number } {
  let [count, of] = [0, 0];
  for (const [index, value] of values.entries()) {
    const [low, high] = [lower[index] ?? Number.NaN, upper[index] ?? Number.NaN];
    if (Number.isNaN(value) || Number.isNaN(low) || Number.isNaN(high)) continue;
    of += 1;
    if (value < low || value > high) count += 1;
  }
  return { count, of };
}
