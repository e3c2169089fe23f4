import { parser } from "@prometheus-io/lezer-promql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST_PROMQL, promqlMistake, selectorOf } from "../../src/promql/mistake.ts";

describe("PromQL", () => {
  test.each([
    "up",
    'sum by (job) (rate(http_requests_total{code=~"5..", path="a\\"b"}[5m])) > 0.5',
    "histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))",
    "up offset 5m",
    "topk(5, up) # the best",
  ])("%s is right", (expression) => {
    expect(promqlMistake(expression)).toBeUndefined();
  });

  test.each([
    ["rate(foo[5m", /ends too early, at column 12/],
    ["foo bar", /from column 5 on: bar/],
    ["foo{a=b}", /from column 7 on: b}/],
    ["foo[5x]", /from column 6 on: x\]/],
    ["", /ends too early, at column 1/],
    ["up; drop", /from column 3 on: ; drop/],
    ["a".repeat(LONGEST_PROMQL + 1), /too long/],
  ])("%s has its mistake named by its column", (expression, words) => {
    expect(promqlMistake(expression)).toMatch(words);
  });

  test("any value of a label is one string of one selector", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (value) => {
        const expression = selectorOf("up", { path: value });
        expect(promqlMistake(expression)).toBeUndefined();
        expect(parser.parse(expression).topNode.firstChild?.name).toBe("VectorSelector");
      }),
      { numRuns: 100 },
    );
  });

  test("a name of a label that is none is refused", () => {
    expect(() => selectorOf("up", { 'a="b"} or x{c': "d" })).toThrow(/no name of PromQL/);
  });
});
