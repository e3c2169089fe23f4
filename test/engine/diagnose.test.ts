import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import { sameCause } from "../../src/events/cause.ts";
import type { Change } from "../../src/findings/change.ts";
import type { Check } from "../../src/findings/check.ts";
import type { Findings } from "../../src/findings/findings.ts";
import type { Series } from "../../src/findings/measured.ts";
import { FIRED, findingsOf, type Part, slowTable } from "./hand-made.ts";

const deploy: Change = {
  id: "c1",
  at: FIRED - 9 * 60,
  action: "UpdateService",
  actor: "role/deploy",
  resources: ["arn:aws:ecs:eu-west-1:1:service/shop/app"],
  detail: { taskDefinition: "app:143", previous: "app:142", cluster: "shop" },
};

const slowApp = (rest = {}) =>
  findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
      { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100] } },
      { id: "table", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
    ],
    ["front>app", "app>table"],
    { component: "front", signal: "latency", threshold: 0.3 },
    rest,
  );

test("follows the waiting down to who makes it", () => {
  const { hypotheses, verdict, evidence } = diagnose(slowTable());
  expect(hypotheses[0]).toMatchObject({
    cause: { component: { id: "table" }, mechanism: "latency" },
    standing: "LIKELY",
  });
  expect(verdict).toBe("LIKELY");
  expect(hypotheses.map(({ cause }) => cause.component.id)).not.toContain("mail");
  expect(evidence.find(({ key }) => key === hypotheses[0]?.supports[0])?.query).toBe("latency of table");
});

test("stops where the callees explain nothing", () => {
  expect(diagnose(slowApp()).hypotheses[0]?.cause.component.id).toBe("app");
});

test("a change just before makes it confirmed, with the way back", () => {
  const [best] = diagnose(slowApp({ changes: [deploy] })).hypotheses;
  expect(best).toMatchObject({ cause: { mechanism: "change:UpdateService" }, standing: "CONFIRMED" });
  expect(best?.statement).toMatch(/^deploy of app, app:142 → :143, by role\/deploy\. Since then app latency/);
  expect(best?.relief).toEqual({
    text: "Back to app:142",
    command: "aws ecs update-service --cluster shop --service app --task-definition app:142 --region eu-west-1",
    undo: "aws ecs update-service --cluster shop --service app --task-definition app:143 --region eu-west-1",
  });
});

test.each([
  ["after the onset", { ...deploy, at: FIRED + 120 }],
  ["long before", { ...deploy, at: FIRED - 3 * 3600 }],
  ["of something else", { ...deploy, resources: ["arn:aws:ecs:eu-west-1:1:service/shop/other"] }],
  ["that only marks", { ...deploy, action: "TagResource" }],
])("a change %s is not the cause", (_, change) => {
  expect(diagnose(slowApp({ changes: [change] })).hypotheses.map(({ cause }) => cause.mechanism)).toEqual(["latency"]);
});

test("a caller's complaint is shown, and is no second kind of evidence: it says where it hurts, not why", () => {
  const pattern = {
    component: "front",
    group: "/ecs/front",
    pattern: "call to app took <*> ms",
    severity: "warning",
    count: 212,
    before: 0,
    sample: "call to app took 460 ms",
    firstAt: FIRED - 300,
  } as const;
  const { hypotheses, evidence } = diagnose(slowApp({ patterns: [pattern] }));
  expect(hypotheses[0]?.standing).toBe("LIKELY");
  expect(evidence.map(({ sentence }) => sentence)).toContain('log of front "call to app took … ms" none → 212');
});

test("what people ruled out does not come back", () => {
  const [first] = diagnose(slowApp({ changes: [deploy] })).hypotheses;
  const [second] = diagnose(slowApp({ changes: [deploy], discarded: first ? [first.cause] : [] })).hypotheses;
  expect(second?.cause.mechanism).toBe("latency");
  const none = diagnose(slowApp({ discarded: second ? [second.cause] : [] }));
  expect(none.hypotheses).toEqual([]);
  expect(none.verdict).toBe("INCONCLUSIVE");
});

test("throttling at a table explains the waiting of its caller", () => {
  const { hypotheses } = diagnose(
    findingsOf(
      [
        { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100] } },
        { id: "table", signals: { latency: [0.01, 0.01], requests: [100, 100], throttles: [0, 60] } },
      ],
      ["app>table"],
      { component: "app", signal: "latency", threshold: 0.3 },
    ),
  );
  expect(hypotheses[0]?.cause).toMatchObject({ component: { id: "table" }, mechanism: "throttling" });
});

