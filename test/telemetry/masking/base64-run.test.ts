import { expect, test } from "vitest";
import { base64Run } from "../../../src/telemetry/masking/base64-run.ts";

test.each([
  ["", false],
  ["short words only, however many of them there are in a line", false],
  ["a".repeat(39), false],
  ["a".repeat(40), true],
  [`key=${"aZ09+/".repeat(7)}.`, true],
  [`${"a".repeat(39)}-${"b".repeat(39)} ${"c".repeat(39)}`, false],
])("%s", (text, expected) => {
  expect(base64Run(40).test(text)).toBe(expected);
});

test("a run is found wherever it begins", () => {
  for (let before = 0; before < 100; before++) {
    const text = (length: number) => `${"-".repeat(before)}${"x".repeat(length)} rest`;
    expect([base64Run(40).test(text(40)), base64Run(40).test(text(39))], `after ${before}`).toEqual([true, false]);
  }
});
