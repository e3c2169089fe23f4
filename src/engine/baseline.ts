import { countOf, quantiles } from "./quantile.ts";
import { scratch } from "./scratch.ts";

/** What is usual of a series: its middle, the spread around it, and how far it strays now and then. */
export interface Baseline {
  readonly median: number;
  /** As a standard deviation, never zero unless nothing but zero was ever seen. */
  readonly spread: number;
  /** The 5th and 95th percentile. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Fewer values than this tell nothing of what is usual. */
export const ENOUGH = 8;
/** The median absolute deviation of a normal distribution is its standard deviation over this. */
const NORMAL = 1.4826;
/** The 95th percentile of a normal distribution lies so many standard deviations out. */
const OUTER = 1.645;
/** Differences below this share of the median are measurement, not news. */
const RELATIVE_FLOOR = 0.02;

/** The baseline of values, NaN left out; undefined where there are too few. Median and MAD: a few outliers do not move it. */
export function baselineOf(values: Float64Array): Baseline | undefined {
  const count = countOf(values);
  if (count < ENOUGH) return undefined;
  const [low = Number.NaN, median = Number.NaN, high = Number.NaN] = quantiles(values, [0.05, 0.5, 0.95]);
  const apart = room(values.length);
  for (let index = 0; index < apart.length; index++) apart[index] = Math.abs((values[index] ?? 0) - median);
  const [deviation = Number.NaN] = quantiles(apart, [0.5]);
  const tails = Math.max(high - median, median - low) / OUTER;
  const spread = Math.max(NORMAL * deviation, tails, RELATIVE_FLOOR * Math.abs(median));
  return { median, spread, low, high, count };
}

const room = scratch();
