import { settings } from "../settings.ts";
import { countOf, deal, dealtQuantile, quantileOfSorted } from "./quantile.ts";
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

/** Where the usual ends on both sides. */
const [LOW, HIGH] = [0.05, 0.95];
/** The median absolute deviation of a normal distribution is its standard deviation over this. */
export const NORMAL = 1.4826;
/** The 95th percentile of a normal distribution lies so many standard deviations out. */
const OUTER = 1.645;

/**
 * The baseline of values, NaN left out; undefined where there are too few. Median and MAD: a few outliers do not move it.
 * `origin` is where the good end of the scale is: 100 for an availability, whose news are its small distances from there.
 */
export function baselineOf(values: Float64Array, origin = 0): Baseline | undefined {
  const count = countOf(values);
  if (count < settings.enoughValues) return undefined;
  deal(values);
  const [low, median, high] = [dealtQuantile(LOW), dealtQuantile(0.5), dealtQuantile(HIGH)];
  const apart = room(values.length);
  for (let index = 0; index < apart.length; index++) apart[index] = Math.abs((values[index] ?? 0) - median);
  deal(apart);
  const deviation = dealtQuantile(0.5);
  const outer = outerOf(values, count);
  const tails = Math.max(outer.high - median, median - outer.low) / OUTER;
  const spread = Math.max(NORMAL * deviation, tails, settings.relativeFloor * Math.abs(median - origin));
  return { median, spread, low, high, count };
}

const room = scratch();

const roomForLows = scratch();
const roomForHighs = scratch();

/** The 5th and 95th percentile of most parts of a series: an outage in one of them makes the next one no less of a departure. */
function outerOf(values: Float64Array, count: number): { readonly low: number; readonly high: number } {
  const size = Math.max(settings.enoughValues, Math.ceil(count / settings.historyParts));
  // What is left over behind the last whole part is left out.
  const parts = Math.floor(count / size);
  const [lows, highs] = [roomForLows(parts), roomForHighs(parts)];
  let from = 0;
  for (let part = 0; part < parts; part++) {
    const to = behind(values, from, size);
    deal(values, from, to);
    lows[part] = dealtQuantile(LOW);
    highs[part] = dealtQuantile(HIGH);
    from = to;
  }
  return {
    low: quantileOfSorted(lows.sort(), 1 - settings.mostParts),
    high: quantileOfSorted(highs.sort(), settings.mostParts),
  };
}

/** The index behind so many known values. */
function behind(values: Float64Array, from: number, size: number): number {
  let index = from;
  for (let seen = 0; seen < size && index < values.length; index++) if (!Number.isNaN(values[index])) seen += 1;
  return index;
}
