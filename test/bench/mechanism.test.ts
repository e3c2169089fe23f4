import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataSet, petshop, recorded, simulated } from "../../bench/generalise-data.ts";
import { withoutMechanism } from "../../bench/mechanism.ts";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Findings } from "../../src/findings/findings.ts";
import type { EvidenceDraft, HypothesisDraft } from "../../src/investigation/diagnosis.ts";
import { PLAIN } from "../../src/packs/pack.ts";
import { packs } from "../../src/packs/packs.ts";
import type { Signal } from "../../src/packs/signal.ts";

const evidence = (kind: EvidenceDraft["kind"], rest: Partial<EvidenceDraft> = {}): EvidenceDraft => ({
  key: "e",
  kind,
  component: { id: "cart", name: "cart", kind: "service" },
  sentence: 'log "NullPointerException in total" none → 90',
  figures: {},
  query: "q",
  window: { start: 0, end: 1 },
  horizon: 1,
  ...rest,
});
const limit = packs.flatMap(({ rules }) => rules).find(({ weight }) => weight >= PLAIN);
const symptomOnly = packs.flatMap(({ rules }) => rules).find(({ weight }) => weight < PLAIN);
const other = { id: "front", name: "front", kind: "service" };

test.each<[name: string, found: EvidenceDraft, isMechanism: boolean]>([
  ["a change shortly before", evidence("change", { figures: { minutesBefore: 4 } }), true],
  ["a change long before", evidence("change", { figures: { minutesBefore: 40 } }), false],
  ["a change of another", evidence("change", { figures: { minutesBefore: 4 }, component: other }), false],
  ["a limit that was reached", evidence("rule", { key: `rule cart ${limit?.id}` }), true],
  ["a rule that is no limit", evidence("rule", { key: `rule cart ${symptomOnly?.id}` }), false],
  ["throttling", evidence("metric", { key: "metric cart throttles q" }), true],
  ["a metric that moved", evidence("metric", { key: "metric cart latency q" }), false],
  ["an error of its own", evidence("log"), true],
  ["an error of another", evidence("log", { component: other }), false],
  ["a complaint", evidence("log", { sentence: 'log "call to stock failed with status 500" none → 9' }), false],
  ["a line that stopped", evidence("log", { key: "silence cart x" }), false],
  ["requests that end there for a reason", evidence("trace"), true],
  ["requests that end there for none", evidence("trace", { sentence: "9 of 9 ended at cart" }), false],
  ["a share of the loss", evidence("topology"), false],
])("whether %s is a mechanism", (_name, found, isMechanism) => {
  const hypothesis: HypothesisDraft = {
    cause: { component: { id: "cart", name: "cart", kind: "service" }, mechanism: "failures" },
    standing: "CONFIRMED",
    statement: "cart fails",
    supports: [found.key],
    contradicts: [],
    unchecked: [],
    refutedBy: "x",
    score: 1,
  };
  expect(withoutMechanism({ hypotheses: [hypothesis], evidence: [found] })).toHaveLength(isMechanism ? 0 : 1);
  expect(withoutMechanism({ hypotheses: [{ ...hypothesis, standing: "LIKELY" }], evidence: [found] })).toEqual([]);
  const against = { ...hypothesis, contradicts: [found.key] };
  expect(withoutMechanism({ hypotheses: [against], evidence: [found] })).toContain(
    '"cart fails": it is CONFIRMED against evidence',
  );
});

/** Signals of a limit, or of what fills up before one. */
const limits: ReadonlySet<Signal> = new Set([
  "throttles",
  "memory",
  "cpu",
  "backlog",
  "age",
  "connections",
  "consumed",
]);

/** The same without all that could say why. */
function placesOnly({ failed: _, ...findings }: Findings): Findings {
  return {
    ...findings,
    changes: [],
    patterns: [],
    details: [],
    measured: findings.measured.filter(
      ({ signal, component }) => !limits.has(signal) || component === findings.symptom.component,
    ),
  };
}

function expectMechanisms({ cases }: DataSet): void {
  for (const { findings } of cases) {
    expect(withoutMechanism(diagnose(findings))).toEqual([]);
    const bare = placesOnly(findings);
    const confirmed = diagnose(bare).hypotheses.filter(({ standing }) => standing === "CONFIRMED");
    expect(confirmed.map(({ statement }) => statement)).toEqual([]);
  }
}

/** As many of each recording; the benches look at all of them in the same way. */
const FAULTS = 3;

describe("whatever is CONFIRMED rests on a mechanism, and nothing is where only places are known", () => {
  const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
  const recordings = [
    ["petshop/low_traffic", petshop],
    ["nezha/shop", recorded],
    ["nezha/train", recorded],
  ] as const;
  for (const [path, read] of recordings) {
    const absent = !existsSync(`${shared}${path}`);
    const skipped = absent ? ` (skipped: ../shared/${path} is not there)` : "";
    test.skipIf(absent)(`in the recordings of ${path}${skipped}`, async () => {
      expectMechanisms(await read(`${shared}${path}`, FAULTS));
    });
  }

  test.each([["plain"], ["harder"]] as const)("on days of the %s shop", async (world) => {
    const seeds = fc.integer({ min: 1_000_000, max: 9_000_000 });
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        expectMechanisms(await simulated(seed, { faults: 2, normal: 1 }, world === "harder" ? world : undefined));
      }),
      { numRuns: 2 },
    );
  });
});
