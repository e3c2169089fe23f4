import { beforeAll, describe, expect, test } from "vitest";
import { simulateFault } from "../../../adapters/recording/shop/shop.ts";
import { unfounded } from "../../../bench/claims.ts";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { DatabaseLoad, LoadPart } from "../../../src/findings/database-load.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { findingsAt } from "../simulated-findings.ts";

const slow = "SELECT * FROM products WHERE name LIKE ? LIMIT 10";
const other: LoadPart = { name: "COMMIT", before: 1, around: 1 };
const busy: DatabaseLoad = {
  before: 1.2,
  around: 10,
  statements: [{ name: slow, before: 0.1, around: 8 }, other],
  waits: [{ name: "IO:DataFileRead", before: 0.2, around: 7 }],
  hosts: [{ name: "10.0.3.7", before: 1.2, around: 10 }],
  users: [{ name: "catalog", before: 1.2, around: 10 }],
};
let found: Findings;

beforeAll(async () => {
  const startedAt = new Date("2026-03-03T10:00:00Z");
  let now = startedAt;
  const simulation = simulateFault({ fault: "slowDatabase", seed: 5, startedAt, now: () => now });
  now = new Date(simulation.alarmAt.getTime() + 300_000);
  found = await findingsAt(simulation, now);
});

/** The hypothesis about the database, with what supports it. */
function aboutDatabase(load: DatabaseLoad | undefined) {
  const diagnosis = diagnose(load ? { ...found, loads: [{ ...load, component: "catalog-db" }] } : found);
  const hypothesis = diagnosis.hypotheses.find(({ cause }) => cause.component.id === "catalog-db");
  const evidence = diagnosis.evidence.filter(({ key }) => hypothesis?.supports.includes(key));
  return { diagnosis, statement: hypothesis?.statement ?? "", sentences: evidence.map(({ sentence }) => sentence) };
}

describe("a database that is the cause", () => {
  test("is named with the statement that loads it, and what it waits for is evidence", () => {
    const { statement, sentences, diagnosis } = aboutDatabase(busy);
    expect(statement).toContain(`; "${slow}" makes 80 % of its load`);
    expect(sentences).toContain(
      `catalog-db active sessions 1.2 → 10; "${slow}" makes 80 % of its load (before 8 %); 70 % of it is IO:DataFileRead; most from host 10.0.3.7 as catalog`,
    );
    expect(unfounded(diagnosis)).toEqual([]);
  });

  test.each<[string, DatabaseLoad | undefined]>([
    ["nobody records its load", undefined],
    ["the statement is as frequent as before", { ...busy, statements: [{ name: slow, before: 7, around: 8 }] }],
    ["no statement makes much of it", { ...busy, statements: [{ name: slow, before: 0, around: 2 }] }],
    ["it is at rest", { ...busy, before: 0.1, around: 0.4, statements: [{ name: slow, before: 0, around: 0.4 }] }],
    ["it is less busy than before", { ...busy, before: 12 }],
  ])("is named without a statement where %s", (_, load) => {
    const { statement, sentences } = aboutDatabase(load);
    expect(statement).toContain("catalog-db");
    expect(statement).not.toContain("of its load");
    expect(sentences.join()).not.toContain("active sessions");
  });
});
