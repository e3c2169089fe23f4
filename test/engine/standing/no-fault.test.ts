import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings, Measured } from "../../../src/findings/findings.ts";
import type { Component } from "../../../src/graph/service-graph.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const ONSET = FIRED - 7 * 60;
const usual = { latency: [0.06, 0.06], requests: [100, 100] } as const;

/** A query that nobody asks: it says that its signal is measured. */
const query = { namespace: "Shop", metric: "m", dimensions: {}, statistic: "Average", period: 60 } as const;

function graphed(findings: Findings, change: (component: Component) => Component): Findings {
  const { components, edges } = findings.graph;
  return { ...findings, graph: { edges, components: components.map(change) } };
}

const told = (findings: Findings): Findings =>
  graphed(findings, (each) => {
    const signals = findings.measured.filter(({ component }) => component === each.id).map(({ signal }) => signal);
    return { ...each, metrics: signals.map((signal) => ({ signal, query })) };
  });

/** All is normal: a front that waits for an application, which sends to a worker that nobody waits for. */
const calm = told(
  findingsOf(
    [
      { id: "entry", signals: usual },
      { id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 0] } },
      { id: "app", signals: usual },
      { id: "worker", signals: usual },
    ],
    ["entry>front", "front>app", "app~worker"],
    { component: "front", signal: "latency", threshold: 0.3 },
  ),
);

test("where all was seen there is no fault, and nothing that was not looked at", () => {
  expect(diagnose(calm)).toMatchObject({ verdict: "NO FAULT FOUND", gaps: [] });
});

/** Values of a component with a hole between two moments. */
function without(findings: Findings, id: string, from: number, until: number): Findings {
  const cut = <T extends Measured["series"]>(series: T): T => ({
    ...series,
    values: series.values.map((value, index) => {
      const at = series.start + index * series.step;
      return at >= from && at < until ? Number.NaN : value;
    }),
  });
  const measured = findings.measured.map((each) =>
    each.component === id ? { ...each, series: cut(each.series), baseline: cut(each.baseline) } : each,
  );
  return { ...findings, measured };
}

const unread = (findings: Findings, id: string): Findings => ({
  ...findings,
  measured: findings.measured.filter(({ component }) => component !== id),
});

const unmeasured = (findings: Findings, ...ids: readonly string[]): Findings =>
  graphed(ids.reduce(unread, findings), (each) => (ids.includes(each.id) ? { ...each, metrics: [] } : each));

const chain = ["front", ...Array.from({ length: 80 }, (_, index) => `deep-${index}`)];
const long = told(
  findingsOf(
    chain.map((id) => ({ id, signals: usual })),
    chain.slice(1).map((id, index) => `${chain[index]}>${id}`),
    { component: "front", signal: "latency", threshold: 0.3 },
  ),
);

test.each<readonly [string, Findings, RegExp]>([
  ["nothing measures one that it waits for", unmeasured(calm, "app"), /not seen: app, nothing measures it/],
  ["what measures one that it waits for answers with nothing", unread(calm, "app"), /not seen: app latency/],
  [
    "one that nobody waits for was to be looked at and does not answer",
    unread(calm, "worker"),
    /not seen: worker latency/,
  ],
  [
    "another account's component is all that is left out of the graph's own",
    { ...calm, graph: { ...calm.graph, edges: [...calm.graph.edges, { from: "app", to: "rates in partner" }] } },
    /not seen: rates in partner/,
  ],
  [
    "one that it waits for was not seen at the time, though it is now",
    without(calm, "app", ONSET - 300, FIRED - 120),
    /not seen: app latency of the whole time/,
  ],
  [
    "one that it waits for was not seen since before the onset",
    without(calm, "app", ONSET - 300, FIRED + 600),
    /not seen: app latency/,
  ],
  [
    "one that it waits for is measured only since",
    without(calm, "app", 0, FIRED),
    /app latency has too little history/,
  ],
  [
    "the alarm fired because values were missing",
    without(calm, "front", ONSET - 120, FIRED),
    /not seen: latency as the alarm fired/,
  ],
  [
    "the graph does not know the alarm's component",
    { ...calm, symptom: { ...calm.symptom, unseen: ["whom front waits for"] } },
    /not seen: whom front waits for/,
  ],
  ["it waits for more than are looked at", unread(long, "deep-79"), /not seen: deep-79 latency/],
  [
    "changes are known up to before the onset only",
    { ...calm, horizons: { ...calm.horizons, changes: FIRED - 300 } },
    /not seen: changes/,
  ],
  [
    "logs are known up to before the onset only",
    { ...calm, horizons: { ...calm.horizons, logs: FIRED - 300 } },
    /not seen: logs/,
  ],
  [
    "no log group is known of anybody",
    { ...calm, horizons: { metrics: FIRED, changes: FIRED, topology: FIRED } },
    /not seen: logs/,
  ],
])("%s: there may be a fault", (_, findings, reason) => {
  const { verdict, reason: said } = diagnose(findings);
  expect([verdict, said]).toEqual(["INCONCLUSIVE", expect.stringMatching(reason)]);
});

test("those whom the symptom does not wait for need not be measured, and are told as not looked at", () => {
  expect(diagnose(unmeasured(calm, "worker", "entry"))).toMatchObject({
    verdict: "NO FAULT FOUND",
    gaps: [
      { what: "worker", reason: "nothing measures it" },
      { what: "entry", reason: "nothing measures it" },
    ],
  });
});

test("logs of which no group is known are told as not looked at where the like of it writes some", () => {
  const heard = graphed(calm, (each) => (each.id === "front" ? { ...each, logGroups: ["/ecs/front"] } : each));
  expect(diagnose(heard)).toMatchObject({
    verdict: "NO FAULT FOUND",
    gaps: [
      { what: "logs of app", reason: "no log group of it is known" },
      { what: "logs of worker" },
      { what: "logs of entry" },
    ],
  });
});

test("a value or two that are missing are no hole", () => {
  expect(diagnose(without(calm, "app", FIRED - 300, FIRED - 180)).verdict).toBe("NO FAULT FOUND");
});

test("where hardly anybody asks any more not all is normal", () => {
  const measured = calm.measured.map((each) => {
    if (each.component !== "entry" || each.signal !== "requests") return each;
    const values = each.series.values.map((value, index, { length }) => (index < length - 10 ? value : 3));
    return { ...each, series: { ...each.series, values } };
  });
  const found = diagnose({ ...calm, measured });
  expect(found).toMatchObject({
    verdict: "INCONCLUSIVE",
    reason: expect.stringMatching(/; entry requests is not usual$/),
  });
  expect(found.normal).toBe(found.checked - 1);
});
