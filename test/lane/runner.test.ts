import { expect, test } from "vitest";
import { Retryable, Unrecoverable } from "../../src/errors.ts";
import type { Work } from "../../src/events/work.ts";
import type { Performer } from "../../src/lane/performer.ts";
import { MAX_ATTEMPTS, nextAttempt } from "../../src/lane/retry.ts";
import { createRunner } from "../../src/lane/runner.ts";
import { silentLog } from "../../src/log/log.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Commit, Step } from "../../src/store/store.ts";
import { createClock } from "../clock.ts";

function setUp(performer: Partial<Performer> = {}) {
  const { now, advance } = createClock();
  const { store } = createMemoryStores({ now });
  const performed: string[] = [];
  const dead: string[] = [];
  const runner = createRunner({
    store,
    performer: {
      chat: async () => void performed.push("chat"),
      work: async (_lane, { work }) => void performed.push(work.type),
      deliveries: async (_lane, steps) => void performed.push(`${steps.length} deliveries`),
      dead: async (_stream, step) => void dead.push(keyOf(step)),
      ...performer,
    },
    now,
    random: () => 1,
    log: silentLog,
  });
  let version = 0;
  const append = (...work: readonly Work[]): Promise<void> => {
    version += 1;
    const meta = { id: `d${version}`, actor: { id: "a", name: "A" }, at: now().toISOString() };
    const commit: Commit = { stream: "s", version, meta, events: [], work };
    return store.append(commit);
  };
  return { store, runner, performed, dead, append, now, advance };
}

const keyOf = (step: Step): string => (step.kind === "work" ? step.work.type : step.key);

test("does the work of a commit once, chat as one comparison", async () => {
  const { runner, performed, append } = setUp();
  await append({ type: "chat" }, { type: "summarise" });
  await append({ type: "chat" }, { type: "investigate", episode: 1 });
  runner.start("s");
  await expect.poll(() => performed.length).toBe(3);
  runner.start("s");
  await runner.stop();
  expect(performed.sort()).toEqual(["chat", "investigate", "summarise"]);
});

test("long work holds neither the thread nor later work back", async () => {
  let finish: () => void = () => undefined;
  const long = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const done: string[] = [];
  const { runner, performed, append } = setUp({
    work: async (_lane, { work }) => {
      if (work.type === "investigate") await long;
      done.push(work.type);
    },
  });
  await append({ type: "chat" }, { type: "investigate", episode: 1 });
  runner.start("s");
  await expect.poll(() => performed).toEqual(["chat"]);
  await append({ type: "chat" }, { type: "ask", query: "q1" });
  runner.start("s");
  await expect.poll(() => done).toEqual(["ask"]);
  expect(performed).toEqual(["chat", "chat"]);
  finish();
  await runner.stop();
  expect(done).toEqual(["ask", "investigate"]);
});

test("work survives a crash between commit and effect", async () => {
  const { store, runner, performed, append, advance } = setUp();
  await append({ type: "summarise" });
  await store.take("s", "work");
  await runner.poll();
  advance(31_000);
  await runner.poll();
  await expect.poll(() => performed).toEqual(["summarise"]);
  await runner.stop();
});

test("a step that failed comes again at the time the platform asked for, without the others", async () => {
  let failures = 0;
  const { runner, append, advance, performed } = setUp({
    work: async (_lane, { work }) => {
      if (work.type === "ask" && ++failures === 1) throw new Retryable("slow down", { afterMs: 7_000 });
      performed.push(work.type);
    },
  });
  await append({ type: "ask", query: "q1" }, { type: "summarise" });
  runner.start("s");
  await expect.poll(() => performed).toEqual(["summarise"]);
  advance(6_999);
  await runner.poll();
  expect(performed).toEqual(["summarise"]);
  advance(1);
  await expect.poll(async () => runner.poll().then(() => performed)).toEqual(["summarise", "ask"]);
  await runner.stop();
});

test("what no attempt can help is dead at once, alone, and told", async () => {
  const { runner, append, dead, performed } = setUp({
    work: async (_lane, { work }) => {
      if (work.type === "ask") throw new Unrecoverable("the channel is archived");
      performed.push(work.type);
    },
  });
  await append({ type: "ask", query: "q1" }, { type: "summarise" });
  runner.start("s");
  await expect.poll(() => dead).toEqual(["ask"]);
  await runner.stop();
  expect(performed).toEqual(["summarise"]);
});

test("a timer rings when its time has come", async () => {
  const { runner, append, now, advance, performed } = setUp();
  await append({ type: "wake", timer: "close", at: new Date(now().getTime() + 60_000).toISOString() });
  await runner.poll();
  expect(performed).toEqual([]);
  advance(60_000);
  await runner.poll();
  await expect.poll(() => performed).toEqual(["wake"]);
  await runner.stop();
});

test("what arrives while a round is worked on is taken in the next", async () => {
  const { store, runner, performed, now } = setUp();
  const delivery = (id: string) => ({ id, stream: "intake/x", receivedAt: now().toISOString(), body: "{}" });
  await store.deliver([delivery("a"), delivery("b")]);
  runner.start("intake/x");
  await store.deliver([delivery("c")]);
  runner.start("intake/x");
  await expect.poll(() => performed.join()).toMatch(/^(3 deliveries|2 deliveries,1 deliveries)$/);
  await runner.stop();
});

test("attempts wait 1 s doubling to 5 min, and end after twenty", () => {
  const now = new Date(0);
  const waits = Array.from({ length: 12 }, (_, n) =>
    nextAttempt(new Error("x"), n, now, { random: () => 1, patient: false })?.getTime(),
  );
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(waits.at(-1)).toBe(300_000);
  expect(nextAttempt(new Error("x"), 0, now, { random: () => 0, patient: false })?.getTime()).toBe(500);
  expect(nextAttempt(new Error("x"), MAX_ATTEMPTS - 1, now, { random: () => 1, patient: false })).toBeUndefined();
});

test("what a thread should show is tried for as long as its channel cannot be written", () => {
  const now = new Date(0);
  const options = { random: () => 1, patient: true };
  expect(nextAttempt(new Retryable("429", { afterMs: 7_000 }), 500, now, options)?.getTime()).toBe(7_000);
  expect(nextAttempt(new Unrecoverable("invite the bot"), 500, now, options)?.getTime()).toBe(300_000);
  expect(nextAttempt(new Unrecoverable("invite the bot"), 0, now, { ...options, patient: false })).toBeUndefined();
});
