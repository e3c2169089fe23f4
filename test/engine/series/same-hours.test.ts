import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { habitOf } from "../../../src/engine/series/same-hours.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import type { Series } from "../../../src/findings/measured.ts";
import { FIRED, slowTable } from "../hand-made.ts";

const DAY = 86_400;
const STEP = 900;

/** Four weeks of quarters of an hour up to the firing: `level` where `isBad` says so of a day, counted back from today, else `usual`. */
function weeks(usual: number, level: number, isBad: (daysAgo: number) => boolean): Series {
  const count = (28 * DAY) / STEP;
  const start = FIRED - count * STEP;
  const values = Float64Array.from({ length: count }, (_, index) => {
    const ago = FIRED - (start + index * STEP);
    const days = Math.round(ago / DAY);
    return days > 0 && Math.abs(ago - days * DAY) <= STEP && isBad(days) ? level : usual;
  });
  return { start, step: STEP, values };
}

const reaches = (value: number): boolean => value >= 10;
const now = [FIRED, FIRED + 600] as const;

test.each([
  ["every day", () => true, { reached: 7, of: 7, every: "day" }],
  ["on most days", (days: number) => days % 3 !== 0, { reached: 5, of: 7, every: "day" }],
  ["every week on this day", (days: number) => days % 7 === 0, { reached: 4, of: 4, every: "week" }],
  ["yesterday only", (days: number) => days === 1, undefined],
  ["never", () => false, undefined],
] as const)("what was so at these hours %s", (_, isBad, habit) => {
  expect(habitOf(weeks(1, 12, isBad), ...now, reaches)).toEqual(habit);
});

test("too few days that are known are no habit", () => {
  const { start, step, values } = weeks(1, 12, () => true);
  const known = {
    start,
    step,
    values: values.map((value, index) => (index < values.length - 280 ? Number.NaN : value)),
  };
  expect(habitOf(known, ...now, reaches)).toBeUndefined();
});

/** A slow table, with the weeks before of every metric that is slow. */
function withWeeks(isBad: (daysAgo: number) => boolean): Findings {
  const findings = slowTable();
  const slow = findings.measured.filter(({ signal, component }) => signal === "latency" && component !== "mail");
  const measured = findings.measured.map((each) => {
    const { series, baseline } = each;
    const [usual, level] = [baseline.values[0] ?? 0, series.values.at(-1) ?? 0];
    return slow.includes(each) ? { ...each, weeks: weeks(usual, level, isBad) } : each;
  });
  return { ...findings, measured };
}

test("what comes back at this hour is no cause, and is said to come back", () => {
  const { hypotheses, verdict, reason } = diagnose(withWeeks(() => true));
  expect(hypotheses).toEqual([]);
  expect(verdict).toBe("INCONCLUSIVE");
  expect(reason).toMatch(/^front latency is at .*, as at this hour on 7 of 7 days before$/);
});

test("what comes back on this day of the week is no cause either", () => {
  expect(diagnose(withWeeks((days) => days % 7 === 0)).reason).toMatch(/, as on this day in 4 of 4 weeks before$/);
});

test("what was bad at this hour once makes tonight no less of a fault", () => {
  expect(diagnose(withWeeks((days) => days === 1)).hypotheses[0]).toMatchObject({
    cause: { component: { id: "table" } },
    standing: "LIKELY",
  });
});
