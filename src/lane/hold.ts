import type { Lane, Step } from "../store/store.ts";
import type { Attempt } from "./attempt.ts";
import type { Nudge } from "./nudge.ts";
import type { Performer } from "./performer.ts";

/** What a held lane is worked off with. */
export interface Hold {
  readonly performer: Performer;
  readonly attempt: Attempt;
  readonly nudge: Nudge;
  /** Returns whether the runner is stopping, so that no step is begun. */
  readonly stopped: () => boolean;
  /** Resolves when no more is to be expected soon; undefined where nothing is expected. Who waits need not take the lane again. */
  readonly lull: () => Promise<void> | undefined;
  readonly now: () => Date;
}

/** All deliveries of a round are one piece of work. */
const DELIVERIES = "deliveries";
/** Those of them that failed before. */
const AGAIN = "deliveries again";
/** Steps that are done are stored together, at the latest when there are so many. */
const MOST_UNSTORED = 50;

/**
 * Steps that are done but not stored as done yet. They are stored when the lane is released; a crash before repeats them, which is
 * harmless.
 */
export interface Done {
  readonly steps: () => readonly Step[];
  /** Stores them if they have become many. */
  add(lane: Lane, steps: readonly Step[]): Promise<void>;
  store(lane: Lane): Promise<void>;
  has(step: Step): boolean;
}

export function createDone(): Done {
  const done = new Map<string, Step>();
  async function store(lane: Lane): Promise<void> {
    const storing = [...done.values()];
    await lane.complete(storing);
    for (const { key } of storing) done.delete(key);
  }
  return {
    steps: () => [...done.values()],
    has: ({ key }) => done.has(key),
    store,
    async add(lane, steps) {
      for (const step of steps) done.set(step.key, step);
      if (done.size >= MOST_UNSTORED) await store(lane);
    },
  };
}

/** Compares a thread with what it shows until no chat step is due. */
export async function holdChat(lane: Lane, done: Done, hold: Hold): Promise<void> {
  const { performer, attempt, nudge, stopped, lull, now } = hold;
  let kept = false;
  do {
    nudge.take();
    const steps = (await lane.due(now())).filter((step) => !done.has(step));
    if (steps.length > 0 && (await attempt(lane, steps, () => performer.chat(lane, steps))))
      await done.add(lane, steps);
    const pause = nudge.given() ? undefined : lull();
    if (!pause) continue;
    if (!kept) await done.store(lane);
    kept = true;
    await Promise.race([nudge.next(), pause]);
  } while (nudge.take() && !stopped());
}

/** Runs the due steps of a work lane side by side until none is due or running. */
export async function holdWork(lane: Lane, done: Done, hold: Hold): Promise<void> {
  const { performer, attempt, nudge, stopped, now } = hold;
  const inFlight = new Map<string, Promise<void>>();
  function begin(key: string, running: () => Promise<void>): void {
    if (!inFlight.has(key))
      inFlight.set(
        key,
        running().finally(() => inFlight.delete(key)),
      );
  }
  async function workOn(step: Extract<Step, { kind: "work" }>): Promise<void> {
    if (await attempt(lane, [step], () => performer.work(lane, step))) await done.add(lane, [step]);
  }
  async function take(delivered: readonly Extract<Step, { kind: "delivery" }>[]): Promise<void> {
    await attempt(lane, delivered, async () => {
      await performer.deliveries(lane, delivered);
      lane.signal.throwIfAborted();
      await lane.complete(delivered);
    });
  }
  async function inOrder(delivered: readonly Extract<Step, { kind: "delivery" }>[]): Promise<void> {
    for (const step of delivered) await take([step]);
  }
  function beginDue(due: readonly Step[]): void {
    const delivered = due.filter((step) => step.kind === "delivery");
    const first = delivered.filter(({ attempts }) => attempts === 0);
    if (first.length > 0) begin(DELIVERIES, () => take(first));
    // What failed is tried one by one: what spoils a round spoils no other then.
    const again = delivered.filter(({ attempts }) => attempts > 0);
    if (again.length > 0) begin(AGAIN, () => inOrder(again));
    for (const step of due) {
      if (step.kind === "work" && !done.has(step)) begin(step.key, () => workOn(step));
    }
  }
  try {
    do {
      nudge.take();
      if (!stopped()) beginDue(await lane.due(now()));
      if (inFlight.size > 0) await Promise.race([nudge.next(), ...inFlight.values()]);
    } while (inFlight.size > 0 || (nudge.take() && !stopped()));
  } finally {
    await Promise.all(inFlight.values());
  }
}
