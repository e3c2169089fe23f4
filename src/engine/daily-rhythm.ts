import { quantile } from "./baseline.ts";

/** What a series does at this time of day, as far as the days before tell. */
export interface DailyRhythm {
  /** Takes the next value, and says what was usual at its time of day; undefined before enough days were seen. */
  usual(value: number, atSeconds: number): number | undefined;
}

const DAY = 86_400;
const SLOT = DAY / 48;
/** Days that tell what is usual: at least so many, at most so many, so that a change of habit is learned within a week. */
const DAYS = { least: 3, most: 7 };

/** Learns half-hour by half-hour. The median of the days' medians: one bad day changes nothing. */
export function createDailyRhythm(): DailyRhythm {
  const days = new Map<number, readonly number[]>();
  let current = Number.NaN;
  let values: number[] = [];
  let known: number | undefined;

  return {
    usual(value, atSeconds) {
      const slot = Math.floor(atSeconds / SLOT);
      if (slot !== current) {
        const left = current % (DAY / SLOT);
        if (values.length > 0) days.set(left, [...(days.get(left) ?? []), median(values)].slice(-DAYS.most));
        const before = days.get(slot % (DAY / SLOT)) ?? [];
        known = before.length < DAYS.least ? undefined : median(before);
        current = slot;
        values = [];
      }
      values.push(value);
      return known;
    },
  };
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
