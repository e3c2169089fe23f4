import fc from "fast-check";
import { expect, test } from "vitest";
import { baselineOf } from "../../../src/engine/series/baseline.ts";
import { quantiles } from "../../../src/engine/series/quantile.ts";
import { wobbling } from "../hand-made.ts";

test("a few outliers do not move the baseline", () => {
  const calm = wobbling(10, 100, 1);
  const wild = calm.slice();
  wild[50] = 9_000;
  expect(baselineOf(wild)?.median).toBeCloseTo(baselineOf(calm)?.median ?? 0, 1);
});

test("missing values are left out, and too few tell nothing", () => {
  const values = new Float64Array(20).fill(Number.NaN);
  expect(baselineOf(values)).toBeUndefined();
  values.fill(3, 0, 8);
  expect(baselineOf(values)).toMatchObject({ median: 3, count: 8 });
});

test("a flat series still has a spread, so that a hair's breadth is no news", () => {
  expect(baselineOf(new Float64Array(50).fill(100))?.spread).toBeCloseTo(2);
  expect(baselineOf(new Float64Array(50))?.spread).toBe(0);
});

test("scales with the unit", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (factor) => {
      const one = baselineOf(wobbling(5, 60, 3));
      const other = baselineOf(wobbling(5, 60, 3).map((value) => value * factor));
      expect((other?.spread ?? 0) / factor).toBeCloseTo(one?.spread ?? 0, 6);
    }),
  );
});

test("quantiles lie between neighbours", () => {
  expect(quantiles(Float64Array.of(1, 2, 3, 4), [0.5])).toEqual([2.5]);
  expect(quantiles(new Float64Array(), [0.5])).toEqual([Number.NaN]);
});

test("a quantile is the one that sorting would give", () => {
  const some = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const sorted = Float64Array.from(values).sort();
      const position = (sorted.length - 1) * share;
      const [below = 0, above = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
      const expected = below + (above - below) * (position - Math.floor(position));
      expect(quantiles(Float64Array.from(values), [share])[0]).toBeCloseTo(expected, 6);
    }),
  );
});

test("an outage in the history makes the next one no less unusual", () => {
  const calm = wobbling(10, 240, 5);
  const outage = calm.slice();
  outage.set(wobbling(90, 24, 6), 100);
  expect(baselineOf(outage)?.spread).toBeLessThan(2 * (baselineOf(calm)?.spread ?? 0));
});

test("what comes back in every part of the history is usual", () => {
  const hourly = wobbling(10, 240, 5).map((value, index) => (index % 20 < 3 ? 4 * value : value));
  expect(baselineOf(hourly)?.spread).toBeGreaterThan(10);
});
