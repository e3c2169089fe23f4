import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAnomalyDetector } from "../../../src/engine/series/anomaly.ts";
import { wobbling } from "../hand-made.ts";

const STEP = 300;
const DAY = 86_400 / STEP;
const SEEN = 5 * DAY;
/** Reported "within a few points". */
const SOON = 8;

/** Bell-shaped noise of standard deviation 1 around nothing, the same for the same salt. */
function noise(count: number, salt: number): readonly number[] {
  const parts = [1, 2, 3, 4].map((part) => wobbling(1, count, salt * 10 + part));
  return Array.from({ length: count }, (_, row) => {
    const sum = parts.reduce((total, values) => total + (values[row] ?? 1) - 1, 0);
    return sum / (0.04 * Math.sqrt(4 / 3));
  });
}

/** Noise with something else from row {@link SEEN} on. */
function noiseThen(
  salt: number,
  then: (usual: number, rowsIn: number) => number,
  count = SEEN + DAY,
): readonly number[] {
  return noise(count, salt).map((usual, row) => (row < SEEN ? usual : then(usual, row - SEEN)));
}

function watch(values: readonly number[]): { readonly scores: readonly number[]; readonly reports: readonly number[] } {
  const detector = createAnomalyDetector();
  const surprises = values.map((value, row) => detector.next(value, 1_790_000_000 + row * STEP));
  const reports = [...surprises.keys()].filter((row) => surprises[row]?.report);
  return { scores: surprises.map(({ score }) => score), reports };
}

/** Reports from the row on where something happened. */
function reportsAfter(values: readonly number[], row = SEEN): readonly number[] {
  return watch(values).reports.filter((report) => report >= row);
}

const salts = fc.integer({ min: 1, max: 1_000 });
const few = { numRuns: 15 };

describe("leaves in peace", () => {
  test("a constant series, whatever its level", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (level) => {
        expect(watch(Array(3 * DAY).fill(level)).reports).toEqual([]);
      }),
      few,
    );
  });

  test("plain noise, but for once in a long while", () => {
    const reports = Array.from({ length: 5 }, (_, salt) => reportsAfter(noise(14 * DAY, salt + 1), 3 * DAY).length);
    expect(reports.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(5);
  });

  test("what comes back every night", () => {
    const values = noise(14 * DAY, 3).map((usual, row) => (row % DAY < 2 ? 40 + usual : usual));
    expect(reportsAfter(values, 3 * DAY)).toEqual([]);
  });

  test("a slow climb", () => {
    expect(reportsAfter(noise(14 * DAY, 4).map((usual, row) => usual + row / 40)).length).toBeLessThanOrEqual(2);
  });
});

describe("reports", () => {
  test("a spike, at once", () => {
    fc.assert(
      fc.property(salts, fc.constantFrom(-1, 1), (salt, sign) => {
        expect(reportsAfter(noiseThen(salt, (usual, rowsIn) => (rowsIn === 0 ? sign * 12 : usual)))[0]).toBe(SEEN);
      }),
      few,
    );
  });

  test("a change of level, within a few values", () => {
    fc.assert(
      fc.property(salts, fc.constantFrom(-1, 1), (salt, sign) => {
        expect(reportsAfter(noiseThen(salt, (usual) => usual + sign * 6))[0]).toBeLessThan(SEEN + SOON);
      }),
      few,
    );
  });

  test("a line gone flat, though its level is the usual one", () => {
    const reports = reportsAfter(noiseThen(5, () => 0));
    expect(reports[0]).toBeLessThanOrEqual(SEEN + 24);
  });

  test("a value between two habits, where none ever was", () => {
    const habits = (usual: number, row: number) => (row % DAY < 20 ? 100 + usual : usual);
    const values = noise(SEEN + DAY, 6).map((usual, row) => (row === SEEN + 100 ? 50 : habits(usual, row)));
    expect(reportsAfter(values)[0]).toBe(SEEN + 100);
  });

  test("the level of the day in the middle of the night", () => {
    const wave = (row: number) => 20 * Math.cos((2 * Math.PI * row) / DAY);
    const night = 8 * DAY + DAY / 2;
    const strange = (row: number) => (row >= night && row < night + 12 ? 20 : 0);
    const values = noise(9 * DAY, 7).map((usual, row) => usual + wave(row) + strange(row));
    expect(reportsAfter(values, 5 * DAY)[0]).toBeGreaterThanOrEqual(night);
    expect(reportsAfter(values, 5 * DAY)[0]).toBeLessThan(night + SOON);
  });

  test("what is worse, though it has just reported", () => {
    const values = noiseThen(8, (usual, rowsIn) => (rowsIn === 0 ? 8 : rowsIn === 12 ? 200 : usual));
    expect(reportsAfter(values).slice(0, 2)).toEqual([SEEN, SEEN + 12]);
  });
});

