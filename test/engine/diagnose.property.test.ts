import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Findings, Measured } from "../../src/findings/findings.ts";
import type { Diagnosis } from "../../src/investigation/diagnosis.ts";
import { shuffled } from "./disguise.ts";
import { FIRED, findingsOf, type Part, slowTable, wobbling } from "./hand-made.ts";

const changes = [
  { id: "c1", at: FIRED - 500, action: "UpdateTable", actor: "role/ines", resources: ["table"], detail: {} },
];

function gist({ hypotheses, verdict }: Diagnosis): unknown {
  return [verdict, hypotheses.map(({ cause, standing, score }) => [cause, standing, Number(score.toFixed(3))])];
}

function renamed(findings: Findings, name: (id: string) => string): Findings {
  const { graph, measured, symptom } = findings;
  return {
    ...findings,
    symptom: { ...symptom, component: name(symptom.component) },
    measured: measured.map((each) => ({ ...each, component: name(each.component) })),
    graph: {
      components: graph.components.map((each) => ({ ...each, id: name(each.id), name: name(each.id) })),
      edges: graph.edges.map((edge) => ({ ...edge, from: name(edge.from), to: name(edge.to) })),
    },
  };
}

test("names mean nothing", () => {
  const plain = diagnose(slowTable());
  const name = fc.uniqueArray(fc.string({ minLength: 3, maxLength: 12 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(name, (names) => {
      const ids = slowTable().graph.components.map(({ id }) => id);
      const to = (id: string) => names[ids.indexOf(id)] ?? id;
      const found = diagnose(renamed(slowTable(), to));
      expect(found.hypotheses.map(({ cause, score }) => [cause.component.id, cause.mechanism, score])).toEqual(
        plain.hypotheses.map(({ cause, score }) => [to(cause.component.id), cause.mechanism, score]),
      );
    }),
  );
});

test("the order of what was found means nothing", () => {
  const twice = [...changes, ...changes.map((change) => ({ ...change, id: "c2", actor: "role/jonas" }))];
  const line = { severity: "error", count: 90, before: 0, firstAt: FIRED - 400, component: "table" } as const;
  const patterns = ["it broke", "it burst"].map((pattern) => ({ ...line, group: "/table", pattern, sample: pattern }));
  const findings = slowTable({ changes: twice, patterns });
  // A second metric of the same signal, as percentiles are beside means.
  const measured = findings.measured.flatMap((each) => [each, { ...each, query: `p99 of ${each.query}` }]);
  const whole = { ...findings, measured };
  const plain = diagnose(whole);
  fc.assert(
    fc.property(shuffled(whole), (other) => {
      expect(diagnose(other)).toEqual(plain);
    }),
  );
});

test("calls that make half of a loss are weighed alike, in whichever order they are told", () => {
  const callers = Array.from({ length: 7 }, (_, index) => `caller-${index}`);
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
    { id: "shared", signals: { latency: [0.01, 0.21], requests: [300, 300] } },
    ...callers.map((id): Part => ({ id, signals: { requests: [100 / 3, 100 / 3] } })),
  ];
  const calls = ["front>shared", ...callers.flatMap((id) => [`front>${id}`, `${id}>shared`])];
  const findings = findingsOf(parts, calls, { component: "front", signal: "latency" });
  const plain = diagnose(findings);
  fc.assert(
    fc.property(shuffled(findings), (other) => {
      expect(diagnose(other)).toEqual(plain);
    }),
  );
});

function scaled(measured: Measured, factor: number): Measured {
  const times = (values: Float64Array) => values.map((value) => value * factor);
  return {
    ...measured,
    series: { ...measured.series, values: times(measured.series.values) },
    baseline: { ...measured.baseline, values: times(measured.baseline.values) },
  };
}

test("the unit of time and the size of the load mean nothing", () => {
  const findings = slowTable({ symptom: { component: "front", signal: "latency", at: FIRED } });
  const factor = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(factor, factor, (time, load) => {
      const measured = findings.measured.map((each) =>
        each.signal === "latency" ? scaled(each, time) : each.signal === "requests" ? scaled(each, load) : each,
      );
      expect(gist(diagnose({ ...findings, measured }))).toEqual(gist(diagnose(findings)));
    }),
  );
});

test("components that nobody calls change nothing", () => {
  const findings = slowTable();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0.5, max: 20, noNaN: true }), (many, jump) => {
      const ids = Array.from({ length: many }, (_, index) => `stranger ${index}`);
      const strangers = ids.map((id, index): Measured => {
        const like = findings.measured[0];
        const values = wobbling(jump, 40, index);
        return {
          component: id,
          signal: "latency",
          query: id,
          statistic: "Average",
          series: { start: like?.series.start ?? 0, step: 60, values },
          baseline: { start: like?.baseline.start ?? 0, step: 60, values: wobbling(1, 120, index + 50) },
        };
      });
      const components = ids.map((id) => ({ id, name: id, kind: "", aliases: [], metrics: [], logGroups: [] }));
      const graph = { ...findings.graph, components: [...findings.graph.components, ...components] };
      const found = diagnose({ ...findings, graph, measured: [...findings.measured, ...strangers] });
      expect(found.hypotheses).toEqual(diagnose(findings).hypotheses);
    }),
  );
});

test("whatever is missing, each hypothesis rests on evidence that exists, and none is invented", () => {
  const findings = slowTable({ changes });
  const holes = fc.array(fc.tuple(fc.nat(9), fc.nat(39)), { maxLength: 200 });
  fc.assert(
    fc.property(holes, fc.shuffledSubarray([...findings.measured]), (missing, kept) => {
      const measured = kept.map((each, index) => {
        const values = each.series.values.slice();
        for (const [series, at] of missing) if (series === index) values[at] = Number.NaN;
        return { ...each, series: { ...each.series, values } };
      });
      const { hypotheses, evidence } = diagnose({ ...findings, measured });
      const keys = new Set(evidence.map(({ key }) => key));
      expect(keys.size).toBe(evidence.length);
      for (const { supports, contradicts, refutedBy, standing, statement } of hypotheses) {
        expect(supports.length).toBeGreaterThan(0);
        expect([...supports, ...contradicts].filter((key) => !keys.has(key))).toEqual([]);
        expect(refutedBy).not.toBe("");
        if (standing !== "CONFIRMED") expect(statement).not.toMatch(/caused|because/);
      }
      for (const { figures, sentence } of evidence) {
        expect(Object.values(figures).every(Number.isFinite)).toBe(true);
        expect(sentence).not.toMatch(/NaN|undefined|no value/);
      }
    }),
  );
});

test("the same findings give the same diagnosis", () => {
  expect(diagnose(slowTable({ changes }))).toEqual(diagnose(slowTable({ changes })));
});
