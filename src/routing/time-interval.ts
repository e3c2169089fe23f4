import { toLocal } from "../command/time/zone.ts";

/** Both ends belong to it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One alternative of a time interval: it contains a time if every part that is given does. Parts are of the local calendar. */
export interface TimeSpan {
  /** Minutes of the day; the end does not belong to it. */
  readonly times?: readonly Range[];
  /** Sunday is 0. */
  readonly weekdays?: readonly Range[];
  /** From 1, or from -1 backwards from the end of the month. */
  readonly daysOfMonth?: readonly Range[];
  /** From 1. */
  readonly months?: readonly Range[];
  readonly years?: readonly Range[];
  /** An IANA zone. */
  readonly zone: string;
}

export interface TimeInterval {
  readonly name: string;
  readonly spans: readonly TimeSpan[];
}

/** Whether a time is in an interval: by the clock on the wall of its zone, so that daylight saving moves it as people do. */
export function contains({ spans }: TimeInterval, at: Date): boolean {
  return spans.some((span) => spanContains(span, at));
}

function spanContains({ times, weekdays, daysOfMonth, months, years, zone }: TimeSpan, at: Date): boolean {
  const { year, month, day, hour, minute } = toLocal(at.getTime() / 1000, zone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const minutes = hour * 60 + minute;
  return (
    (times === undefined || times.some(({ from, to }) => minutes >= from && minutes < to)) &&
    isIn(weekdays, weekday) &&
    isIn(daysOfMonth?.map(forward(length)), day) &&
    isIn(months, month) &&
    isIn(years, year)
  );
}

function isIn(ranges: readonly Range[] | undefined, value: number): boolean {
  return ranges === undefined || ranges.some(({ from, to }) => value >= from && value <= to);
}

/** Days counted from the end of a month of so many days, as days counted from its beginning. */
function forward(length: number): (range: Range) => Range {
  const day = (given: number): number => (given < 0 ? length + 1 + given : given);
  return ({ from, to }) => ({ from: day(from), to: day(to) });
}