describe("reports once", () => {
  const days = (rowsIn: number): number => Math.floor(rowsIn / DAY);

  test.each<[string, (usual: number, rowsIn: number) => number]>([
    ["a step up that stays", (usual) => usual + 12],
    ["a step down that stays", (usual) => usual - 12],
    ["a step every day", (usual, rowsIn) => usual + 12 * (1 + days(rowsIn))],
    ["a step down every other day", (usual, rowsIn) => usual - 12 * (1 + Math.floor(days(rowsIn) / 2))],
    ["steps of changing length", (usual, rowsIn) => usual + 12 * (1 + days(rowsIn)) + 4 * (days(rowsIn) % 2)],
    [
      "a burst every day, each higher than the last",
      (usual, rowsIn) => (rowsIn % DAY < 3 ? usual + 12 * (1 + days(rowsIn)) : usual),
    ],
    ["a level that swings between two from then on", (usual, rowsIn) => usual + (days(rowsIn) % 2 ? 0 : 12)],
  ])("%s", (_, then) => {
    const found = [1, 2, 3, 4, 5, 6].map((salt) => reportsAfter(noiseThen(salt, then, SEEN + 7 * DAY)));
    for (const [first] of found) expect(first).toBeLessThan(SEEN + SOON);
    const further = found.reduce((sum, reports) => sum + reports.length - 1, 0);
    // Six weeks of noise bring two or three of their own.
    expect(further).toBeLessThanOrEqual(5);
  });

  test("a burst, and the new level two days later", () => {
    const level = SEEN + 2 * DAY;
    const found = reportsAfter(
      noiseThen(
        12,
        (usual, rowsIn) => (rowsIn < 3 ? usual + 30 : rowsIn < 2 * DAY ? usual : usual + 12),
        SEEN + 5 * DAY,
      ),
    );
    expect(found[0]).toBe(SEEN);
    expect(found[1]).toBeGreaterThanOrEqual(level);
    expect(found[1]).toBeLessThan(level + SOON);
    expect(found).toHaveLength(2);
  });
});

describe("learns", () => {
  test.each<[string, number, (usual: number, row: number) => number]>([
    ["a sawtooth", 5, (usual, row) => usual + (30 * (row % 400)) / 400],
    [
      "weekends without traffic",
      15,
      (usual, row) => usual + (days(row) % 7 < 5 ? 25 : 5) * Math.sin((Math.PI * row) / DAY) ** 2,
    ],
    ["a few requests now and then", 5, (usual) => (usual > 1.3 ? Math.ceil(2 * usual) : 0)],
    ["a line with every third value missing", 5, (usual, row) => (row % 3 === 1 ? Number.NaN : usual)],
    ["hours without values", 5, (usual, row) => (row % 500 < 90 ? Number.NaN : usual)],
  ])("%s", (_, known, series) => {
    const weeks = 28 * DAY;
    const found = [1, 2, 3].map((salt) => reportsAfter(noise(weeks, salt).map(series), known * DAY).length);
    // One in ten days is what noise brings.
    expect(found.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(5);
  });

  function days(row: number): number {
    return Math.floor(row / DAY);
  }
});

describe("scores", () => {
  test("do not depend on the unit", () => {
    const values = noiseThen(9, (usual, rowsIn) => (rowsIn < 10 ? usual + 9 : usual));
    const before = watch(values);
    const factors = fc.double({ noNaN: true, min: 1e-6, max: 1e9 });
    const shifts = fc.double({ noNaN: true, min: -1e3, max: 1e3 });
    fc.assert(
      fc.property(factors, shifts, (factor, shift) => {
        const after = watch(values.map((value) => factor * (value + shift)));
        expect(after.reports).toEqual(before.reports);
        const apart = after.scores.map((score, row) => Math.abs(score - (before.scores[row] ?? 0)));
        expect(Math.max(...apart)).toBeLessThan(1e-4);
      }),
      few,
    );
  });

  test("lie between 0 and 1 for whatever comes in, missing values too", () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(0, 1, Number.NaN), fc.double({ min: -10, max: 10 }));
    fc.assert(
      fc.property(fc.array(anything, { minLength: 200, maxLength: 600 }), (values) => {
        for (const score of watch(values).scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
      few,
    );
  });

  test("of missing values are 0, and they hide nothing that comes after", () => {
    const values = noiseThen(10, (usual, rowsIn) => (rowsIn < 20 ? Number.NaN : rowsIn === 20 ? 12 : usual));
    const { scores } = watch(values);
    expect(scores.slice(SEEN, SEEN + 20)).toEqual(Array(20).fill(0));
    expect(reportsAfter(values)[0]).toBe(SEEN + 20);
  });

  test("never know what is yet to come", () => {
    const values = noiseThen(11, (usual) => usual + 5);
    expect(watch(values).scores.slice(0, SEEN)).toEqual(watch(values.slice(0, SEEN)).scores);
  });
});
