import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { incidents, simulate, simulateFault } from "../../adapters/recording/shop/shop.ts";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Findings } from "../../src/findings/findings.ts";
import { reachable } from "../../src/graph/reach.ts";
import type { Diagnosis } from "../../src/investigation/diagnosis.ts";
import { renamed, scaled, shuffled, withStrangers } from "./disguise.ts";
import { findingsAt } from "./simulated-findings.ts";

const startedAt = new Date("2026-11-11T19:00:00Z");
const now = new Date(startedAt.getTime() + 4 * 60_000);
const setting = { startedAt, now: () => now };
const SEED = 8100;
const WOBBLE = "search-wobble";

const found = new Map<string, Findings>();
const calm: Findings[] = [];

beforeAll(async () => {
  for (const { id } of incidents)
    found.set(id, await findingsAt(simulate({ ...setting, incident: id, seed: SEED }), now));
  for (const seed of [SEED, SEED + 1, SEED + 2, SEED + 3]) {
    const later = new Date(startedAt.getTime() + 15 * 60_000);
    const day = simulateFault({ seed, startedAt, now: () => later, fault: "none" });
    calm.push(await findingsAt(day, later));
  }
});

function findingsOf(incident: string): Findings {
  const findings = found.get(incident);
  if (!findings) throw new Error(`${incident} was not collected`);
  return findings;
}

/** The verdict, and the top cause under the name that it had before. */
function gist({ verdict, hypotheses }: Diagnosis, names: ReadonlyMap<string, string> = new Map()): unknown {
  const cause = hypotheses[0]?.cause;
  const before = [...names].find(([, after]) => after === cause?.component.id)?.[0];
  return { verdict, component: before ?? cause?.component.id, mechanism: cause?.mechanism };
}

const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

test.each(incidents.map(({ id }) => id))(
  "%s is the same under other names, in other units, in another order and among strangers",
  (incident) => {
    const findings = findingsOf(incident);
    const plain = diagnose(findings);
    const { components } = findings.graph;
    const name = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}-[0-9]{2,5}$/), {
      minLength: components.length,
      maxLength: components.length,
    });
    // On a normal day strangers are as usual, too: else not all that was checked is normal.
    const jump = plain.verdict === "NO FAULT FOUND" ? fc.constant(1) : fc.double({ min: 0.5, max: 40, noNaN: true });
    fc.assert(
      fc.property(name, shuffled(findings), factor, factor, fc.nat(6), jump, (called, other, time, load, many, far) => {
        const names = new Map(components.map(({ id }, index) => [id, called[index] ?? id]));
        const disguised = renamed(scaled(withStrangers(other, many, far), time, load), names);
        expect(gist(diagnose(disguised), names)).toEqual(gist(plain));
      }),
      { numRuns: 6 },
    );
  },
);

test.each(incidents.map(({ id }) => id))(
  "%s is told in the very same words in whichever order it was found",
  (incident) => {
    const findings = findingsOf(incident);
    const plain = diagnose(findings);
    fc.assert(
      fc.property(shuffled(findings), (other) => {
        expect(diagnose(other)).toEqual(plain);
      }),
      { numRuns: 4 },
    );
  },
);

/** What may be lost: whole kinds of sources (with a gap, as the collector tells it), and the metrics of components. */
const loss = fc.record({
  changes: fc.boolean(),
  logs: fc.boolean(),
  metrics: fc.array(fc.nat(60), { maxLength: 12 }),
  empty: fc.boolean(),
});
type Loss = typeof loss extends fc.Arbitrary<infer T> ? T : never;

function without(findings: Findings, { changes, logs, metrics, empty }: Loss): Findings {
  const ids = findings.graph.components.map(({ id }) => id).filter((id) => id !== findings.symptom.component);
  const lost = new Set(metrics.map((index) => ids[index % ids.length]));
  const none = (values: Float64Array) => values.map(() => Number.NaN);
  return {
    ...findings,
    changes: changes ? [] : findings.changes,
    patterns: logs ? [] : findings.patterns,
    gaps: [
      ...(changes ? [{ what: "changes", reason: "denied" }] : []),
      ...(logs ? [{ what: "logs of /ecs/shop/search", reason: "denied" }] : []),
    ],
    details: findings.details.filter(({ component }) => !lost.has(component)),
    measured: findings.measured.flatMap((each) => {
      if (!lost.has(each.component)) return [each];
      if (!empty) return [];
      const { series, baseline } = each;
      return [
        {
          ...each,
          series: { ...series, values: none(series.values) },
          baseline: { ...baseline, values: none(baseline.values) },
        },
      ];
    }),
  };
}

test.each(incidents.map(({ id }) => id))(
  "%s is CONFIRMED only by two kinds of evidence, and never declared no fault for want of a source",
  (incident) => {
    const findings = findingsOf(incident);
    fc.assert(
      fc.property(loss, (lost) => {
        const { hypotheses, evidence, verdict } = diagnose(without(findings, lost));
        if (incident !== WOBBLE) expect(verdict).not.toBe("NO FAULT FOUND");
        for (const { standing, supports, contradicts } of hypotheses.filter((each) => each.standing === "CONFIRMED")) {
          const kinds = supports.map((key) => evidence.find((each) => each.key === key)?.kind);
          expect(new Set(kinds.filter((kind) => kind !== "topology")).size, standing).toBeGreaterThanOrEqual(2);
          expect(kinds.filter((kind) => kind === "metric" || kind === "rule")).not.toEqual([]);
          expect(contradicts).toEqual([]);
        }
      }),
      { numRuns: 8 },
    );
  },
);

test("on a normal day nothing is confirmed, and a source that is missing forbids to say that there is no fault", () => {
  expect(calm.map((findings) => diagnose(findings).verdict)).toContain("NO FAULT FOUND");
  for (const findings of calm) {
    const { graph, symptom } = findings;
    const asked = reachable(graph, [symptom.component]).flatMap(({ id }) => (id === symptom.component ? [] : [id]));
    fc.assert(
      fc.property(loss, fc.constantFrom(...asked), (lost, one) => {
        const ids = graph.components.map(({ id }) => id).filter((id) => id !== symptom.component);
        const { verdict, hypotheses } = diagnose(
          without(findings, { ...lost, metrics: [...lost.metrics, ids.indexOf(one)] }),
        );
        expect(verdict).not.toBe("NO FAULT FOUND");
        expect(hypotheses.map(({ standing }) => standing)).not.toContain("CONFIRMED");
      }),
      { numRuns: 8 },
    );
  }
});
