import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import { FIRED, findingsOf, slowTable } from "../hand-made.ts";

const changed = (action: string, ...resources: readonly string[]): Change => {
  return { id: resources.join(), at: FIRED - 9 * 60, action, actor: "role/deploy", resources, detail: {} };
};

test.each([
  ["of another account", "arn:aws:ecs:eu-west-1:2:service/shop/table"],
  ["of another Region", "arn:aws:ecs:us-east-1:1:service/shop/table"],
])("a change to what has the same name but is %s did not touch a component", (_, arn) => {
  const { hypotheses } = diagnose(slowTable({ changes: [changed("UpdateService", arn)] }));
  expect(hypotheses.map(({ cause }) => cause.mechanism)).toEqual(["latency"]);
});

test.each(["arn:aws:ecs:eu-west-1:1:service/other/table", "arn:aws:ecs:::table", "table"])(
  "a change to %s touched the component of that name",
  (resource) => {
    const { hypotheses } = diagnose(slowTable({ changes: [changed("UpdateService", resource)] }));
    expect(hypotheses[0]).toMatchObject({ standing: "CONFIRMED", cause: { mechanism: "change:UpdateService" } });
  },
);

test("what was started somewhere as traffic came is not proven to have brought it", () => {
  const { hypotheses } = diagnose(
    findingsOf(
      [
        { id: "entry", signals: { latency: [0.1, 0.3], requests: [100, 400] } },
        { id: "app", signals: { latency: [0.06, 0.26], requests: [100, 400] } },
      ],
      ["entry>app"],
      { component: "entry", signal: "latency", threshold: 0.2 },
      { changes: [changed("StartExecution", "arn:aws:states:eu-west-1:1:execution:nightly:7")] },
    ),
  );
  expect(hypotheses[0]).toMatchObject({ standing: "LIKELY", cause: { mechanism: "change:StartExecution" } });
});

test("what refuses calls because those it waits for became slow is not likely beside them", () => {
  const { hypotheses } = diagnose(
    findingsOf(
      [
        { id: "api", signals: { latency: [0.1, 3], requests: [1000, 1000], errors: [0, 300] } },
        { id: "function", signals: { latency: [0.09, 4], requests: [1000, 700], errors: [0, 0], throttles: [0, 300] } },
        { id: "table", signals: { latency: [0.02, 3.9], requests: [1000, 700] } },
      ],
      ["api>function", "function>table"],
      { component: "api", signal: "errors", threshold: 50 },
    ),
  );
  const standings = Object.fromEntries(hypotheses.map(({ cause, standing }) => [cause.component.id, standing]));
  expect(standings).toMatchObject({ table: "LIKELY", function: "POSSIBLE" });
});

test("what others make is not said to be unexplained by them", () => {
  const { hypotheses } = diagnose(
    findingsOf(
      [
        { id: "queue", kind: "AWS::SQS::Queue", signals: { age: [2, 600], requests: [100, 100] } },
        { id: "worker", signals: { latency: [0.5, 3], requests: [100, 30] } },
      ],
      ["queue~worker"],
      { component: "queue", signal: "age", threshold: 300 },
    ),
  );
  expect(hypotheses.map(({ cause }) => cause.component.id)).toEqual(["worker", "queue"]);
  expect(hypotheses[1]?.statement).toMatch(/; most of it comes from services that \S+ calls$/);
});

test("what was done again and again without consequence is not proven to have one", () => {
  const again = (id: string, minutes: number) => ({
    ...changed("UpdateService", "table"),
    id,
    at: FIRED - minutes * 60,
  });
  const verdictOf = (changes: readonly Change[]) => diagnose(slowTable({ changes })).verdict;
  expect(verdictOf([again("c1", 9)])).toBe("CONFIRMED");
  expect(verdictOf([again("c1", 9), again("c2", 40)])).toBe("LIKELY");
});

test("connections that rise are told, with the callers that were changed before, and neither is proven", () => {
  const { hypotheses } = diagnose(
    findingsOf(
      [
        { id: "app", signals: { latency: [0.1, 0.1], requests: [100, 100] } },
        { id: "other", signals: { latency: [0.1, 0.1], requests: [100, 100] } },
        { id: "database", kind: "AWS::RDS::DBInstance", signals: { connections: [50, 300] } },
      ],
      ["app>database", "other>database"],
      { component: "database", signal: "connections", threshold: 200 },
      { changes: [changed("UpdateService", "app")] },
    ),
  );
  expect(hypotheses.map(({ standing, statement }) => `${standing} ${statement}`)).toEqual([
    "POSSIBLE UpdateService on app by role/deploy, 2 min before database connections moved",
    expect.stringMatching(/^POSSIBLE database connections 50 → 30\d \(usual 4\d–5\d\); its dependencies are unknown$/),
  ]);
});
