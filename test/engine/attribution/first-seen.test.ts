import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings, Measured } from "../../../src/findings/findings.ts";
import type { Series } from "../../../src/findings/measured.ts";
import type { Edge } from "../../../src/graph/service-graph.ts";
import { FIRED, findingsOf, type Part } from "../hand-made.ts";

const MINUTE = 60;
const DAY = 86_400;
/** The parts go bad so long before the alarm fires. */
const ONSET = FIRED - 7 * MINUTE;

const slow: readonly Part[] = [
  { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100], errors: [0, 0] } },
  { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100], errors: [0, 0] } },
  { id: "table", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
  { id: "fresh", signals: { latency: [0.4, 0.4], requests: [100, 100], errors: [0, 0] } },
];
const failing: readonly Part[] = [
  { id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 30] } },
  { id: "app", signals: { latency: [0.06, 0.06], requests: [100, 100], errors: [0, 30] } },
  { id: "table", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
  { id: "fresh", signals: { latency: [0.001, 0.001], requests: [100, 100], errors: [0, 30] } },
];
const calls = ["front>app", "app>table", "app>fresh"];

/** Findings whose history is a day and more. */
function aged(findings: Findings, times = 13): Findings {
  const longer = ({ start, step, values }: Series): Series => ({
    start: start - (times - 1) * values.length * step,
    step,
    values: Float64Array.from({ length: times * values.length }, (_, index) => values[index % values.length] ?? 0),
  });
  return { ...findings, measured: findings.measured.map((each) => ({ ...each, baseline: longer(each.baseline) })) };
}

/** Some of what was measured, changed: values by their time. */
function measuredAs(
  findings: Findings,
  which: (measured: Measured) => boolean,
  change: (value: number, at: number) => number,
): Findings {
  const through = (series: Series): Series => ({
    ...series,
    values: series.values.map((value, index) => change(value, series.start + index * series.step)),
  });
  const measured = findings.measured.map((each) =>
    which(each) ? { ...each, series: through(each.series), baseline: through(each.baseline) } : each,
  );
  return { ...findings, measured };
}

const of =
  (...ids: readonly string[]) =>
  ({ component }: Measured) =>
    ids.includes(component);

/** One that is measured since a moment and was not before. */
function since(findings: Findings, at: number, before = Number.NaN, ...ids: readonly string[]): Findings {
  return measuredAs(findings, of(...(ids.length > 0 ? ids : ["fresh"])), (value, time) => (time < at ? before : value));
}

function during(parts: readonly Part[], rest: Partial<Findings> = {}): Findings {
  const latencies = parts === slow;
  const symptom = latencies
    ? { component: "front", signal: "latency" as const, threshold: 0.3 }
    : { component: "front", signal: "errors" as const, threshold: 5 };
  return since(aged(findingsOf(parts, calls, symptom, rest)), ONSET);
}

function top(findings: Findings) {
  const { hypotheses, verdict, evidence } = diagnose(findings);
  const [best] = hypotheses;
  return {
    verdict,
    component: best?.cause.component.id,
    mechanism: best?.cause.mechanism,
    statement: best?.statement,
    settles: best?.settles,
    relief: best?.relief,
    unchecked: best?.unchecked,
    supports: evidence.filter(({ key }) => best?.supports.includes(key)),
  };
}

const deploy: Change = {
  id: "c1",
  at: ONSET - 2 * MINUTE,
  action: "UpdateService",
  actor: "role/deploy",
  resources: ["arn:aws:ecs:eu-west-1:1:service/shop/app"],
  detail: { taskDefinition: "app:143", previous: "app:142", cluster: "shop" },
};

test("a dependency never seen before is a change of its caller, with the figures of its calls", () => {
  const found = top(during(slow));
  expect(found).toMatchObject({
    verdict: "LIKELY",
    component: "app",
    mechanism: "new dependency",
    settles: { command: 'changes "app" last 3h' },
    unchecked: [],
  });
  expect(found.statement).toMatch(/^app calls fresh, never seen before, at the same time as front latency moved; /);
  expect(found.supports.find(({ kind, key }) => kind === "topology" && key.includes("fresh"))).toMatchObject({
    component: { id: "app" },
    sentence: expect.stringMatching(
      /^app calls fresh: none → \d+ per min, never seen in the 27 h before; \d+ % of app's extra time is spent in these calls$/,
    ),
    figures: { before: 0, firstAt: ONSET },
    query: "requests of fresh",
  });
});

test("a caller's failures that lie in calls to what was never called before are its own", () => {
  const { hypotheses } = diagnose(during(failing));
  expect(hypotheses[0]).toMatchObject({
    cause: { component: { id: "app" }, mechanism: "new dependency" },
    standing: "LIKELY",
  });
  expect(hypotheses.find(({ cause }) => cause.component.id === "fresh")?.standing).not.toBe("LIKELY");
});

test("what is new and refuses calls is a change of its caller too", () => {
  const parts = slow.map((part) =>
    part.id === "fresh" ? { ...part, signals: { ...part.signals, throttles: [0, 60] as const } } : part,
  );
  const findings = findingsOf(parts, calls, { component: "front", signal: "latency", threshold: 0.3 });
  expect(top(since(aged(findings), ONSET))).toMatchObject({ component: "app", mechanism: "new dependency" });
});

test("with a deployment of the caller it is confirmed, with the way back", () => {
  expect(top(during(slow, { changes: [deploy] }))).toMatchObject({
    verdict: "CONFIRMED",
    component: "app",
    mechanism: "change:UpdateService",
    statement: expect.stringMatching(
      /^deploy of app, app:142 → :143, by role\/deploy\. Since then app calls fresh, never seen before; /,
    ),
    relief: { text: "Back to app:142" },
  });
});

