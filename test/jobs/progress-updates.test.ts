import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProgressUpdates } from "../../src/jobs/progress-updates.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is told, and how to tell progress. */
function begin(quietMs?: number) {
  const told: number[] = [];
  const telling = createProgressUpdates(() => new Date(), quietMs);
  return { told, telling, progress: (done: number) => telling.progress(async () => told.push(done)) };
}

test("progress is told at once, and then once a second", async () => {
  const { told, telling, progress } = begin();
  progress(1);
  progress(2);
  await vi.advanceTimersByTimeAsync(1_000);
  progress(3);
  await telling.ended();
  expect(told).toEqual([1, 3]);
});

test("where it begins in quiet, how far it is is told once it takes long, though nothing happens then", async () => {
  const { told, progress } = begin(4_000);
  progress(1);
  progress(2);
  await vi.advanceTimersByTimeAsync(3_999);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual([2]);
  await vi.advanceTimersByTimeAsync(1_000);
  progress(3);
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([2, 3]);
});

test("what ends before it takes long tells no progress", async () => {
  const { told, telling, progress } = begin(4_000);
  progress(1);
  await telling.ended();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
});
