import { present, quantile } from "./quantile.ts";

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
export const NORMAL = 1.4826;
/** The 95th percentile of a normal distribution lies so many standard deviations out. */
const OUTER = 1.645;
/** Differences below this share of the median are measurement, not news. */
export const RELATIVE_FLOOR = 0.02;

/** The baseline of values, NaN left out; undefined where there are too few. Median and MAD: a few outliers do not move it. */
export function baselineOf(values: Float64Array): Baseline | undefined {
  const found = present(values);
  if (found.length < ENOUGH) return undefined;
  const median = quantile(found, 0.5);
  const low = quantile(found, 0.05);
  const high = quantile(found, 0.95);
  for (let index = 0; index < found.length; index++) found[index] = Math.abs((found[index] ?? 0) - median);
  const tails = Math.max(high - median, median - low) / OUTER;
  const spread = Math.max(NORMAL * quantile(found, 0.5), tails, RELATIVE_FLOOR * Math.abs(median));
  return { median, spread, low, high, count: found.length };
}
