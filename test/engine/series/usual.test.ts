import { describe, expect, test } from "vitest";
import { outside, usualRange } from "../../../src/engine/series/usual.ts";
import { settings } from "../../../src/engine/settings.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const window = { start: 1_000 * DAY + 9 * HOUR, end: 1_000 * DAY + 12 * HOUR };

/** As many days as are looked at and the window, by the value at each moment. */
function played(valueAt: (at: number) => number, step = 60, days = settings.bandDays) {
  const start = window.start - days * DAY - HOUR;
  const length = (window.end - start) / step;
  return { start, step, values: Float64Array.from({ length }, (_, index) => valueAt(start + index * step)) };
}

/** Deterministic, between -1 and 1. */
const noise = (at: number): number => Math.sin(at * 12.9898) * Math.cos(at * 4.1414);
const daily = (at: number): number => 100 + 50 * Math.sin((2 * Math.PI * at) / DAY) + noise(at);
const presentOf = (series: ReturnType<typeof played>) =>
  series.values.subarray(Math.floor((window.start - series.start) / series.step));

describe("the band of usual values", () => {
  test("follows the time of day, and holds what is normal", () => {
    const series = played(daily);
    const range = usualRange(series, window)!;
    expect(outside(presentOf(series), range)).toEqual({ count: 0, of: 180 });
    expect(range.upper[0]! - range.lower[0]!).toBeLessThan(60);
    expect(range.lower[0]).toBeGreaterThan(range.upper[179]!);
  });

  test("counts what lies outside", () => {
    const series = played((at) => (at >= window.start + HOUR && at < window.start + HOUR + 600 ? 400 : daily(at)));
    expect(outside(presentOf(series), usualRange(series, window)!)).toEqual({ count: 10, of: 180 });
  });

  test("is not moved by one bad day among the others", () => {
    const bad = window.start - 3 * DAY;
    const series = played((at) => (Math.abs(at - bad) < 4 * HOUR ? 5_000 : daily(at)));
    expect(usualRange(series, window)!.upper[0]).toBeLessThan(1_000);
  });

  test("never goes below zero of what never does, and below it of what did", () => {
    expect(
      usualRange(
        played((at) => 0.1 + Math.max(0, noise(at))),
        window,
      )!.lower.every((low) => low === 0),
    ).toBe(true);
    expect(
      usualRange(
        played((at) => noise(at)),
        window,
      )!.lower[0],
    ).toBeLessThan(0);
  });

  test.each([60, 300, 3_600])("is known at a period of %i s", (step) => {
    const series = played(daily, step);
    expect(outside(presentOf(series), usualRange(series, window)!).of).toBe((window.end - window.start) / step);
  });

  test("is not drawn from nothing", () => {
    expect(
      usualRange(
        played((at) => (at < window.start ? Number.NaN : 1)),
        window,
      ),
    ).toBeUndefined();
    expect(usualRange(played(daily, 60, 0), window)).toBeUndefined();
    expect(usualRange({ start: window.start, step: 60, values: new Float64Array() }, window)).toBeUndefined();
  });
});
