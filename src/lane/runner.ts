import pLimit from "p-limit";
import { LeaseLost, messageOf, NotYet } from "../errors.ts";
import type { LaneName } from "../events/work.ts";
import type { Log } from "../log/log.ts";
import type { Lane, Step, Store } from "../store/store.ts";
import { nextAttempt } from "./retry.ts";

/** Does the steps of one lane. May run twice for the same step, so everything in it is safe to repeat. */
export interface Performer {
  /** One thread after the other: all due chat steps are one comparison. */
  chat(lane: Lane): Promise<void>;
  /** One step of work. Steps of a stream run side by side. */
  work(lane: Lane, step: Extract<Step, { kind: "work" }>): Promise<void>;
  /** Everything that arrived on an intake stream since the last round. */
  deliveries(lane: Lane, steps: readonly Extract<Step, { kind: "delivery" }>[]): Promise<void>;
  /** A step is dead: tell the thread. */
  dead(stream: string, step: Step, error: unknown): Promise<void>;
}

export interface Runner {
  /** Works off both lanes of a stream, now. */
  start(stream: string): void;
  /** Looks for what others left. Call about once a second. */
  poll(): Promise<void>;
  /** Takes nothing new and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** How many lanes a process works at once, and how many streams one look at the index names. */
const LANES_AT_ONCE = 48;
const STREAMS_A_LOOK = 200;

/** All deliveries of a round are one piece of work. */
const DELIVERIES = "deliveries";

/** Tells a running lane to look again: something was appended while it worked. */
interface Nudge {
  again(): void;
  /** Whether it was told since the last time. */
  take(): boolean;
  /** Resolves when it is told. */
  next(): Promise<void>;
}

function createNudge(): Nudge {
  let told = false;
  let wake: () => void = () => undefined;
  return {
    again() {
      told = true;
      wake();
    },
    take() {
      const was = told;
      told = false;
      return was;
    },
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (told) resolve();
      }),
  };
}

/** Works lanes off: one replica at a time a lane, in version order, as often as it takes. */
export function createRunner(deps: {
  readonly store: Store;
  readonly performer: Performer;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}): Runner {
  const { store, performer, now, random, log } = deps;
  const limit = { chat: pLimit(LANES_AT_ONCE), work: pLimit(LANES_AT_ONCE) };
  /** Lanes that run here; the function looks again for due steps. */
  const running = new Map<string, () => void>();
  const ended = new Set<Promise<void>>();
  let stopped = false;

  function startLane(stream: string, name: LaneName): void {
    const key = `${name} ${stream}`;
    const again = running.get(key);
    if (again) again();
    if (again || stopped) return;
    const nudge = createNudge();
    running.set(key, nudge.again);
    const ending = limit[name](() => hold(stream, name, nudge))
      .catch((error: unknown) => log.warn({ stream, lane: name, error: messageOf(error) }, "lane failed"))
      .finally(() => {
        running.delete(key);
        ended.delete(ending);
        if (nudge.take() && !stopped) startLane(stream, name);
      });
    ended.add(ending);
  }

  async function hold(stream: string, name: LaneName, nudge: Nudge): Promise<void> {
    nudge.take();
    const lane = await store.take(stream, name);
    if (!lane) return;
    try {
      await (name === "chat" ? holdChat(lane, nudge) : holdWork(lane, nudge));
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      await lane.release().catch((error: unknown) => log.warn({ stream, error: messageOf(error) }, "release failed"));
    }
  }

  async function holdChat(lane: Lane, nudge: Nudge): Promise<void> {
    do {
      nudge.take();
      const steps = await lane.due(now());
      if (steps.length === 0) continue;
      await attempt(lane, steps, () => performer.chat(lane));
    } while (nudge.take() && !stopped);
  }

  async function holdWork(lane: Lane, nudge: Nudge): Promise<void> {
    const inFlight = new Map<string, Promise<void>>();
    const begin = (key: string, steps: readonly Step[], run: () => Promise<void>) => {
      inFlight.set(
        key,
        attempt(lane, steps, run).finally(() => inFlight.delete(key)),
      );
    };
    try {
      do {
        nudge.take();
        const due = stopped ? [] : await lane.due(now());
        const delivered = due.filter((step) => step.kind === "delivery");
        if (delivered.length > 0 && !inFlight.has(DELIVERIES)) {
          begin(DELIVERIES, delivered, () => performer.deliveries(lane, delivered));
        }
        for (const step of due) {
          if (step.kind === "work" && !inFlight.has(step.key)) {
            begin(step.key, [step], () => performer.work(lane, step));
          }
        }
        if (inFlight.size > 0) await Promise.race([nudge.next(), ...inFlight.values()]);
      } while (inFlight.size > 0 || (nudge.take() && !stopped));
    } finally {
      await Promise.all(inFlight.values());
    }
  }

  /** Runs, then marks as done; a failure puts the steps off instead of throwing. A lost lane ends in silence: its next owner repeats. */
  async function attempt(lane: Lane, steps: readonly Step[], run: () => Promise<void>): Promise<void> {
    try {
      await run();
      lane.signal.throwIfAborted();
      await lane.complete(steps);
    } catch (error) {
      if (lane.signal.aborted || error instanceof LeaseLost) return;
      const told = { stream: lane.stream, lane: lane.name, error: messageOf(error) };
      if (error instanceof NotYet) log.debug(told, "step waits");
      else log.warn(told, "step failed");
      await Promise.all(steps.map((step) => putOff(lane, step, error))).catch((failure: unknown) =>
        log.warn({ stream: lane.stream, error: messageOf(failure) }, "could not put off a step"),
      );
    }
  }

  async function putOff(lane: Lane, step: Step, error: unknown): Promise<void> {
    const until = nextAttempt(error, step.attempts, now(), { random, patient: lane.name === "chat" });
    if (until === undefined) await performer.dead(lane.stream, step, error);
    await lane.postpone(step, until);
  }

  const start = (stream: string): void => {
    startLane(stream, "work");
    startLane(stream, "chat");
  };
  return {
    start,
    async poll() {
      if (stopped) return;
      for (const stream of await store.due(now(), STREAMS_A_LOOK)) start(stream);
    },
    async stop() {
      stopped = true;
      while (ended.size > 0) await Promise.all(ended);
    },
  };
}
