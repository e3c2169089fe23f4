import fc from "fast-check";
import { expect, inject, test } from "vitest";

test("every property of a run draws from its printed seed", () => {
  const drawn = (params?: { seed: number }): number[] => fc.sample(fc.integer(), { numRuns: 5, ...params });
  expect(drawn()).toEqual(drawn({ seed: inject("propertySeed") }));
});
