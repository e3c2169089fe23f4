import { expect, test } from "vitest";
import { play } from "../../../bench/shop-play.ts";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf, newLine, type Part, slowTable } from "../hand-made.ts";

const MINUTE = 60;
/** The last so many minutes are bad. */
const BAD = 10;
/** The parts go bad so long before the alarm fires. */
const ONSET = FIRED - 7 * MINUTE;

const change = (component: string, action: string, at: number): Change => ({
  id: `${component} ${action} ${at}`,
  at,
  action,
  actor: "role/deploy",
  resources: [`arn:aws:ecs:eu-west-1:1:service/shop/${component}`],
  detail: {},
});

function front(parts: readonly Part[], calls: readonly string[], rest: Partial<Findings> = {}): Findings {
  const slow: Part = { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100], errors: [0, 0] } };
  return findingsOf([slow, ...parts], calls, { component: "front", signal: "latency", threshold: 0.3 }, rest);
}

function top(
  findings: Findings,
): readonly [verdict: string, component: string | undefined, mechanism: string | undefined] {
  const { verdict, hypotheses } = diagnose(findings);
  const { component, mechanism } = hypotheses[0]?.cause ?? {};
  return [verdict, component?.id, mechanism];
}

const fast = { latency: [0.01, 0.01], requests: [100, 100] } as const;
const mail: Part = { id: "mail", signals: fast };

test("one refused call in a hundred does not take all that its caller makes itself", () => {
  const table: Part = { id: "table", signals: { ...fast, throttles: [0, 1] } };
  const deployed = front([table], ["front>table"], { changes: [change("front", "UpdateService", ONSET - 2 * MINUTE)] });
  expect(top(deployed)).toEqual(["CONFIRMED", "front", "change:UpdateService"]);
});

test("refused calls that nobody waits for make nobody wait", () => {
  const table: Part = { id: "table", signals: { ...fast, throttles: [0, 90] } };
  expect(top(front([table, mail], ["front~table", "front>mail"]))).toEqual(["LIKELY", "front", "latency"]);
});

test("a limit beside the way is no rival of what makes nearly all of the loss", () => {
  const parts: readonly Part[] = [
    { id: "table", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
    { id: "mail", signals: { ...fast, memory: [75, 95] } },
  ];
  const changes = [change("mail", "UpdateService", ONSET - 2 * MINUTE)];
  expect(top(front(parts, ["front>table", "front>mail"], { changes }))).toEqual(["LIKELY", "table", "latency"]);
});

test("failures that the symptom's component never had are nobody's cause", () => {
  const mail: Part = { id: "mail", signals: { ...fast, errors: [0, 5] } };
  const changes = [change("mail", "UpdateService", ONSET - 2 * MINUTE)];
  expect(top(front([mail], ["front>mail"], { changes }))).toEqual(["LIKELY", "front", "latency"]);
});

const slowFront = (...changes: readonly Change[]) => top(front([mail], ["front>mail"], { changes }));

test.each([
  ["a deploy alone", [change("front", "UpdateService", ONSET - 120)], ["CONFIRMED", "front", "change:UpdateService"]],
  [
    "a deploy, and what followed the onset",
    [change("front", "UpdateService", ONSET - 120), change("front", "UpdateAutoScalingGroup", ONSET + 50)],
    ["LIKELY", "front", "change:UpdateService"],
  ],
  [
    "what followed the onset alone",
    [change("front", "UpdateAutoScalingGroup", ONSET + 50)],
    ["LIKELY", "front", "change:UpdateAutoScalingGroup"],
  ],
  [
    "a deploy, and an alarm that was put",
    [change("front", "UpdateService", ONSET - 120), change("front", "PutMetricAlarm", ONSET - 60)],
    ["CONFIRMED", "front", "change:UpdateService"],
  ],
  [
    "a deploy that was taken back in vain",
    [change("front", "UpdateService", ONSET - 120), change("front", "UpdateService", ONSET + 180)],
    ["LIKELY", "front", "change:UpdateService"],
  ],
  ["how long logs are kept", [change("front", "PutRetentionPolicy", ONSET - 120)], ["LIKELY", "front", "latency"]],
] as const)("%s is weighed for what it is", (_, changes, expected) => {
  expect(slowFront(...changes)).toEqual(expected);
});

test("who stops reporting is not well", () => {
  const findings = slowTable({ patterns: [newLine("app", "timeout calling table")] });
  const silent = findings.measured.map((each) => {
    if (each.component !== "table") return each;
    const { series } = each;
    return {
      ...each,
      series: { ...series, values: series.values.map((value, index) => (index < 30 ? value : Number.NaN)) },
    };
  });
  expect(top({ ...findings, measured: silent })).toEqual(["LIKELY", "table", "latency"]);
});

test("who told nothing as the alarm fired is not known to have been well, though it tells something since", () => {
  const findings = findingsOf(
    [
      { id: "front", signals: { ...fast, errors: [0, 30] } },
      { id: "app", signals: { ...fast, errors: [0, 30] } },
      { id: "table", signals: { latency: [0.01, 0.01], requests: [100, 100], throttles: [0, 0] } },
    ],
    ["front>app", "app>table"],
    { component: "front", signal: "errors", threshold: 5 },
    { patterns: [newLine("app", "timeout calling table")] },
  );
  const begun = findings.measured.map((each) => {
    if (each.component !== "table") return each;
    const { series, baseline } = each;
    return {
      ...each,
      baseline: { ...baseline, values: baseline.values.map(() => Number.NaN) },
      series: { ...series, values: series.values.map((value, index) => (index < 37 ? Number.NaN : value)) },
    };
  });
  expect(top(findings)).toEqual(["LIKELY", "table", "connection"]);
  expect(top({ ...findings, measured: begun })).toEqual(["LIKELY", "table", "failures"]);
});

test("a third of the alarm's own history missing hides no cause", () => {
  const findings = slowTable();
  const [own, ...others] = findings.measured;
  const values = own!.baseline.values.map((value, index) => (index % 2 === 0 ? Number.NaN : value));
  const holes = { ...own!, baseline: { ...own!.baseline, values } };
  expect(top({ ...findings, measured: [holes, ...others] })).toEqual(["LIKELY", "table", "latency"]);
});

test.each([
  ["of one that does not call it", [newLine("mail", "user table failed")]],
  ["begun long before", [newLine("table", "nightly cleanup skipped", { firstAt: ONSET - 50 * MINUTE })]],
  ["that name it as a part of another name", [newLine("app", "table-cache is cold")]],
])("lines %s confirm nothing", (_, patterns) => {
  expect(top(slowTable({ patterns }))).toEqual(["LIKELY", "table", "latency"]);
});

test("all is not normal where a source was not asked, or new errors are written", () => {
  const calm = findingsOf([{ id: "front", signals: { ...fast } }], [], { component: "front", signal: "latency" });
  expect(diagnose(calm).verdict).toBe("NO FAULT FOUND");
  expect(diagnose({ ...calm, horizons: { metrics: FIRED } }).verdict).toBe("INCONCLUSIVE");
  expect(diagnose({ ...calm, horizons: { ...calm.horizons, changes: FIRED - 3_000 } }).verdict).toBe("INCONCLUSIVE");
  expect(diagnose({ ...calm, patterns: [newLine("front", "FATAL out of memory")] }).verdict).toBe("INCONCLUSIVE");
});

test("who fails and starts to call another, hardly slower than ever, has not given up on that one", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.115], requests: [100, 100], errors: [0, 40] } },
    { id: "app", signals: { latency: [0.01, 0.025], requests: [100, 100], errors: [0, 40] } },
    { id: "store", kind: "AWS::S3", signals: { latency: [0.1, 0.14], requests: [0.5, 60], errors: [0, 0] } },
  ];
  const failing = findingsOf(parts, ["front>app", "app>store"], { component: "front", signal: "errors" });
  expect(top(failing)).toEqual(["LIKELY", "app", "failures"]);
});

