import { expect, test } from "vitest";
import { createTogether } from "../../src/concurrency/together.ts";

/** So long that no test waits for it. */
const NEVER_MS = 1_000_000;

/** Calls that end when the test lets them. */
function recorded() {
  const calls: { readonly items: readonly number[]; readonly end: (answer: boolean) => void }[] = [];
  const tell = (_: string, items: readonly number[]): Promise<boolean> =>
    new Promise((resolve) => calls.push({ items, end: resolve }));
  return { calls, tell };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("the first is told at once, and those that come with it", async () => {
  const { calls, tell } = recorded();
  const together = createTogether(tell, { apartMs: NEVER_MS, busy: 1, most: 10 });
  const answers = [together("a", 1), together("a", 2)];
  await turn();
  expect(calls.map(({ items }) => items)).toEqual([[1, 2]]);
  calls[0]?.end(true);
  expect(await Promise.all(answers)).toEqual([true, true]);
});

test("so many wait for no time, only for the call before them, and keep their order", async () => {
  const { calls, tell } = recorded();
  const together = createTogether(tell, { apartMs: NEVER_MS, busy: 1, most: 2 });
  void together("a", 1);
  await turn();
  for (const item of [2, 3, 4, 5, 6]) void together("a", item);
  await turn();
  expect(calls).toHaveLength(1);
  calls[0]?.end(true);
  await turn();
  calls[1]?.end(true);
  await turn();
  calls[2]?.end(true);
  await turn();
  expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3], [4, 5]]);
});

test("those that are fewer wait until the time is over", async () => {
  const { calls, tell } = recorded();
  const together = createTogether(tell, { apartMs: 1, busy: 1, most: 10 });
  void together("a", 1);
  await turn();
  void together("a", 2);
  void together("a", 3);
  calls[0]?.end(true);
  await expect.poll(() => calls.length).toBe(2);
  expect(calls[1]?.items).toEqual([2, 3]);
});

test("after a call of few items the pause is their share of it", async () => {
  const { calls, tell } = recorded();
  const together = createTogether(tell, { apartMs: NEVER_MS, busy: NEVER_MS, most: 10 });
  void together("a", 1);
  await turn();
  calls[0]?.end(true);
  await turn();
  void together("a", 2);
  await expect.poll(() => calls.length).toBe(2);
});

test("other keys wait for nothing of it", async () => {
  const { calls, tell } = recorded();
  const together = createTogether(tell, { apartMs: NEVER_MS, busy: 1, most: 10 });
  void together("a", 1);
  await turn();
  void together("a", 2);
  void together("b", 3);
  await turn();
  expect(calls.map(({ items }) => items)).toEqual([[1], [3]]);
});

test("a call that fails is the failure of its own items only", async () => {
  let calls = 0;
  const tell = async (): Promise<boolean> => {
    calls += 1;
    if (calls === 1) throw new Error("the disk is full");
    return true;
  };
  const together = createTogether(tell, { apartMs: 1, busy: 1, most: 10 });
  await expect(together("a", 1)).rejects.toThrow("the disk is full");
  expect(await together("a", 2)).toBe(true);
});
