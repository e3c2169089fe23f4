import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { reportsOf } from "../../../bench/nab-reports.ts";
import { pointsOf, probationOf, scoreOf, type Window } from "../../../bench/nab-score.ts";
import { readSeries } from "../../../bench/nab-series.ts";

const windows: readonly Window[] = [
  { start: 1_000, end: 1_200 },
  { start: 5_000, end: 5_200 },
];
const score = (reports: readonly number[]) => scoreOf([pointsOf(reports, windows)]);

describe("the score", () => {
  test("is 100 for a report at the beginning of every window, and 0 for none at all", () => {
    expect(score([1_000, 5_000])).toBeCloseTo(100);
    expect(score([])).toBe(0);
  });

  test("counts the earliest report of a window, and more the earlier it is", () => {
    expect(score([1_100, 1_150, 1_199])).toBe(score([1_100]));
    expect(score([1_050])).toBeGreaterThan(score([1_100]));
    expect(score([1_200])).toBeCloseTo(25);
  });

  test("takes 0.11 for a report that has nothing to do with a window, and less right after one", () => {
    expect(pointsOf([900], windows).earned).toBeCloseTo(-2 - 0.11);
    expect(pointsOf([4_000], windows).earned).toBeCloseTo(-2 - 0.11);
    expect(pointsOf([1_220], windows).earned).toBeCloseTo(-2 - 0.11 * Math.tanh(0.25));
    expect(pointsOf([900, 1_220], windows)).toMatchObject({ windows: 2, missed: 2, false: 2 });
  });

  test("adds series up before it is taken, those without a window too", () => {
    const perfect = pointsOf([1_000, 5_000], windows);
    expect(scoreOf([perfect, pointsOf([], [])])).toBeCloseTo(100);
    expect(scoreOf([perfect, pointsOf([10], [])])).toBeCloseTo(100 - (100 * 0.11) / 4);
  });

  test("begins after 15 % of a series, at most 750 rows", () => {
    expect([1_000, 5_000, 22_000].map(probationOf)).toEqual([150, 750, 750]);
  });
});

const folder = fileURLToPath(new URL("../../../../shared/nab", import.meta.url));
const absent = !existsSync(folder);

test.skipIf(absent)(
  `real anomalies are reported${absent ? " (skipped: ../shared/nab is not there)" : ""}`,
  async () => {
    const series = await readSeries(folder);
    expect(scoreOf(series.map((each) => pointsOf(reportsOf(each), each.windows)))).toBeGreaterThan(70);
  },
);
