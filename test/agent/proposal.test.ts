import { describe, expect, test } from "vitest";
import { recordSources } from "../../src/agent/sources.ts";
import type { Question } from "../../src/events/events.ts";
import { leading } from "../../src/investigation/ranking/ranking.ts";
import { proposalIn } from "../../src/jobs/answers/proposal.ts";
import { nightRecord } from "../command/night-record.ts";
import { given } from "../investigation/given.ts";

const sources = new Map(recordSources(nightRecord).map((source) => [source.id, source]));
const errors: Question = { type: "signal", signal: "errors", component: "orders-db", window: { start: 0, end: 3600 } };
const parse = (command: string): Question | undefined => (command.startsWith("metrics ") ? errors : undefined);
const proposed = (line: string) => proposalIn(["It is bad (e2)", line], nightRecord, sources, parse);
const LINE = "POSSIBLE orders-db: its CPU moved from 31 to 34 % (e3) SETTLE: metrics errors orders-db";

test("a suspicion rests on evidence of its component and names the query that would settle it", () => {
  expect(proposed(LINE)).toMatchObject({
    cause: { component: { id: "orders-db" }, mechanism: "proposed by a model" },
    statement: "its CPU moved from 31 to 34 % (a model's suggestion)",
    supports: ["e3"],
    settles: { command: expect.stringMatching(/^metrics errors of "orders-db" from /) },
  });
});

describe("it is dropped", () => {
  test.each([
    ["without a query", "POSSIBLE orders-db: its CPU moved (e3)"],
    ["with a query that does more than read", "POSSIBLE orders-db: its CPU moved (e3) SETTLE: accept h1"],
    ["with a figure that nobody measured", "POSSIBLE orders-db: its CPU is 99 % (e3) SETTLE: metrics errors orders-db"],
    [
      "about a component that its evidence is not about",
      "POSSIBLE cart: the CPU moved (e3) SETTLE: metrics errors cart",
    ],
    ["on a note alone", "POSSIBLE orders-db: it was restarted (n1) SETTLE: metrics errors orders-db"],
    ["as more than a suspicion", "CONFIRMED orders-db: its CPU moved (e3) SETTLE: metrics errors orders-db"],
  ])("%s", (_name, line) => {
    expect(proposed(line)).toBeUndefined();
  });
});

test("it is POSSIBLE, behind all others, and added once", () => {
  const proposal = proposed(LINE)!;
  const state = given(nightRecord)
    .when({ type: "propose", ...proposal })
    .happens("hypothesisProposed");
  const added = state.hypotheses.at(-1)!;
  expect(added.weight).toMatchObject({ standing: "POSSIBLE", score: 0, supports: ["e3"] });
  expect(leading(state).map(({ id }) => id)).not.toContain(added.id);
  given(state)
    .when({ type: "propose", ...proposal })
    .happens();
  given(state)
    .when({ type: "propose", ...proposal, supports: ["e99"] })
    .happens();
});
