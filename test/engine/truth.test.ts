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
  expect(found).toMatchObject({ verdict: "INCONCLUSIVE", reason: "No data of front latency since the alarm" });
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
      const found = diagnose({ ...findings, measured, horizons: { ...findings.horizons, metrics } });
      for (const { figures, sentence, window } of found.evidence) {
        expect(sentence).not.toMatch(/NaN|Infinity|undefined|no value/);
        expect(Object.values(figures).filter((value) => !Number.isFinite(value))).toEqual([]);
        expect([window.start, window.end].every(Number.isFinite)).toBe(true);
      }
      for (const { score, statement } of found.hypotheses) {
        expect(score).toSatisfy(Number.isFinite);
        expect(statement).not.toMatch(/NaN|Infinity|undefined|no value/);
      }
    }),
    { numRuns: 100 },
  );
});
