import { expect, test } from "vitest";
import { breachesOf, type FiringRule } from "../../../src/engine/series/breaches.ts";

const rule: FiringRule = { operator: ">", threshold: 5, datapoints: 2, periods: 3 };
const series = (...values: readonly number[]) => ({ start: 0, step: 60, values: Float64Array.from(values) });
const gone = Number.NaN;

test.each<readonly [string, readonly number[], Partial<FiringRule>, number, readonly (readonly [number, number])[]]>([
  ["never beyond, never fires", [1, 2, 5], {}, 0, []],
  ["one of three is too few", [6, 1, 1, 6, 1, 1], {}, 2, []],
  ["two of three fire, until only one is left", [6, 1, 6, 1, 1, 1], {}, 2, [[180, 240]]],
  ["what still is has no end yet", [1, 6, 6], {}, 2, [[180, 180]]],
  [
    "twice",
    [6, 6, 1, 1, 1, 6, 6, 1, 1],
    {},
    4,
    [
      [120, 240],
      [420, 540],
    ],
  ],
  ["a gap breaches nothing", [6, gone, 6, gone, gone, gone], {}, 2, [[180, 240]]],
  ["equal counts where it shall", [5, 5], { operator: "≥" }, 2, [[120, 120]]],
  ["below", [4, 4, 9], { operator: "<" }, 2, [[120, 180]]],
  ["one is enough where one is asked for", [6, 1], { datapoints: 1, periods: 1 }, 1, [[60, 120]]],
  ["nothing at all", [], {}, 0, []],
])("%s", (_name, values, over, breaching, firings) => {
  const found = breachesOf(series(...values), { ...rule, ...over });
  expect(found.breaching).toBe(breaching);
  expect(found.measured).toBe(values.filter((value) => !Number.isNaN(value)).length);
  expect(found.firings).toEqual(firings.map(([from, to]) => ({ from, to })));
});