test("a little more or less of a loss does not make it the first of all causes", () => {
  const weights = Array.from({ length: 100 }, (_, index) => {
    const front = { id: "front", signals: { latency: [0.1, 0.1 + index / 4000], requests: [100, 100] } } as const;
    const symptom = { component: "front", signal: "latency" } as const;
    return diagnose(findingsOf([front], [], symptom)).hypotheses[0]?.score ?? 0;
  });
  const steps = weights.slice(1).map((weight, index) => weight - (weights[index] ?? 0));
  expect(Math.max(...steps)).toBeLessThan(0.15);
  expect(weights.at(-1)).toBeGreaterThan(0.9);
});

test("calls are not refused for a callee that was as slow for minutes before", () => {
  const causeOf = (slowSince: number) => {
    const findings = findingsOf(
      [
        { id: "front", signals: { requests: [100, 100], errors: [0, 40] } },
        { id: "quotes", signals: { latency: [0.1, 0.5], requests: [100, 60], throttles: [0, 40] } },
        { id: "db", signals: { latency: [0.004, 0.404], requests: [100, 60] } },
      ],
      ["front>quotes", "quotes>db"],
      { component: "front", signal: "errors", threshold: 1 },
    );
    for (const { signal, series } of findings.measured) {
      const { values } = series;
      if (signal === "latency") values.fill(values.at(-1) ?? 0, values.length - BAD - slowSince);
    }
    return diagnose(findings).hypotheses[0]?.cause.component.id;
  };
  expect(causeOf(0)).toBe("db");
  expect(causeOf(6)).toBe("quotes");
});

test("what got slow before it failed is still called slow when it fails more", async () => {
  const moments = await play({ seed: 910_077, normal: false, changesLate: 321 }, [5, 960]);
  expect(moments?.map(({ top: cause }) => cause?.mechanism)).toEqual(["latency", "latency"]);
});

test("a resize long before, after which more connections stay open, is at most possible", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { memory: [50, 70], requests: [100, 100] } },
    { id: "table", kind: "AWS::RDS::DBInstance", signals: { ...fast, connections: [40, 90] } },
  ];
  const found = findingsOf(parts, ["front>table"], { component: "front", signal: "memory" });
  const standingAfter = (minutes: number) => {
    const changes = [change("table", "ModifyDBInstance", ONSET - (minutes + 2) * MINUTE)];
    const measured = found.measured.map((each) => {
      if (each.signal !== "connections") return each;
      const { values, step, start } = each.series;
      const more = values.map((value, at) => (start + at * step < ONSET - minutes * MINUTE ? value : 90));
      return { ...each, series: { ...each.series, values: more } };
    });
    const { hypotheses } = diagnose({ ...found, changes, measured });
    return hypotheses.find(({ cause }) => cause.component.id === "table")?.standing;
  };
  expect([standingAfter(2), standingAfter(20)]).toEqual(["LIKELY", "POSSIBLE"]);
});
