import { expect, test } from "vitest";
import type { Series } from "../../../src/findings/measured.ts";
import { joined } from "../../../src/telemetry/collect/joined.ts";

const none = Number.NaN;
const series = (start: number, ...values: readonly number[]): Series => ({
  start,
  step: 60,
  values: Float64Array.from(values),
});

test.each<[string, Series | undefined, Series | undefined, Series | undefined]>([
  ["follow each other", series(0, 1, 2), series(120, 3), series(0, 1, 2, 3)],
  ["overlap, the later one tells", series(0, 1, 2, 9), series(120, 3, 4), series(0, 1, 2, 3, 4)],
  ["lie apart, what is between is missing", series(0, 1), series(180, 4), series(0, 1, none, none, 4)],
  ["have no earlier one, the time before is missing", undefined, series(120, 3), series(0, none, none, 3)],
  ["have no later one, the earlier one stands", series(0, 1, 2), undefined, series(0, 1, 2)],
  ["are none, there is none", undefined, undefined, undefined],
])("where two answers %s", (_, earlier, later, expected) => {
  expect(joined(earlier, later, 0)).toEqual(expected);
});