test("a caller that is the symptom itself is told with what it newly calls", () => {
  const parts = slow.filter(({ id }) => id !== "front");
  const symptom = { component: "app", signal: "latency", threshold: 0.3 } as const;
  const findings = since(aged(findingsOf(parts, ["app>table", "app>fresh"], symptom)), ONSET);
  expect(top(findings)).toMatchObject({
    verdict: "LIKELY",
    mechanism: "new dependency",
    statement: expect.stringMatching(/^app calls fresh, never seen before, at the same time as app latency moved; /),
  });
});

test("what is new behind what is new is the same change", () => {
  const parts: readonly Part[] = [...failing, { id: "behind", signals: { requests: [100, 100], errors: [0, 30] } }];
  const symptom = { component: "front", signal: "errors", threshold: 5 } as const;
  const findings = aged(findingsOf(parts, [...calls, "fresh>behind"], symptom));
  expect(top(since(findings, ONSET, Number.NaN, "fresh", "behind"))).toMatchObject({
    component: "app",
    mechanism: "new dependency",
  });
});

test("a count of zero is no call", () => {
  const zeros = measuredAs(
    during(slow),
    ({ component, signal }) => component === "fresh" && signal === "requests",
    (value) => value || 0,
  );
  expect(top(zeros)).toMatchObject({ component: "app", mechanism: "new dependency" });
});

const withEdge = (edge: Partial<Edge>) => {
  const findings = during(slow);
  const edges = findings.graph.edges.map((each) => (each.to === "fresh" ? { ...each, ...edge } : each));
  return { ...findings, graph: { ...findings.graph, edges } };
};

const weeks = (findings: Findings, at: number): Findings => ({
  ...findings,
  measured: findings.measured.map((each) => {
    const values = new Float64Array(672).fill(Number.NaN);
    values[671 - Math.round((ONSET - at) / 3_600)] = 12;
    return each.component === "fresh" ? { ...each, weeks: { start: ONSET - 672 * 3_600, step: 3_600, values } } : each;
  }),
});

const early = (signal: "requests" | "latency", often: number) =>
  measuredAs(
    during(slow),
    (each) => each.component === "fresh" && each.signal === signal,
    (value, at) => (at < ONSET && (at / MINUTE) % often === 0 ? 0.4 : value),
  );

const shortened = (findings: Findings, id: string): Findings => ({
  ...findings,
  measured: findings.measured.map((each) => {
    const { start, step, values } = each.baseline;
    const from = values.length - 120;
    const baseline = { start: start + from * step, step, values: values.slice(from) };
    return each.component === id ? { ...each, baseline } : each;
  }),
});

const answeredAt = (moment: number) =>
  measuredAs(
    during(slow),
    ({ component, signal }) => component === "fresh" && signal === "latency",
    (value, at) => (at === moment ? 0.4 : value),
  );

/** One that was there, and not called. */
const running: Findings = measuredAs(
  aged(
    findingsOf(
      slow.map((part) => (part.id === "fresh" ? { ...part, signals: { ...part.signals, memory: [40, 40] } } : part)),
      calls,
      { component: "front", signal: "latency", threshold: 0.3 },
    ),
  ),
  ({ component, signal }) => component === "fresh" && signal !== "memory",
  (value, at) => (at < ONSET ? Number.NaN : value),
);

test.each([
  ["that was called some time before", early("requests", 400)],
  ["that answered some time before", early("latency", 600)],
  ["that was called a week before", weeks(during(slow), ONSET - 7 * DAY)],
  ["that the graph knows for longer", withEdge({ since: ONSET - 3_600 })],
  ["that nobody waits for", withEdge({ asynchronous: true })],
  ["whose own history is less than a day", shortened(during(slow), "fresh")],
  ["whose caller's history is less than a day", shortened(during(slow), "app")],
  ["whose caller is measured for no longer", since(during(slow), ONSET - 180 * MINUTE, Number.NaN, "app")],
  [
    "that is called for longer than the trouble lasts",
    since(
      aged(findingsOf(slow, calls, { component: "front", signal: "latency", threshold: 0.3 })),
      ONSET - 26 * MINUTE,
    ),
  ],
  ["that is called only since later", since(during(slow), ONSET + 5 * MINUTE)],
  ["whose calls take little", measuredAs(during(slow), of("fresh"), (value) => (value < 1 ? value / 10 : value))],
  [
    "whose calls take more than was added",
    measuredAs(during(slow), of("fresh"), (value) => (value < 1 ? value * 4 : value)),
  ],
  ["that was asked once", measuredAs(during(slow), of("fresh"), (value, at) => (at === ONSET ? value : Number.NaN))],
  ["that answered half an hour before", answeredAt(ONSET - 30 * MINUTE)],
  ["that has run for two hours", since(running, ONSET - 120 * MINUTE, Number.NaN, "fresh")],
  [
    "that wrote lines before",
    {
      ...during(slow),
      patterns: [
        {
          component: "fresh",
          group: "fresh",
          pattern: "took <*> ms",
          sample: "took 9 ms",
          severity: "info",
          count: 9,
          before: 8,
          firstAt: ONSET,
        },
      ],
    } satisfies Findings,
  ],
])("a dependency %s is not new", (_, findings) => {
  expect(diagnose(findings).hypotheses.map(({ cause }) => cause.mechanism)).not.toContain("new dependency");
});

test("a dependency that is new and harmless changes nothing where nothing is wrong", () => {
  const calm = slow.map((part) => ({
    ...part,
    signals: { ...part.signals, latency: [0.06, 0.06] as const },
  }));
  const findings = findingsOf(calm, calls, { component: "front", signal: "latency", threshold: 0.3 });
  expect(diagnose(since(aged(findings), ONSET)).hypotheses).toEqual([]);
});
