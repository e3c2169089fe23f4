import { expect, test } from "vitest";
import { withPast } from "../../../src/engine/follow-up/past.ts";
import { diagnosis } from "../../investigation/given.ts";

const past = (id: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    cause: { component: { id, name: id, kind: "service" }, mechanism: "latency" },
    investigation: `G-${1_001 + index}`,
    closedAt: 1_790_000_000 + index,
  }));
const equals = (...causes: readonly string[]) => {
  const given = diagnosis(...causes);
  const hypotheses = given.hypotheses.map((each) => ({ ...each, standing: "LIKELY" as const, score: 0.5 }));
  return { ...given, hypotheses };
};

test("what was the cause before decides between equals, visibly", () => {
  const { hypotheses, evidence } = withPast(equals("cart", "orders"), past("orders", 3));
  expect(hypotheses.map(({ cause }) => cause.component.id)).toEqual(["orders", "cart"]);
  const told = evidence.find(({ kind }) => kind === "history");
  expect(told?.sentence).toBe("Was the cause of this alarm 3 times before: G-1001, G-1002, G-1003");
  expect(hypotheses[0]?.supports).toContain(told?.key);
});

test("it never lifts one above a higher standing, nor changes a standing or the verdict", () => {
  const before = diagnosis("cart", "orders");
  const after = withPast(before, past("orders", 40));
  expect(after.hypotheses.map(({ cause, standing }) => [cause.component.id, standing])).toEqual([
    ["cart", "LIKELY"],
    ["orders", "POSSIBLE"],
  ]);
  expect(after.verdict).toBe(before.verdict);
});

test("the cause of something else says nothing", () => {
  const given = diagnosis("cart");
  expect(withPast(given, past("payments", 9))).toBe(given);
});
