import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { simulateFault } from "../../adapters/recording/shop/shop.ts";
import { unfounded } from "../../bench/claims.ts";
import { readWindows } from "../../bench/petshop-windows.ts";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { EvidenceDraft, HypothesisDraft } from "../../src/investigation/diagnosis.ts";
import { findingsAt } from "../engine/simulated-findings.ts";

const recorded = fileURLToPath(new URL("../../../shared/petshop/low_traffic/", import.meta.url));

describe("every claim can be followed to its evidence", () => {
  test.skipIf(!existsSync(recorded))("on recorded faults and days without one", async () => {
    const windows = await readWindows(recorded);
    expect(windows.flatMap(({ findings }) => unfounded(diagnose(findings)))).toEqual([]);
  });

  test("on simulated faults and normal days", async () => {
    for (const seed of Array.from({ length: 14 }, (_, index) => 61_000 + index)) {
      const now = new Date(Date.parse("2026-10-05T14:05:00Z") + seed * 7_368_787);
      const startedAt = new Date(now.getTime() - 300_000);
      const simulation = simulateFault({ seed, startedAt, now: () => now, ...(seed % 4 === 0 && { fault: "none" }) });
      expect(unfounded(diagnose(await findingsAt(simulation, now)))).toEqual([]);
    }
  });
});

const evidence: EvidenceDraft = {
  key: "metric orders errors",
  kind: "metric",
  sentence: "orders errors none → 35 per min",
  figures: {},
  query: "AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum 60 s",
  window: { start: 100, end: 200 },
  horizon: 200,
};
const hypothesis: HypothesisDraft = {
  cause: { component: { id: "orders", name: "orders", kind: "service" }, mechanism: "failures" },
  standing: "LIKELY",
  statement: "orders errors none → 35 per min, 4 min before checkout errors moved",
  supports: [evidence.key],
  contradicts: [],
  unchecked: [],
  refutedBy: "the alarm goes on with orders errors back to usual",
  score: 1,
};

test.each([
  ["one that rests on its evidence", {}, {}, []],
  ["nothing behind it", { supports: [] }, {}, [/nothing supports it/, /no evidence says 35/]],
  ["evidence that is not there", { contradicts: ["e99"] }, {}, [/cites e99/]],
  ["a figure that nothing says", { statement: "orders errors none → 36 per min" }, {}, [/no evidence says 36/]],
  ["no way to refute it", { refutedBy: "" }, {}, [/nothing would refute it/]],
  ["evidence without a query", {}, { query: "" }, [/no query, window or horizon/]],
  ["evidence without a horizon", {}, { horizon: Number.NaN }, [/no query, window or horizon/]],
] as const)("finds %s", (_name, claimed, shown, flaws) => {
  const found = unfounded({ hypotheses: [{ ...hypothesis, ...claimed }], evidence: [{ ...evidence, ...shown }] });
  expect(found).toHaveLength(flaws.length);
  for (const [index, flaw] of flaws.entries()) expect(found[index]).toMatch(flaw);
});
