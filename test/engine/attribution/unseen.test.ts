import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf, newLine, slowTable } from "../hand-made.ts";

const deploy: Change = {
  id: "c1",
  at: FIRED - 9 * 60,
  action: "UpdateService",
  actor: "role/deploy",
  resources: ["arn:aws:ecs:eu-west-1:1:service/shop/app"],
  detail: {},
};

function without(findings: Findings, ...lost: readonly string[]): Findings {
  return { ...findings, measured: findings.measured.filter(({ component }) => !lost.includes(component)) };
}

function top(findings: Findings) {
  const { hypotheses, verdict } = diagnose(findings);
  const [best] = hypotheses;
  return { verdict, component: best?.cause.component.id, statement: best?.statement, unchecked: best?.unchecked };
}

test("what a component seems to lose itself may be lost by one that it calls and that was not seen", () => {
  expect(top(without(slowTable(), "table"))).toMatchObject({
    verdict: "INCONCLUSIVE",
    component: "app",
    unchecked: [{ what: "metrics of table" }],
  });
});

test("new lines that name the one not seen lead to it, and do not confirm it", () => {
  const patterns = [newLine("app", "call to table took <*> ms"), newLine("front", "call to app took <*> ms")];
  expect(top(without(slowTable({ patterns }), "table"))).toMatchObject({
    verdict: "LIKELY",
    component: "table",
    statement: expect.stringContaining("logs name table, which was not measured"),
  });
});

test("lines that accuse another are no evidence against the one that writes them", () => {
  const findings = slowTable({ patterns: [newLine("app", "call to mail took <*> ms")] });
  const slower = {
    ...findings,
    graph: { ...findings.graph, edges: [...findings.graph.edges, { from: "app", to: "mail" }] },
  };
  const { hypotheses } = diagnose(without(slower, "table"));
  expect(hypotheses.find(({ cause }) => cause.component.id === "app")?.supports.join()).not.toContain("log ");
});

test("the blame goes through one that is not measured to those behind it", () => {
  expect(top(without(slowTable(), "app"))).toMatchObject({ verdict: "LIKELY", component: "table" });
});

test("metrics without any value are not seen, and their errors are not zero", () => {
  const findings = slowTable();
  const empty = (values: Float64Array) => values.map(() => Number.NaN);
  const measured = findings.measured.map((each) =>
    each.component === "table"
      ? {
          ...each,
          series: { ...each.series, values: empty(each.series.values) },
          baseline: { ...each.baseline, values: empty(each.baseline.values) },
        }
      : each,
  );
  expect(top({ ...findings, measured })).toEqual(top(without(findings, "table")));
});

test("calls that are given up fail the caller, and are the fault of the one called", () => {
  const findings = findingsOf(
    [
      { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100], errors: [0, 30] } },
      { id: "base", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
    ],
    ["app>base"],
    { component: "app", signal: "errors", threshold: 5 },
  );
  expect(top(findings)).toMatchObject({ component: "base", verdict: "LIKELY" });
});

const slowApp = (rest: Partial<Findings> = {}) =>
  findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
      { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100] } },
    ],
    ["front>app"],
    { component: "front", signal: "latency", threshold: 0.3 },
    rest,
  );

test("nothing is confirmed while changes before it may still arrive", () => {
  const patterns = [newLine("app", "pool is exhausted")];
  const horizons = { metrics: FIRED, changes: FIRED - 900, logs: FIRED, topology: FIRED };
  expect(top(slowApp({ patterns }))).toMatchObject({ verdict: "CONFIRMED", unchecked: [] });
  expect(top(slowApp({ patterns, horizons }))).toMatchObject({
    verdict: "LIKELY",
    unchecked: [{ what: "changes just before", remedy: "look again" }],
  });
});

test.each([
  ["lines that began after the symptom", { patterns: [newLine("app", "pool is exhausted", { firstAt: FIRED })] }],
  ["a change of half an hour before", { changes: [{ ...deploy, at: FIRED - 2400 }] }],
])("%s do not confirm", (_, rest) => {
  expect(top(slowApp(rest))).toMatchObject({ verdict: "LIKELY", component: "app" });
});

const calm = findingsOf(
  [
    { id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100] } },
    { id: "app", signals: { latency: [0.06, 0.06], requests: [100, 100] } },
  ],
  ["front>app"],
  { component: "front", signal: "latency", threshold: 0.3 },
);

