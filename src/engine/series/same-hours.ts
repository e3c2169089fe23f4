import type { Series } from "../../findings/measured.ts";
import { settings } from "../settings.ts";

/** How often a level was reached at the same hours before, out of how many times that are known. */
export interface SameHours {
  readonly reached: number;
  readonly of: number;
  /** On the days before, or on the same day of the weeks before. */
  readonly every: "day" | "week";
}

const DAY = 86_400;
/** The fewest days or weeks that make a habit. */
const rhythms = () =>
  [
    { every: "day", apart: DAY, times: settings.habitDays, fewest: settings.fewestHabitDays },
    { every: "week", apart: 7 * DAY, times: settings.habitWeeks, fewest: settings.fewestHabitWeeks },
  ] as const;

/**
 * The habit that explains a value this far out: reached at the same hours on most of the last seven days, or on the same day of most of the
 * last four weeks. Undefined if there is none. `from` and `until` in epoch seconds; `reaches` tells whether a value is as far out.
 */
export function habitOf(
  weeks: Series,
  from: number,
  until: number,
  reaches: (value: number) => boolean,
): SameHours | undefined {
  for (const { every, apart, times, fewest } of rhythms()) {
    const known = Array.from({ length: times }, (_, index) => between(weeks, from, until, (index + 1) * apart))
      .filter((values) => values.some((value) => !Number.isNaN(value)))
      .map((values) => values.some(reaches));
    const reached = known.filter(Boolean).length;
    if (known.length >= fewest && reached * 2 > known.length) return { reached, of: known.length, every };
  }
  return undefined;
}

function between({ start, step, values }: Series, from: number, until: number, ago: number): Float64Array {
  const first = Math.max(0, Math.floor((from - ago - settings.sameHour - start) / step));
  const last = Math.max(first, Math.ceil((until - ago + settings.sameHour - start) / step));
  return values.subarray(first, last);
}
