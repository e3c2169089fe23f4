import type { Departure } from "../series/departure.ts";
import { settings } from "../settings.ts";

/** The time in which losses count: the symptom's departure, in grid steps from the grid's start, end exclusive. */
export interface Covered {
  readonly from: number;
  readonly until: number;
  /** Steps before `from` in which a cause may already show. */
  readonly before: number;
  /** The step at which the symptom began: `from`, or that of the alarm if the symptom did not depart. */
  readonly began: number;
}

/** The values around the symptom, with those outside its departure (and shortly before) missing. */
export function withinCovered(values: Float64Array, { from, until, before }: Covered): Float64Array {
  if (from <= before && until >= values.length) return values;
  return values.map((value, index) => (index >= from - before && index < until ? value : Number.NaN));
}

/** A loss summed over the symptom's departure; missing values count as the mean of the loss's own departure. */
export function coveredSum(values: Float64Array, { from, until, mean }: Departure, covered: Covered): number {
  const first = Math.max(from, covered.from);
  const last = Math.min(until, covered.until);
  if (Number.isNaN(mean) || last <= first) return 0;
  let sum = 0;
  for (let index = first; index < last; index++) {
    const value = values[index] ?? Number.NaN;
    sum += Number.isNaN(value) ? mean : value;
  }
  return sum;
}

/**
 * What was lost before the symptom began, per grid step: that explains none of it. Zero unless the loss began clearly earlier, or was there
 * from the first known value on.
 */
export function lostBefore(values: Float64Array, { from }: Departure, { began }: Covered): number {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const isEarlier = from < began - settings.together || (from <= first && from < began);
  return isEarlier ? levelOf(values.subarray(from, began)) : 0;
}

/** The median of the known values, at least zero. */
function levelOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  return Math.max(0, known[Math.floor(known.length / 2)] ?? 0);
}
