import { expect, test } from "vitest";
import { comparedIn } from "../../src/promql/compared.ts";

test.each([
  ["sum by (pod) (rate(x[5m])) > 0.5", { expression: "sum by (pod) (rate(x[5m]))", threshold: 0.5, isBelow: false }],
  ["a / b >= -2", { expression: "a / b", threshold: -2, isBelow: false }],
  ["free < 1e6", { expression: "free", threshold: 1e6, isBelow: true }],
  ["up == 0", { expression: "up", threshold: 0, isBelow: true }],
])("%s compares with a number", (text, compared) => {
  expect(comparedIn(text)).toEqual(compared);
});

test.each(["rate(x[5m])", "a < 1 and b", "a > b", "absent(up)", "a >", ""])("%s has no limit of its own", (text) => {
  expect(comparedIn(text)).toBeUndefined();
});
