import { quantileOfSorted } from "./quantile.ts";

/** What the last days let expect of a value. */
export interface Usual {
  /** Of the time of day. */
  readonly now: number;
  /** Of the whole day: what one would expect who does not look at the clock. */
  readonly ever: number;
}

/** What a series does at which time of day. */
export interface DailyRhythm {
  /** Takes the next value, and says what was usual before; undefined until enough days were seen. */
  next(value: number, atSeconds: number): Usual | undefined;
}

const DAY = 86_400;
const SLOTS = 48;
/** Days that tell what is usual: at least so many, at most so many, so that a change of habit is learned within a week. */
const DAYS = { least: 3, most: 7 };

/** Learns half-hour by half-hour. Medians of the days' medians: one bad day changes nothing. */
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
