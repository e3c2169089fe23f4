import { z } from "zod";
import type { Range } from "./time-interval.ts";

const UNITS: readonly (readonly [unit: string, milliseconds: number])[] = [
  ["y", 365 * 86_400_000],
  ["w", 7 * 86_400_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];
const DURATION = new RegExp(`^${UNITS.map(([unit]) => `(?:(\\d{1,6})${unit})?`).join("")}$`);

/** A duration in Prometheus's form, "1h30m", in milliseconds. https://prometheus.io/docs/alerting/latest/configuration/ */
export const duration = z
  .union([z.string(), z.literal(0)], "is no duration; write 30s, 5m or 1h30m")
  .transform((written, context) => {
    const counts = DURATION.exec(String(written))?.slice(1) ?? [];
    if (written === "0" || written === 0) return 0;
    if (counts.some((count) => count !== undefined)) {
      return counts.reduce((sum, count, index) => sum + Number(count ?? 0) * (UNITS[index]?.[1] ?? 0), 0);
    }
    context.addIssue(`is no duration: ${String(written).slice(0, 40)}; write 30s, 5m or 1h30m`);
    return z.NEVER;
  });

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = [
  ...["january", "february", "march", "april", "may", "june", "july"],
  ...["august", "september", "october", "november", "december"],
];

/** "monday:friday", "-3:-1", "2026": both ends belong to it. */
function ranges(what: string, example: string, read: (text: string) => number | undefined) {
  return z
    .array(
      z.union([z.string(), z.number()], `is no ${what}; write ${example}`).transform((written, context): Range => {
        const [from, to = from, ...more] = String(written)
          .split(":")
          .map((each) => read(each.trim().toLowerCase()));
        if (from === undefined || to === undefined || more.length > 0) {
          context.addIssue(`is no ${what}: ${String(written).slice(0, 40)}; write ${example}`);
          return z.NEVER;
        }
        // "25:-1" is from the 25th to the last; the week begins with Sunday.
        if (from > to && !(from > 0 && to < 0)) {
          context.addIssue(`${written} ends before it begins; write it as two ${what}s`);
        }
        return { from, to };
      }),
      `needs a list: [${example}]`,
    )
    .min(1, `names no ${what}; leave it out for all`);
}

const numbered =
  (names: readonly string[], first: number) =>
  (text: string): number | undefined => {
    const named = names.indexOf(text);
    return named < 0 ? whole(first, names.length - 1 + first)(text) : named + first;
  };

const whole =
  (least: number, most: number) =>
  (text: string): number | undefined => {
    const value = Number(text);
    return /^-?\d{1,4}$/.test(text) && value >= least && value <= most ? value : undefined;
  };

export const weekdays = ranges("weekday", "monday:friday or saturday", (text) => {
  const day = WEEKDAYS.indexOf(text);
  return day < 0 ? undefined : day;
});
export const months = ranges("month", "january:march or 12", numbered(MONTHS, 1));
export const years = ranges("year", "2026 or 2026:2028", whole(1970, 9999));
export const daysOfMonth = ranges("day of the month", "1:5 or -3:-1", (text) => {
  const day = whole(-31, 31)(text);
  return day === 0 ? undefined : day;
});

/** "17:30" in minutes; "24:00" is the end of the day. */
const clock = z.string("needs a time such as 17:30, in quotes").transform((written, context) => {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(written) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (minutes <= 24 * 60) return minutes;
  context.addIssue(`is no time of day: ${written.slice(0, 20)}; write 00:00 to 24:00, in quotes`);
  return z.NEVER;
});

export const times = z
  .array(
    z.strictObject({ start_time: clock, end_time: clock }).transform(({ start_time, end_time }, context): Range => {
      if (start_time < end_time) return { from: start_time, to: end_time };
      context.addIssue("ends before it begins: write a time over midnight as two, to 24:00 and from 00:00");
      return z.NEVER;
    }),
  )
  .min(1, "names no time; leave it out for the whole day");

/** An IANA zone; UTC where nothing is said. "Local" of Alertmanager would depend on the machine. */
export const location = z
  .string()
  .refine((text) => text === "UTC" || Intl.supportedValuesOf("timeZone").includes(text) || isKnown(text), {
    error: ({ input }) => `is no time zone: ${String(input).slice(0, 60)}; write one such as Europe/Berlin`,
  });

/** Whether the runtime knows it under another name: Asia/Calcutta for Asia/Kolkata. */
function isKnown(zone: string): boolean {
  try {
    return /\//.test(zone) && new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
