import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { departureOf } from "../../../src/engine/series/departure.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, slowTable, wobbling } from "../hand-made.ts";

const MINUTE = 60;

/** Findings in which all that goes bad was so for this many minutes before the time around the alarm. */
function longBad(findings: Findings, minutes: number): Findings {
  const measured = findings.measured.map((each, salt) => {
    const bad = each.series.values.at(-1) ?? 0;
    const [values, before] = [wobbling(bad, each.series.values.length, salt), each.baseline.values.slice()];
    before.set(wobbling(bad, minutes, salt + 100), before.length - minutes);
    return { ...each, series: { ...each.series, values }, baseline: { ...each.baseline, values: before } };
  });
  return { ...findings, measured };
}

const changed = (at: number): Change => {
  return { id: "c1", at, action: "UpdateTable", actor: "role/deploy", resources: ["table"], detail: {} };
};

test("what was away before the time around the symptom began then, and its history is no part of the usual", () => {
  const history = wobbling(100, 200, 1);
  history.set(wobbling(300, 30, 2), 170);
  const found = departureOf(history, wobbling(300, 40, 3), "up");
  expect(found).toMatchObject({ from: 0, before: 30 });
  expect(found?.baseline.high).toBeLessThan(110);
  expect(departureOf(wobbling(100, 200, 1), wobbling(300, 40, 3), "up")?.before).toBe(0);
});

test("a change that came long after the alarm's metric had moved did not cause it", () => {
  const findings = longBad(slowTable(), 20);
  const begins = findings.measured[0]!.series.start;
  const { hypotheses } = diagnose({ ...findings, changes: [changed(begins - 2 * MINUTE)] });
  expect(hypotheses[0]).toMatchObject({ cause: { component: { id: "table" }, mechanism: "latency" } });
  expect(hypotheses[0]?.standing).not.toBe("CONFIRMED");
  const before = diagnose({ ...findings, changes: [changed(begins - 22 * MINUTE)] });
  expect(before.hypotheses[0]).toMatchObject({ standing: "CONFIRMED", cause: { mechanism: "change:UpdateTable" } });
});

test("what is usual is told without the time that was bad already", () => {
  const { evidence } = diagnose(longBad(slowTable(), 20));
  const moved = evidence.find(({ key }) => key.startsWith("metric table"));
  expect(moved?.sentence).toMatch(/\(usual 9\.\d–10\)$/);
});

test("moments that a coarse metric cannot tell apart are not put in order", () => {
  const findings = slowTable();
  const coarse = findings.measured.map((each) => {
    if (each.component !== "table") return each;
    const [start, step] = [each.series.start - (each.series.start % 300), 300];
    const toStep = (values: Float64Array) => values.filter((_, index) => index % 5 === 4);
    const baseline = { start: start - 24 * step, step, values: toStep(each.baseline.values) };
    return { ...each, series: { start, step, values: toStep(each.series.values) }, baseline };
  });
  const { hypotheses, evidence } = diagnose({ ...findings, measured: coarse, changes: [changed(FIRED - 6 * MINUTE)] });
  const table = hypotheses.find(({ cause }) => cause.component.id === "table");
  expect(table?.statement).toMatch(
    /^new settings of the table table by role\/deploy, at the same time as table latency 10 → \d+ ms/,
  );
  expect(table?.standing).not.toBe("CONFIRMED");
  expect(evidence.find(({ key }) => key === "change c1")?.sentence).toContain("when signs began at table");
});

test("what comes and goes with the alarm's metric is neither earlier nor later than that", () => {
  const findings = slowTable();
  // Three times bad, and each metric the worst at another time.
  const measured = findings.measured.map((each, salt) => {
    const [usual, bad] = [each.series.values[0] ?? 0, each.series.values.at(-1) ?? 0];
    const values = each.series.values.map((value, index) => {
      const time = Math.floor(index / 10);
      if (bad < 1.5 * usual) return value;
      if (time === 0 || index % 10 > 3) return usual;
      return bad * (time === 1 + (Math.floor(salt / 3) % 3) ? 1.3 : 1);
    });
    return { ...each, series: { ...each.series, values } };
  });
  const { hypotheses } = diagnose({ ...findings, measured });
  expect(hypotheses[0]).toMatchObject({
    cause: { component: { id: "table" } },
    standing: "LIKELY",
    statement: expect.stringMatching(/ at the same time as front latency moved$/),
  });
});
