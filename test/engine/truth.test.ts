import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import { goesOn } from "../../src/engine/series/absent.ts";
import type { Change } from "../../src/findings/change.ts";
import type { Findings } from "../../src/findings/findings.ts";
import type { Series } from "../../src/findings/measured.ts";
import { FIRED, findingsOf, newLine, slowTable } from "./hand-made.ts";

const change: Change = {
  id: "c1",
  at: FIRED - 9 * 60,
  action: "UpdateService",
  actor: "role/deploy",
  resources: ["mail"],
  detail: {},
};

/** Findings of which only so much was measured: values by their index and how many there are. */
function cut(findings: Findings, keep: (index: number, length: number) => boolean): Findings {
  const measured = findings.measured.map((each) => {
    const { values } = each.series;
    const kept = values.map((value, index) => (keep(index, values.length) ? value : Number.NaN));
    return { ...each, series: { ...each.series, values: kept } };
  });
  return { ...findings, measured };
}

const calm = (): Findings =>
  findingsOf([{ id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100] } }], [], {
    component: "front",
    signal: "latency",
    threshold: 0.3,
  });

test("what was normal before the alarm and is not known since is not said to be back", () => {
  const found = diagnose(cut(calm(), (index, length) => index < length - 5));
  expect(found).toMatchObject({ verdict: "INCONCLUSIVE", reason: "front latency has no newer data" });
  expect(found.now).toBeUndefined();
  expect(diagnose(calm()).now).toMatchObject({ failing: false });
});

test("a source that is known to no later than where a series begins tells nothing of it", () => {
  const [measured] = calm().measured;
  const until = (metrics: number) => ({ findings: { ...calm(), horizons: { metrics } } });
  expect(goesOn({ measured: measured! }, until(FIRED))).toBe(true);
  expect(goesOn({ measured: measured! }, until(measured!.series.start - 300))).toBe(false);
});

test("no evidence speaks for and against the same", () => {
  const findings = slowTable();
  // The front makes some of its loss itself, and only later.
  const measured = findings.measured.map((each) => {
    if (each.query !== "latency of front") return each;
    const { values } = each.series;
    const later = values.map((value, index) => (index < values.length - 5 ? value : value + 0.6));
    return { ...each, series: { ...each.series, values: later } };
  });
  const { hypotheses } = diagnose({ ...findings, measured });
  expect(hypotheses.map(({ cause }) => cause.component.id)).toContain("front");
  for (const { supports, contradicts } of hypotheses) {
    expect(contradicts.filter((key) => supports.includes(key))).toEqual([]);
  }
});

const hostile = fc.record({
  values: fc.array(
    fc.oneof(
      fc.constantFrom(
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        -0,
        Number.MAX_VALUE,
        Number.MIN_VALUE,
      ),
      fc.double({ min: -1e9, max: 1e9 }),
    ),
    { maxLength: 60 },
  ),
  step: fc.constantFrom(0, -60, Number.NaN, Number.POSITIVE_INFINITY, 1, 60, 300),
  start: fc.constantFrom(0, FIRED - 3_600, FIRED + 3_600, Number.NaN),
});

type Told = [changed: [index: number, past: boolean, series: Hostile][], metrics: number];
interface Hostile {
  readonly values: number[];
  readonly step: number;
  readonly start: number;
}

const nothing: Hostile = { values: [], step: 0, start: 0 };
const TINY = Number.MIN_VALUE;
const ROUNDS_TO_ZERO = [-TINY, -TINY, 0, -0, -TINY, 0, -TINY, -0];
/** Where the series of {@link slowTable} begin. */
const [BEFORE, AROUND] = [FIRED - 157 * 60, FIRED - 37 * 60];

/** Values that random seeds found, or that are like those, of which a figure was not finite. By index: 0 latency, 1 requests and 2 errors of the front, 3 latency of the app. */
const found: Told[] = [
  // The usual number of requests is zero, or so small that failures for each are infinite.
  [[[1, true, { values: ROUNDS_TO_ZERO, step: 300, start: 0 }]], FIRED],
  [
    [
      [1, true, { values: [TINY, 0, -0, TINY, -0, 0, TINY, 0, -0], step: 60, start: 0 }],
      [2, false, nothing],
    ],
    FIRED,
  ],
  [
    [
      [1, true, { values: Array(120).fill(TINY), step: 60, start: BEFORE }],
      [1, false, { values: Array(40).fill(TINY), step: 60, start: AROUND }],
      [2, false, { values: [...Array(30).fill(0), ...Array(10).fill(50)], step: 60, start: AROUND }],
    ],
    FIRED,
  ],
  [
    [
      [1, true, { values: Array(120).fill(0), step: 60, start: BEFORE }],
      [1, false, { values: Array(40).fill(0), step: 60, start: AROUND }],
      [2, true, { values: Array(120).fill(3), step: 60, start: BEFORE }],
      [2, false, { values: [...Array(30).fill(3), ...Array(10).fill(50)], step: 60, start: AROUND }],
    ],
    FIRED,
  ],
  // Fewer than no requests just before more came.
  [[[1, false, { values: [-0, 117], step: 60, start: 0 }]], FIRED],
  [[[1, false, { values: [-1, 117], step: 60, start: 0 }]], FIRED],
  // No value since the history ended.
  [
    [
      [0, false, { values: [Number.NaN], step: 60, start: FIRED - 3_600 }],
      [3, false, { values: [0], step: 60, start: FIRED - 3_600 }],
      [1, false, { values: [-0], step: 1, start: FIRED - 3_600 }],
    ],
    FIRED,
  ],
  // Products of the largest numbers.
  [
    [
      [0, false, { values: Array(40).fill(1e99), step: 60, start: AROUND }],
      [1, false, { values: Array(40).fill(1e99), step: 60, start: AROUND }],
      [1, true, { values: Array(120).fill(1e-99), step: 60, start: BEFORE }],
      [2, false, { values: Array(40).fill(1e99), step: 60, start: AROUND }],
    ],
    FIRED,
  ],
];

test("whatever numbers are told, nothing is invented of them", () => {
  const findings = slowTable({ changes: [change], patterns: [newLine("table", "it is cold")] });
  const count = findings.measured.length;
  const told = fc.array(fc.tuple(fc.nat(count - 1), fc.boolean(), hostile), { minLength: 1, maxLength: 6 });
  const horizon = fc.constantFrom(FIRED, 0, FIRED - 7_200, Number.POSITIVE_INFINITY);
  fc.assert(
    fc.property(told, horizon, (changed, metrics) => {
      const measured = [...findings.measured];
      for (const [index, past, { values, ...rest }] of changed) {
        const series: Series = { ...rest, values: Float64Array.from(values) };
        const each = measured[index]!;
        measured[index] = past ? { ...each, baseline: series } : { ...each, series };
      }
      const { evidence, hypotheses } = diagnose({ ...findings, measured, horizons: { ...findings.horizons, metrics } });
      for (const { figures, sentence, window } of evidence) {
        expect(sentence).not.toMatch(/NaN|Infinity|undefined|no value/);
        expect(Object.values(figures).filter((value) => !Number.isFinite(value))).toEqual([]);
        expect([window.start, window.end].every(Number.isFinite)).toBe(true);
      }
      for (const { score, statement } of hypotheses) {
        expect(score).toSatisfy(Number.isFinite);
        expect(statement).not.toMatch(/NaN|Infinity|undefined|no value/);
      }
    }),
    { numRuns: 100, examples: found },
  );
});
