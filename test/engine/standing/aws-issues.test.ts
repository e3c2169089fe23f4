import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import { FIRED, findingsOf, type Part } from "../hand-made.ts";

const ONSET = FIRED - 7 * 60;

function issue(service: string, more: Partial<Change> = {}, detail: Record<string, string> = {}): Change {
  const type = `AWS_${service}_OPERATIONAL_ISSUE`;
  return {
    id: `health:arn:aws:health:eu-west-1::event/${service}/${type}/1`,
    at: ONSET - 240,
    action: type,
    actor: "AWS",
    resources: [],
    detail: { service, category: "issue", region: "eu-west-1", ...detail },
    ...more,
  };
}

const table = (id: string, bad: number): Part => ({
  id,
  kind: "AWS::DynamoDB::Table",
  signals: { latency: [0.01, bad], requests: [100, 100] },
});
/** A front that waits for an application, which reads two tables. */
function twoTables(first: number, second: number, ...changes: readonly Change[]) {
  const slower = first + second - 0.02;
  const service = (id: string, usual: number): Part => ({
    id,
    signals: { latency: [usual, usual + slower], requests: [100, 100], errors: [0, 0] },
  });
  return findingsOf(
    [service("front", 0.1), service("app", 0.06), table("orders", first), table("carts", second)],
    ["front>app", "app>orders", "app>carts"],
    { component: "front", signal: "latency", threshold: 0.2 },
    { changes },
  );
}
const awsOf = ({ hypotheses }: ReturnType<typeof diagnose>) =>
  hypotheses.filter(({ cause }) => cause.component.kind === "AWS").map(({ standing }) => standing);

test("an issue of the service that fails is likely, said with its announcement, and named first", () => {
  const { verdict, hypotheses, evidence } = diagnose(twoTables(0.41, 0.01, issue("DYNAMODB")));
  expect(verdict).toBe("LIKELY");
  expect(hypotheses[0]).toMatchObject({
    standing: "LIKELY",
    cause: { component: { name: "DYNAMODB in eu-west-1", kind: "AWS" }, mechanism: "AWS_DYNAMODB_OPERATIONAL_ISSUE" },
    statement: expect.stringMatching(
      /^AWS: AWS_DYNAMODB_OPERATIONAL_ISSUE of DYNAMODB in eu-west-1, 4 min before front latency moved$/,
    ),
  });
  const told = evidence.find(({ key }) => key === hypotheses[0]!.supports[0]);
  expect(told?.sentence).toMatch(/^AWS Health: AWS_DYNAMODB_OPERATIONAL_ISSUE of DYNAMODB in eu-west-1, 4 min before/);
  expect(hypotheses[0]!.supports).toHaveLength(2);
});

test("only where several of its resources fail and no others it is confirmed, and then nothing else is", () => {
  const { verdict, hypotheses } = diagnose(twoTables(0.41, 0.41, issue("DYNAMODB")));
  expect(verdict).toBe("CONFIRMED");
  expect(hypotheses[0]!.statement).toMatch(/caused it: 2 of its resources fail, and no other$/);
  expect(hypotheses.slice(1).map(({ standing }) => standing)).not.toContain("CONFIRMED");
});

test("an issue of another service is possible, comes last, and has against it what fails instead", () => {
  const plain = diagnose(twoTables(0.41, 0.01));
  const told = diagnose(twoTables(0.41, 0.01, issue("LAMBDA"), issue("WORKSPACES")));
  expect(awsOf(told)).toEqual(["POSSIBLE", "POSSIBLE"]);
  expect(told.hypotheses[0]!.cause).toEqual(plain.hypotheses[0]!.cause);
  expect([told.verdict, told.reason]).toEqual([plain.verdict, plain.reason]);
  expect(told.hypotheses.at(-1)!.contradicts).toHaveLength(1);
});

test.each<[string, Change, readonly string[]]>([
  ["begun half an hour after the onset", issue("DYNAMODB", { at: ONSET + 1_500 }), ["LIKELY"]],
  ["begun later than that", issue("DYNAMODB", { at: ONSET + 2_400 }), []],
  ["over before the onset", issue("DYNAMODB", {}, { until: new Date((ONSET - 60) * 1000).toISOString() }), []],
  ["over since", issue("DYNAMODB", {}, { until: new Date((ONSET + 600) * 1000).toISOString() }), ["LIKELY"]],
  ["that is a scheduled change", issue("DYNAMODB", {}, { category: "scheduledChange" }), []],
  ["that somebody else tells of", issue("DYNAMODB", { id: "custom:1" }), []],
])("an issue %s", (_, change, standings) => {
  expect(awsOf(diagnose(twoTables(0.41, 0.01, change)))).toEqual(standings);
});

test("what people ruled out is not proposed again, and where nothing moved AWS is not blamed", () => {
  const [first] = diagnose(twoTables(0.41, 0.01, issue("DYNAMODB"))).hypotheses;
  const findings = { ...twoTables(0.41, 0.01, issue("DYNAMODB")), discarded: [first!.cause] };
  expect(awsOf(diagnose(findings))).toEqual([]);
  expect(awsOf(diagnose(twoTables(0.01, 0.01, issue("DYNAMODB"))))).toEqual([]);
});
