import { describe, expect, test } from "vitest";
import { incidents, simulate, simulateFault } from "../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../adapters/recording/shop/simulation.ts";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Diagnosis } from "../../src/investigation/diagnosis.ts";
import { findingsAt } from "./simulated-findings.ts";

const startedAt = new Date("2026-10-05T14:00:00Z");
async function investigate(simulation: Simulation, now: Date): Promise<Diagnosis> {
  return diagnose(await findingsAt(simulation, now));
}

const later = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);

describe.each(incidents.filter(({ answer }) => answer.mechanism !== "none"))("$id", ({ id, answer }) => {
  test.each([2, 15])("is traced to its component %i min after it was entered", async (minutes) => {
    const now = later(minutes);
    const { hypotheses, verdict } = await investigate(
      simulate({ incident: id, seed: 7, startedAt, now: () => now }),
      now,
    );
    expect(hypotheses[0]?.cause.component.id).toBe(answer.component);
    expect(["CONFIRMED", "LIKELY"]).toContain(verdict);
    expect(hypotheses.slice(1).filter(({ standing }) => standing === "CONFIRMED")).toEqual([]);
    if (answer.change) expect(hypotheses[0]?.cause.mechanism).toBe(`change:${answer.change}`);
  });
});

test("when nothing is wrong, nothing is likely, and the metric's return ends it", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const now = later(15);
    const found = await investigate(simulateFault({ fault: "none", seed, startedAt, now: () => now }), now);
    expect(found.hypotheses.filter(({ standing }) => standing !== "POSSIBLE")).toEqual([]);
    expect(["NO FAULT FOUND", "INCONCLUSIVE"]).toContain(found.verdict);
  }
  const now = later(15);
  const wobble = await investigate(simulate({ incident: "search-wobble", seed: 1, startedAt, now: () => now }), now);
  expect(wobble).toMatchObject({ verdict: "NO FAULT FOUND", hypotheses: [] });
});

test("random faults at random parts are mostly traced to their component", async () => {
  let right = 0;
  const seeds = Array.from({ length: 10 }, (_, index) => index + 500);
  for (const seed of seeds) {
    const now = later(5);
    const simulation = simulateFault({ seed, startedAt, now: () => now });
    const { hypotheses } = await investigate(simulation, now);
    if (hypotheses[0]?.cause.component.id === simulation.incident.answer.component) right += 1;
  }
  expect(right).toBeGreaterThanOrEqual(9);
});
