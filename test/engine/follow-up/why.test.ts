import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { withWhy } from "../../../src/engine/follow-up/why.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import type { Trace } from "../../../src/findings/trace.ts";
import type { Diagnosis } from "../../../src/investigation/diagnosis.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const DAY = 86_400;
const slow = (rest: Partial<Findings> = {}) =>
  findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.9], requests: [100, 100] } },
      { id: "app", signals: { latency: [0.06, 0.86], requests: [100, 100] } },
      { id: "table", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
      { id: "mail", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
    ],
    ["front>app", "app>table", "front>mail"],
    { component: "front", signal: "latency", threshold: 0.3 },
    rest,
  );
const change = (id: string, before: number, action: string, resource = "app"): Change => ({
  id,
  at: FIRED - before,
  action,
  actor: "role/deploy",
  resources: [resource],
  detail: { version: id },
});
const trace = (id: number, cause: string): Trace & { readonly component: string } => {
  return { id: `${id}`, at: FIRED - id, duration: 2, outcome: "fault", entry: "front", cause, component: "app" };
};

/** The diagnosis with the cause at `app` accepted. */
function accepted(rest: Partial<Findings> = {}): { readonly before: Diagnosis; readonly found: Diagnosis } {
  const findings = slow(rest);
  const before = diagnose(findings);
  const app = before.hypotheses.find(({ cause }) => cause.component.id === "app")?.cause;
  return { before, found: withWhy(before, { ...findings, accepted: app ? [app] : [] }) };
}

test("what the accepted component calls may be why, and what it does not call has nothing to do with it", () => {
  const { before, found } = accepted();
  expect(before.hypotheses.map(({ cause }) => cause.component.id).toSorted()).toEqual(["app", "mail", "table"]);
  const why = found.hypotheses.filter(({ explains }) => explains?.component.id === "app");
  expect(why.map(({ cause }) => cause.component.id)).toEqual(["table"]);
  expect(found.verdict).toBe(before.verdict);
});

test("nothing that was measured below it is why somebody made a change", () => {
  const findings = slow();
  const made = { component: { id: "app", name: "app", kind: "AWS::ECS::Service" }, mechanism: "change:RunTask" };
  const found = withWhy(diagnose(findings), { ...findings, accepted: [made] });
  expect(found.hypotheses.flatMap(({ explains }) => explains ?? [])).toEqual([]);
});

test("changes of the week before are proposed as causes of it, the latest three kinds, behind all that was measured", () => {
  const changes = [
    change("c1", 6 * DAY, "UpdateTable"),
    change("c2", 5 * DAY, "PutScalingPolicy"),
    change("c3", 3 * DAY, "UpdateService"),
    change("c4", 2 * DAY + 3_600, "UpdateService"),
    change("c5", 4 * 3_600, "ModifyVpc"),
    change("c6", DAY, "TagResource"),
    change("c7", DAY, "UpdateService", "mail"),
  ];
  const { before, found } = accepted({ changes });
  const added = found.hypotheses.slice(before.hypotheses.length);
  expect(added.map(({ cause }) => cause.mechanism)).toEqual([
    "change:ModifyVpc",
    "change:UpdateService",
    "change:PutScalingPolicy",
  ]);
  expect(added[1]).toMatchObject({
    standing: "POSSIBLE",
    supports: ["change c4"],
    explains: { component: { id: "app" } },
  });
  expect(added[1]?.statement).toMatch(/^UpdateService by role\/deploy on app, 2 days before signs at app$/);
  expect(found.evidence.find(({ key }) => key === "change c4")?.sentence).toMatch(/version c4/);
});

test("what people ruled out, or a hypothesis tells of already, is not proposed as a cause of it", () => {
  const cause = { component: { id: "app", name: "app", kind: "AWS::ECS::Service" }, mechanism: "change:UpdateTable" };
  const changes = [change("c1", 6 * DAY, "UpdateTable"), change("c2", 300, "UpdateService")];
  const { before, found } = accepted({ changes, discarded: [cause] });
  expect(found.hypotheses).toHaveLength(before.hypotheses.length);
});

test("requests through it that ended somewhere are evidence for the cause there", () => {
  const traces = [
    ...[1, 2, 3, 4].map((id) => trace(id, "app: pool exhausted")),
    ...[5, 6, 7].map((id) => trace(id, "table: throttled")),
    ...[8, 9].map((id) => trace(id, "mail: 500")),
  ];
  const { found } = accepted({ traces });
  const sentences = found.evidence.flatMap(({ kind, sentence }) => (kind === "trace" ? [sentence] : []));
  expect(sentences.toSorted()).toEqual([
    '3 of 9 failed or slow requests through app ended at table: "table: throttled"',
    '4 of 9 failed or slow requests through app ended at app: "app: pool exhausted"',
  ]);
  const app = found.hypotheses.find(({ cause }) => cause.component.id === "app");
  expect(app?.supports).toContain("trace app app");
});

test("without anything accepted nothing changes", () => {
  const findings = slow();
  expect(withWhy(diagnose(findings), findings)).toEqual(diagnose(findings));
});
