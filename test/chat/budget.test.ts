import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RATES } from "../../adapters/slack/render/limits.ts";
import { createBudget } from "../../src/chat/budget.ts";
import type { Urgency } from "../../src/chat/chat.ts";
import { NotYet } from "../../src/errors.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const setUp = () => createBudget(RATES, () => Date.now());
const post = (place = "C1", urgency: Urgency = "alarm") => ({ place, kind: "post", urgency }) as const;
const edit = (urgency: Urgency) => ({ place: "C1", kind: "edit", urgency }) as const;

test("one message a second in a channel, others beside it", async () => {
  const budget = setUp();
  const sent: string[] = [];
  for (const channel of ["C1", "C1", "C1", "C2"]) {
    void budget.turn(post(channel)).then(() => sent.push(`${channel} at ${Date.now()}`));
  }
  await vi.advanceTimersByTimeAsync(3_000);
  expect(sent).toEqual(["C1 at 0", "C2 at 0", "C1 at 1000", "C1 at 2000"]);
});

test("of those that wait the most urgent goes first", async () => {
  const budget = setUp();
  const order: Urgency[] = [];
  await budget.turn(post());
  for (const urgency of ["finding", "state", "alarm", "decision"] as const) {
    void budget.turn(post("C1", urgency)).then(() => order.push(urgency));
  }
  await vi.advanceTimersByTimeAsync(4_500);
  expect(order).toEqual(["alarm", "decision", "state", "finding"]);
});

test("progress uses at most half of the edits, and never waits", async () => {
  const budget = setUp();
  let progress = 0;
  let decisions = 0;
  for (let second = 0; second < 120; second++) {
    void budget.turn(edit("progress")).then(
      () => void progress++,
      () => undefined,
    );
    void budget.turn(edit("decision")).then(
      () => void decisions++,
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(progress).toBeLessThanOrEqual(RATES.progress.burst + 2 * RATES.progress.perMinute);
  expect(progress + decisions).toBeLessThanOrEqual(RATES.edit.burst + 2 * RATES.edit.perMinute);
  expect(decisions).toBeGreaterThan(40);
});

test("one channel's edits leave those of the others their share, the most urgent first", async () => {
  const budget = setUp();
  const sent: string[] = [];
  for (let second = 0; second < 60; second++) {
    for (const [place, urgency] of [
      ["C1", "finding"],
      ["C1", "decision"],
      ["C2", "state"],
    ] as const) {
      if (place === "C2" && second % 6 > 0) continue;
      void budget.turn({ place, kind: "edit", urgency }).then(
        () => void sent.push(`${place} ${urgency}`),
        () => undefined,
      );
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }
  const many = (text: string): number => sent.filter((one) => one.startsWith(text)).length;
  expect(many("C1")).toBeLessThanOrEqual(RATES.placeEdit.burst + RATES.placeEdit.perMinute);
  expect(many("C1 decision")).toBeGreaterThan(2 * many("C1 finding"));
  expect(many("C2")).toBe(10);
});

test("edits that nobody waits for are a second apart, an answer to a person is not", async () => {
  const budget = setUp();
  const sent: string[] = [];
  for (const urgency of ["state", "state", "finding", "decision"] as const) {
    void budget.turn(edit(urgency)).then(() => sent.push(`${urgency} at ${Date.now()}`));
  }
  await vi.advanceTimersByTimeAsync(4_000);
  expect(sent).toEqual(["state at 0", "decision at 0", "state at 1000", "finding at 2000"]);
});

test("what would wait long is told to come again instead", async () => {
  const budget = setUp();
  budget.hold({ place: "C1", kind: "post" }, 30_000);
  await expect(budget.turn(post())).rejects.toThrow(NotYet);
  await expect(budget.turn(post())).rejects.toMatchObject({ afterMs: 30_000 });
  await expect(budget.turn(post("C2"))).resolves.toBe(false);
});

test("a wait that Slack asks for holds every edit, and ends", async () => {
  const budget = setUp();
  budget.hold({ place: "C1", kind: "edit" }, 2_000);
  const sent: number[] = [];
  void budget.turn(edit("state")).then(() => sent.push(Date.now()));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([2_000]);
});
