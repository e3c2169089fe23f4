import { quantileOfSorted } from "./quantile.ts";

/** The expected value, by the last days. */
export interface Usual {
  /** At this time of day. */
  readonly now: number;
  /** Over the whole day. */
  readonly ever: number;
}

/** The usual values of a series by time of day. */
export interface DailyRhythm {
  /** Takes the next value and returns what was usual before it; undefined until there are enough days. */
  next(value: number, atSeconds: number): Usual | undefined;
}

const DAY = 86_400;
const SLOTS = 48;
/** The days that are remembered: at least 3 to expect anything, at most 7, so that a new habit is learned within a week. */
const DAYS = { least: 3, most: 7 };

/** Learns in slots of half an hour. Medians of the days' medians: one bad day changes nothing. */
export function createDailyRhythm(): DailyRhythm {
  const days = new Map<number, readonly number[]>();
  let current = Number.NaN;
  let values: number[] = [];
  let known: Usual | undefined;

  function begin(slot: number): void {
    const left = current % SLOTS;
    if (values.length > 0) days.set(left, [...(days.get(left) ?? []), median(values)].slice(-DAYS.most));
    const same = days.get(slot % SLOTS) ?? [];
    known = same.length < DAYS.least ? undefined : { now: median(same), ever: median([...days.values()].flat()) };
    current = slot;
    values = [];
  }

  return {
    next(value, atSeconds) {
      const slot = Math.floor((atSeconds * SLOTS) / DAY);
      if (slot !== current) begin(slot);
      values.push(value);
      return known;
    },
  };
}

function median(values: readonly number[]): number {
  return quantileOfSorted(Float64Array.from(values).sort(), 0.5);
}
