import { expect, test } from "vitest";
import { departureOf } from "../../../src/engine/series/departure.ts";
import { settings, withSettings } from "../../../src/engine/settings.ts";
import { wobbling } from "../hand-made.ts";

const history = wobbling(100, 200, 1);

test("tells when a series left its baseline and how far", () => {
  const values = wobbling(100, 40, 2);
  values.set(wobbling(300, 10, 3), 25);
  const found = departureOf(history, values, "up");
  expect(found).toMatchObject({ from: 25, until: 35 });
  expect(found?.strength).toBeGreaterThan(settings.departed);
  expect(found?.mean).toBeGreaterThan(280);
  expect(found?.peak).toBeGreaterThanOrEqual(found?.mean ?? 0);
});

test("wobbling as ever is no departure", () => {
  for (let salt = 10; salt < 60; salt++) {
    expect(departureOf(history, wobbling(100, 60, salt), "up")?.strength).toBeLessThan(settings.departed);
  }
});

test("a fall is one only where falls are bad", () => {
  const values = wobbling(100, 40, 4);
  values.fill(40, 30);
  expect(departureOf(history, values, "down")?.strength).toBeGreaterThan(settings.departed);
  expect(departureOf(history, values, "up")?.strength).toBeLessThan(settings.departed);
});

test("what never happened before departs at once", () => {
  const values = new Float64Array(40);
  values.fill(1, 30);
  const found = departureOf(new Float64Array(200), values, "up");
  expect(found).toMatchObject({ from: 30, until: 40, peak: 1 });
  expect(found?.strength).toBeGreaterThan(settings.departed);
});

test("missing values in the middle do not end it", () => {
  const values = wobbling(100, 40, 5);
  values.set(wobbling(300, 10, 6), 25);
  values[30] = Number.NaN;
  expect(departureOf(history, values, "up")).toMatchObject({ from: 25, until: 35 });
});

test("in a long series one value alone is none", () => {
  const values = wobbling(100, 60, 7);
  values[30] = 10_000;
  expect(departureOf(history, values, "up")?.strength).toBeLessThan(settings.departed);
  values[31] = 10_000;
  expect(departureOf(history, values, "up")?.strength).toBeGreaterThan(settings.departed);
});

test("a little more or less of one value does not decide whether a run departed", () => {
  const strengthWith = (second: number) =>
    departureOf(history, Float64Array.of(100, 300, second, 100, 100), "up")?.strength ?? 0;
  const seconds = Array.from({ length: 60 }, (_, index) => 100 + index / 2);
  for (const second of seconds) {
    expect(strengthWith(second + 0.5) - strengthWith(second)).toBeLessThan(settings.departed / 3);
  }
  expect(strengthWith(100)).toBeLessThan(settings.departed);
  expect(strengthWith(130)).toBeGreaterThan(settings.departed);
});

test("a run a value longer or shorter is as far out, and so is one between two lengths", () => {
  const values = wobbling(100, 60, 8);
  values.set([180, 180, 180, 180], 40);
  const strengths = [15, 17, 20, 24, 30].map((valuesPerRun) =>
    withSettings({ valuesPerRun }, () => departureOf(history, values, "up")?.strength ?? 0),
  );
  expect(Math.min(...strengths)).toBeGreaterThan(0.9 * Math.max(...strengths));
});

test("without history there is nothing to leave", () => {
  expect(departureOf(new Float64Array(3), wobbling(1, 40, 1), "up")).toBeUndefined();
});

test("in a short series one value alone is none once the next is back, and may be one while it is the newest", () => {
  const back = Float64Array.of(100, 100, 300, 100, 100);
  expect(departureOf(history, back, "up")?.strength).toBeLessThan(settings.departed);
  expect(departureOf(history, Float64Array.of(100, 100, 300, 300, 100), "up")?.strength).toBeGreaterThan(
    settings.departed,
  );
  expect(departureOf(history, Float64Array.of(100, 100, 100, 100, 300), "up")?.strength).toBeGreaterThan(
    settings.departed,
  );
});

test("small distances from a full hundred are news, where a hundred is usual", () => {
  const always = new Float64Array(200).fill(100);
  const failing = Float64Array.of(100, 100, 98, 97.5, 98);
  expect(departureOf(always, failing, "down", 100)?.strength).toBeGreaterThan(settings.departed);
  expect(departureOf(always, failing, "down")?.strength).toBeLessThan(settings.departed);
});
