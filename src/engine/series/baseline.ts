import { settings } from "../settings.ts";
import { countOf, deal, dealtQuantile, quantileOfSorted } from "./quantile.ts";
import { scratch } from "./scratch.ts";

/** The usual range of a series: its median, its spread, and its outer percentiles. */
export interface Baseline {
  readonly median: number;
  /** A standard deviation; zero only if all values are zero. */
  readonly spread: number;
  /** The 5th and 95th percentile. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The percentiles at both ends of the usual range. */
const [LOW, HIGH] = [0.05, 0.95];
/** The factor from the median absolute deviation of a normal distribution to its standard deviation. */
export const NORMAL = 1.4826;
/** Standard deviations from the median to the 95th percentile of a normal distribution. */
const OUTER = 1.645;
/**
 * The baseline of values without NaN; undefined if there are too few. Median and MAD, because a few outliers do not move them. `origin` is
 * the good end of the scale: 100 for an availability, whose small distances from there matter.
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

/** The 5th and 95th percentile of most parts of a series, so that an outage in one part does not hide the next one. */
function outerOf(values: Float64Array, count: number): { readonly low: number; readonly high: number } {
  const size = Math.max(settings.enoughValues, Math.ceil(count / settings.historyParts));
  // The remainder behind the last whole part is ignored.
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
    low: quantileOfSorted(lows.sort(), settings.unusualParts),
    high: quantileOfSorted(highs.sort(), 1 - settings.unusualParts),
  };
}

/** The index behind `size` values that are not NaN. */
function behind(values: Float64Array, from: number, size: number): number {
  let index = from;
  for (let seen = 0; seen < size && index < values.length; index++) if (!Number.isNaN(values[index])) seen += 1;
  return index;
}