test("more requests at the entry and a task started before are one cause, with its actor", () => {
  const run: Change = { ...deploy, action: "RunTask", actor: "role/load", resources: ["cluster/shop"], detail: {} };
  const { hypotheses } = diagnose(
    findingsOf(
      [
        { id: "entry", signals: { latency: [0.1, 0.3], requests: [100, 400] } },
        { id: "app", signals: { latency: [0.06, 0.2], requests: [100, 400] } },
      ],
      ["entry>app"],
      { component: "entry", signal: "latency", threshold: 0.2 },
      { changes: [run] },
    ),
  );
  expect(hypotheses[0]?.cause).toMatchObject({ component: { id: "entry" }, mechanism: "change:RunTask" });
  expect(hypotheses[0]?.statement).toContain("role/load");
});

test("memory at its limit tells more than the failures that follow", () => {
  const { hypotheses } = diagnose(
    findingsOf([{ id: "app", signals: { requests: [100, 100], errors: [0, 30], memory: [60, 97] } }], [], {
      component: "app",
      signal: "errors",
      threshold: 5,
    }),
  );
  expect(hypotheses.map(({ cause }) => cause.mechanism)).toEqual(["memory"]);
});

const calm = (rest = {}) =>
  findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 0] } },
      { id: "app", signals: { latency: [0.06, 0.06], requests: [100, 100] } },
    ],
    ["front>app"],
    { component: "front", signal: "latency", threshold: 0.3 },
    rest,
  );

test("all normal and all looked at: no fault found", () => {
  const found = diagnose(calm());
  expect(found).toMatchObject({ verdict: "NO FAULT FOUND", hypotheses: [], checked: 5, normal: 5 });
  expect(found.now?.failing).toBe(false);
});

test("a gap forbids to say that there is no fault", () => {
  const found = diagnose(calm({ gaps: [{ what: "logs of app", reason: "denied", remedy: "logs:StartQuery" }] }));
  expect(found.verdict).toBe("INCONCLUSIVE");
  expect(found.reason).toContain("logs of app");
});

test("what is still looked at is not seen yet: nothing is confirmed, and no fault is not found", () => {
  const proven = slowApp({ changes: [deploy] });
  expect(diagnose(proven).hypotheses[0]?.standing).toBe("CONFIRMED");
  const pending = ["logs of app", "logs of table"];
  const [best] = diagnose({ ...proven, pending }).hypotheses;
  expect(best?.standing).toBe("LIKELY");
  expect(best?.statement).not.toMatch(/^deploy of app, app:142 → :143, by role\/deploy\. Since then app latency/);
  expect(best?.unchecked).toEqual([{ what: "logs of app", reason: "still looking" }]);
  const quiet = diagnose(calm({ pending }));
  expect(quiet.verdict).toBe("INCONCLUSIVE");
  expect(quiet.reason).toContain("logs of app");
});

test("a symptom whose metric could not be read is not said to have no data", () => {
  const gaps = [{ what: "metrics of front, app", reason: "AWS throttled cloudwatch:GetMetricData" }];
  const found = diagnose({ ...calm({ gaps }), measured: [] });
  expect(found).toMatchObject({ verdict: "INCONCLUSIVE", reason: "front latency not seen" });
});

test("no data of the symptom is not a zero", () => {
  const found = diagnose({ ...calm(), measured: [] });
  expect(found).toMatchObject({ verdict: "INCONCLUSIVE", reason: "front latency has no data" });
  expect(found.now).toBeUndefined();
});

/** Requests of everything in a findings, times a factor of the moment. */
function withTraffic(findings: Findings, factor: (at: number) => number): Findings {
  const scaled = ({ start, step, values }: Series): Series => ({
    start,
    step,
    values: values.map((value, index) => value * factor(start + index * step)),
  });
  const measured = findings.measured.map((each) =>
    each.signal === "requests" ? { ...each, series: scaled(each.series), baseline: scaled(each.baseline) } : each,
  );
  return { ...findings, measured };
}

test("traffic that comes and goes hides nobody who gets slower", () => {
  const slightly = findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.12], requests: [100, 100] } },
      { id: "app", signals: { latency: [0.06, 0.08], requests: [100, 100] } },
    ],
    ["front>app"],
    { component: "front", signal: "latency" },
  );
  const daily = (at: number) => 1 + 0.8 * Math.sin(at / 600);
  expect(diagnose(withTraffic(slightly, daily)).hypotheses[0]?.cause.component.id).toBe("app");
});

test("one who shows it only faintly between two who show it plainly hides nobody", () => {
  const steady = slowTable();
  const [before, after] = [0.06, 0.065];
  const measured = steady.measured.map((each) => {
    if (each.component !== "app" || each.signal !== "latency") return each;
    const values = each.series.values.map((_, index) => (index < 30 ? before : after));
    return { ...each, series: { ...each.series, values } };
  });
  expect(diagnose({ ...steady, measured }).hypotheses[0]?.cause.component.id).toBe("table");
});

