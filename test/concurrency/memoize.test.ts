import { expect, test } from "vitest";
import { createMemo } from "../../src/concurrency/memoize.ts";
import { createClock } from "../clock.ts";

const refused = async (): Promise<string> => {
  throw new Error("given up");
};

test("those who ask at once share one load, and it is kept for a while", async () => {
  const { now, advance } = createClock();
  const kept = createMemo<number>(1_000, now);
  let loads = 0;
  const load = async (): Promise<number> => ++loads;
  expect(await Promise.all([kept.get(load), kept.get(load)])).toEqual([1, 1]);
  advance(1_001);
  expect(await kept.get(load)).toBe(2);
});

test("a load that fails is the failure of who began it, and of nobody who shared it", async () => {
  const kept = createMemo<string>(1_000, createClock().now);
  const [first, second, third] = await Promise.allSettled([
    kept.get(refused),
    kept.get(async () => "seen"),
    kept.get(refused),
  ]);
  expect(first).toMatchObject({ status: "rejected" });
  expect(second).toMatchObject({ status: "fulfilled", value: "seen" });
  expect(third).toMatchObject({ status: "fulfilled", value: "seen" });
});
