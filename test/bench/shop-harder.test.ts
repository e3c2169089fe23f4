import { expect, test } from "vitest";
import { type HarderOutcome, wentWrong } from "../../bench/shop-harder.ts";
import { harderScoreOf } from "../../bench/shop-harder-score.ts";
import { isAboutPair } from "../../bench/shop-pair.ts";
import type { HypothesisDraft } from "../../src/investigation/diagnosis.ts";

const hypothesis = (component: string, statement: string): HypothesisDraft => ({
  cause: { component: { id: component, name: component, kind: "service" }, mechanism: "latency" },
  standing: "LIKELY",
  statement,
  supports: [],
  contradicts: [],
  unchecked: [],
  refutedBy: "x",
  score: 1,
});

test.each([
  ["cart", "between checkout and cart: checkout waits 900 ms, cart takes 20 ms", true],
  ["checkout", "checkout waits for cart, which answers as usual", true],
  ["orders", "between checkout and cart something is slow", false],
  ["checkout", "checkout latency 40 → 900 ms, 2 min before cart latency moved", false],
  ["checkout", "checkout latency 40 → 900 ms caused the change in cart latency", false],
  ["checkout", 'checkout latency 40 → 900 ms; it writes "no answer of cart"', false],
  ["checkout", "checkout waits for carts, which answers as usual", false],
])("whether a hypothesis on %s is about checkout and cart: %s", (component, statement, isAbout) => {
  expect(isAboutPair(hypothesis(component, statement), ["checkout", "cart"])).toBe(isAbout);
});

const outcome = (rest: Partial<HarderOutcome>): HarderOutcome => ({
  seed: 1,
  mechanism: "retries",
  kind: "retries",
  conditions: [],
  between: undefined,
  alarm: "a",
  truth: "cart",
  verdict: "CONFIRMED",
  top: undefined,
  rank: 1,
  ms: 5,
  statement: undefined,
  statementOfTruth: undefined,
  flaw: undefined,
  ...rest,
});

test("days are counted by kind of fault and by condition, with seeds of those that went wrong", () => {
  const normal = { truth: undefined, rank: Number.POSITIVE_INFINITY, kind: "normal" };
  const score = harderScoreOf([
    outcome({ conditions: ["sparse"] }),
    outcome({ seed: 2, rank: 2, verdict: "LIKELY" }),
    outcome({ seed: 3, kind: "one path", rank: 4, verdict: "NO FAULT FOUND", flaw: "no evidence says 3" }),
    outcome({ ...normal, seed: 4, verdict: "LIKELY", conditions: ["sparse"] }),
    outcome({ ...normal, seed: 5, verdict: "NO FAULT FOUND" }),
  ]);
  expect(score.byKind).toEqual({
    "one path": {
      faults: 1,
      top1: 0,
      top3: 0,
      CONFIRMED: { right: 0, of: 0 },
      LIKELY: { right: 0, of: 0 },
      noFaultFound: 1,
      wrong: [3],
    },
    retries: {
      faults: 2,
      top1: 0.5,
      top3: 1,
      CONFIRMED: { right: 1, of: 1 },
      LIKELY: { right: 0, of: 1 },
      noFaultFound: 0,
      wrong: [2],
    },
  });
  expect(score.conditions.sparse).toMatchObject({ faults: 1, top1: 1, normalDays: 1, accusedOnNormalDays: 1 });
  expect(score["NO FAULT FOUND"]).toMatchObject({ right: 1, of: 2 });
  expect(score.flawed).toEqual([3]);
});

test("an undecided normal day is not wrong, an accusation is", () => {
  const normal = { truth: undefined, rank: Number.POSITIVE_INFINITY };
  expect(wentWrong(outcome({ ...normal, verdict: "INCONCLUSIVE" }))).toBe(false);
  expect(wentWrong(outcome({ ...normal, verdict: "CONFIRMED" }))).toBe(true);
});
