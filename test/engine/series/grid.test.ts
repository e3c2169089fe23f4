import { expect, test } from "vitest";
import { gridOf, onGrid } from "../../../src/engine/series/grid.ts";

const series = (start: number, step: number, values: readonly number[]) => ({
  start,
  step,
  values: Float64Array.from(values),
});

const grid = gridOf(series(0, 300, [1, 2]), series(600, 300, [3]));

test("the same step stays as it is", () => {
  expect([...onGrid(grid, series(0, 300, [1, 2]), series(600, 300, [3]), false)]).toEqual([1, 2, 3]);
});

test("a finer series becomes means, and counts become counts per step", () => {
  const fine = series(0, 60, [1, 2, 3, 4, 5, 10, 10, 10, 10, 10]);
  const around = series(600, 60, [2, 2, 2, 2, 2]);
  expect([...onGrid(grid, fine, around, false)]).toEqual([3, 10, 2]);
  expect([...onGrid(grid, fine, around, true)]).toEqual([15, 50, 10]);
});

test("what a series does not reach is missing", () => {
  expect([...onGrid(grid, series(300, 300, [7]), series(600, 300, []), false)]).toEqual([Number.NaN, 7, Number.NaN]);
});
