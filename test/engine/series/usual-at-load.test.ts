import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { usualAtLoad } from "../../../src/engine/series/usual-at-load.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import type { Series } from "../../../src/findings/measured.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const loads = Float64Array.from({ length: 120 }, (_, index) => 10 + (index % 12) * 10);
const wobble = (index: number) => Math.sin(index * 12.9) / 100;

describe("what is usual at a load", () => {
  const follows = usualAtLoad(
    loads.map((load, index) => load / 1000 + wobble(index)),
    loads,
  );

  test.each<[load: number, usual: number]>([
    [65, 0.065],
    [40, 0.04],
    [95, 0.095],
  ])("at %i it is what it was around that load", (load, usual) => {
    expect(follows?.(load)).toBeCloseTo(usual, 2);
  });

  test("beyond all that was seen nothing is made up", () => {
    expect(follows?.(9000)).toBe(follows?.(120));
    expect(follows?.(0)).toBe(follows?.(10));
  });

  test.each<[string, Float64Array, Float64Array]>([
    ["does not follow its load", loads.map((_, index) => 0.1 + wobble(index)), loads],
    ["has too few values", Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), loads],
    ["has no counted load", loads, loads.map(() => Number.NaN)],
  ])("nothing is told of a series that %s", (_, values, asked) => {
    expect(usualAtLoad(values, asked)).toBeUndefined();
  });
});

/** Busy and quiet by turns, slow when busy; the alarm fires while it is quiet. */
function byTurns(): Findings {
  const findings = findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.16], requests: [100, 100] } },
      { id: "app", signals: { latency: [0.06, 0.12], requests: [100, 100] } },
    ],
    ["front>app"],
    { component: "front", signal: "latency" },
  );
  const busy = (at: number) => at < FIRED - 3600 && Math.floor(at / 1200) % 2 === 0;
  const times = (factor: number, { start, step, values }: Series): Series => {
    return { start, step, values: values.map((value, index) => value * (busy(start + index * step) ? factor : 1)) };
  };
  const measured = findings.measured.map((each) => {
    const factor = each.signal === "requests" ? 5 : 3;
    return { ...each, series: times(factor, each.series), baseline: times(factor, each.baseline) };
  });
  return { ...findings, measured };
}

test("a latency that is usual by day is news in a quiet hour, and says at which load", () => {
  const { verdict, hypotheses } = diagnose(byTurns());
  expect(verdict).toBe("LIKELY");
  expect(hypotheses[0]).toMatchObject({
    cause: { component: { id: "app" }, mechanism: "latency" },
    statement: expect.stringMatching(/app latency 60 → 1\d\d ms \(usual \d+–\d+ at such a load\)/),
  });
});