test("what the graph says can be measured and was not forbids to say that there is no fault", () => {
  const query = { namespace: "N", metric: "CPU", dimensions: {}, statistic: "Average", period: 60 };
  const components = calm.graph.components.map((each) => ({ ...each, metrics: [{ signal: "cpu", query } as const] }));
  expect(diagnose(calm).verdict).toBe("NO FAULT FOUND");
  expect(diagnose({ ...calm, graph: { ...calm.graph, components } })).toMatchObject({
    verdict: "INCONCLUSIVE",
    reason: expect.stringContaining("not seen: front CPU"),
  });
});

test("a metric that ended before the alarm is not back", () => {
  const measured = calm.measured.map((each) => ({
    ...each,
    series: { ...each.series, values: each.series.values.subarray(0, -4) },
  }));
  expect(diagnose({ ...calm, measured }).verdict).toBe("INCONCLUSIVE");
});

test("whom nobody called around the symptom is no reason to doubt", () => {
  const called = (requests: readonly [number, number]) => {
    const { graph, ...findings } = slowTable();
    const idle = findingsOf([{ id: "spare", signals: { requests } }], [], findings.symptom);
    return {
      ...findings,
      measured: [...findings.measured, ...idle.measured],
      graph: {
        components: [...graph.components, ...idle.graph.components],
        edges: [...graph.edges, { from: "table", to: "spare" }],
      },
    };
  };
  expect(top(called([0, 0]))).toMatchObject({ verdict: "LIKELY", component: "table", unchecked: [] });
  expect(top(called([50, 50]))).toMatchObject({ verdict: "INCONCLUSIVE", unchecked: [{ what: "metrics of spare" }] });
});

test("who told nothing while others failed is not known to have been well, though it is back", () => {
  const parts = [
    { id: "front", signals: { requests: [100, 100], errors: [0, 40] } },
    { id: "app", signals: { requests: [100, 100], errors: [0, 40] } },
    { id: "table", signals: { latency: [0.01, 0.01], requests: [100, 100], errors: [0, 0] } },
  ] as const;
  const found = findingsOf(parts, ["front>app", "app>table"], { component: "front", signal: "errors" });
  const measured = found.measured.map((each) => {
    if (each.component !== "table") return each;
    const away = (index: number) => index >= each.series.values.length - 10 && index < each.series.values.length - 6;
    const values = each.series.values.map((value, index) => (away(index) ? Number.NaN : value));
    return { ...each, series: { ...each.series, values } };
  });
  const failing = [{ what: "how many calls from app to table fail" }];
  expect(top(found)).toMatchObject({ verdict: "LIKELY", component: "app", unchecked: failing });
  expect(top({ ...found, measured })).toMatchObject({
    verdict: "INCONCLUSIVE",
    component: "app",
    unchecked: [{ what: "metrics of table" }, ...failing],
  });
});

/** An application and its database, of which only what it takes of its machine is measured, and which is gone in the last five minutes. */
const lostDatabase = (ended: number, rest: Partial<Findings> = {}): Findings => {
  const findings = findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 80] } },
      { id: "app", signals: { latency: [0.06, 0.06], requests: [100, 100], errors: [0, 80] } },
      { id: "base", signals: { cpu: [20, 20], memory: [40, 40] } },
      { id: "mail", signals: { cpu: [20, 20] } },
    ],
    ["front>app", "app>base", "app>mail"],
    { component: "front", signal: "errors", threshold: 5 },
    rest,
  );
  const measured = findings.measured.map((each) => {
    if (each.component !== "base") return each;
    // Younger than the history is long, as after an instance was replaced.
    const younger = each.baseline.values.map((value, index) => (index < 60 ? Number.NaN : value));
    const values = each.series.values.map((value, index) => (index < ended ? value : Number.NaN));
    return { ...each, baseline: { ...each.baseline, values: younger }, series: { ...each.series, values } };
  });
  return { ...findings, measured };
};

test("one that ceases to measure itself as its callers begin to fail is named before them", () => {
  expect(top(lostDatabase(30))).toMatchObject({
    component: "base",
    statement: expect.stringMatching(/^app .*; base, which it calls, ceased to send metrics at that time$/),
  });
  const patterns = [newLine("app", "connect to base failed: connection refused"), newLine("app", "GET /basket failed")];
  expect(top(lostDatabase(30, { patterns }))).toMatchObject({
    verdict: "LIKELY",
    component: "base",
    statement: expect.stringContaining("ceased to send metrics at that time, and logs name it"),
  });
});

test.each([
  ["goes on", 40],
  ["ended long before", 2],
  ["lacks its newest values", 38],
])("one whose metrics %s is not named for that", (_, ended) => {
  expect(top(lostDatabase(ended)).component).toBe("app");
});