test("where nobody is known whom the alarm's component calls, the alarm itself proves nothing", () => {
  const alone = (calls: readonly string[]) =>
    diagnose(
      findingsOf(
        [
          { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
          { id: "mail", signals: { latency: [0.02, 0.02], requests: [100, 100] } },
        ],
        calls,
        { component: "front", signal: "latency" },
      ),
    );
  const { verdict, hypotheses, evidence } = alone([]);
  expect(verdict).toBe("INCONCLUSIVE");
  expect(hypotheses[0]?.statement).toMatch(/; its dependencies are unknown$/);
  expect(hypotheses[0]?.unchecked.map(({ what }) => what)).toContain("whom front calls, and who calls it");
  expect(evidence.map(({ kind }) => kind)).toEqual(["metric"]);
  expect(alone(["front>mail"])).toMatchObject({
    verdict: "LIKELY",
    reason: expect.stringMatching(/; the services it calls do not explain it, the way to them is not measured$/),
  });
});

test("who is hardly asked any more, and so fails less often, makes nobody else lose more", () => {
  const findings = findingsOf(
    [
      { id: "front", signals: { requests: [100, 100], errors: [1, 41] } },
      { id: "app", signals: { requests: [100, 100], errors: [0, 40] } },
      { id: "batch", signals: { requests: [100, 1], errors: [60, 1] } },
    ],
    ["front>app", "front>batch"],
    { component: "front", signal: "errors" },
  );
  const [first] = diagnose(findings).hypotheses;
  expect(first).toMatchObject({ standing: "LIKELY", cause: { component: { id: "app" } } });
});

test("more requests explain what fills up, and less who got slower by itself", () => {
  const more = (at: number) => (at >= FIRED - 7 * 60 ? 1.7 : 1);
  expect(diagnose(withTraffic(slowApp(), more)).hypotheses[0]).toMatchObject({
    cause: { component: { id: "app" }, mechanism: "latency" },
  });
  const full = findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
      { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100], memory: [40, 95] } },
    ],
    ["front>app"],
    { component: "front", signal: "latency" },
  );
  expect(diagnose(withTraffic(full, more)).hypotheses[0]).toMatchObject({
    cause: { component: { id: "front" }, mechanism: "traffic" },
  });
});

test("what a component makes itself of its own alarm is its loss, and of another's is what that loses", () => {
  const told = (component: string) => {
    const signals = { latency: [0.06, 0.86], requests: [100, 100] } as const;
    const nodes: readonly Part[] = [
      { id: "front", signals },
      { id: "app", signals },
      { id: "mail", signals: { latency: [0.02, 0.02], requests: [20, 20] } },
    ];
    const { evidence } = diagnose(findingsOf(nodes, ["front>app", "app>mail"], { component, signal: "latency" }));
    return evidence.flatMap(({ kind, sentence }) => (kind === "topology" ? [sentence] : []));
  };
  expect(told("app")).toContainEqual(expect.stringMatching(/^100 % of app's extra time is spent in app itself;/));
  expect(told("front")).toContainEqual(expect.stringMatching(/^\d+ % of front's extra time is spent in app itself;/));
});

describe("a check that somebody made", () => {
  const app = { component: { id: "app", name: "app", kind: "unknown" }, mechanism: "change:UpdateService" };
  const checked = (bearing: Check["bearing"]) => {
    const window = { start: FIRED - 600, end: FIRED };
    const evidence = {
      kind: "trace",
      sentence: "3 of 9 end at app",
      figures: {},
      query: "traces app",
      window,
    } as const;
    const check: Check = { cause: app, bearing, evidence: { ...evidence, horizon: FIRED } };
    return diagnose(slowApp({ changes: [deploy], checks: [check] }));
  };
  const [before] = diagnose(slowApp({ changes: [deploy] })).hypotheses;

  test("against a cause weakens it, with its evidence", () => {
    const { hypotheses, verdict, evidence } = checked("weakens");
    const after = hypotheses.find(({ cause }) => sameCause(cause, app));
    expect(before?.standing).toBe("CONFIRMED");
    expect(after?.standing).toBe("LIKELY");
    expect(after?.score).toBeLessThan(before?.score ?? 0);
    expect(evidence.find(({ key }) => key === after?.contradicts[0])?.sentence).toBe("3 of 9 end at app");
    expect(verdict).toBe("LIKELY");
  });

  test("for a cause strengthens it, and leaves its standing", () => {
    const after = checked("supports").hypotheses.find(({ cause }) => sameCause(cause, app));
    expect(after?.standing).toBe(before?.standing);
    expect(after?.score).toBeGreaterThan(before?.score ?? 0);
    expect(after?.supports).toHaveLength((before?.supports.length ?? 0) + 1);
  });
});
