import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf, newLine, slowTable } from "../hand-made.ts";

const change: Change = {
  id: "c1",
  at: FIRED - 9 * 60,
  action: "UpdateService",
  actor: "role/deploy",
  resources: ["mail"],
  detail: {},
};

const sentences = (findings: Findings) => diagnose(findings).evidence.map(({ sentence }) => sentence);

test("a change of what shows nothing is told by when the symptom moved", () => {
  expect(sentences(slowTable({ changes: [change] }))).toContain(
    "UpdateService by role/deploy, 2 min before front latency moved",
  );
  expect(sentences(slowTable({ changes: [{ ...change, resources: ["table"] }] }))).toContain(
    "UpdateService by role/deploy, 2 min before signs at table",
  );
});

test.each([
  ["a mean", undefined, /^app errors 0.0\d+ → 0.2\d* \(usual 0.0\d+–0.0\d+\)$/],
  ["percent", "Percent", /^app errors 0.0\d+ → 0.2\d* % \(usual 0.0\d+–0.0\d+\)$/],
])("a rate of errors in %s is not told per minute", (_, unit, sentence) => {
  const found = findingsOf([{ id: "app", signals: { errors: [0.01, 0.22] } }], [], {
    component: "app",
    signal: "errors",
  });
  const measured = found.measured.map((each) => ({ ...each, statistic: "Average" }));
  const symptom = { ...found.symptom, ...(unit !== undefined && { unit }) };
  expect(sentences({ ...found, measured, symptom })[0]).toMatch(sentence);
});

test("lines that another wrote are told with who wrote them", () => {
  const patterns = [
    newLine("app", "call to table took <*> ms", { count: 212 }),
    newLine("table", "it is cold", { count: 212 }),
  ];
  expect(sentences(slowTable({ patterns }))).toEqual(
    expect.arrayContaining(['log of app "call to table took … ms" none → 212', 'log "it is cold" none → 212']),
  );
});
