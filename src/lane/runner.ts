import pLimit from "p-limit";
import { LeaseLost, messageOf } from "../errors.ts";
import { dueOf, type LaneName, laneOf, type Work } from "../events/work.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import type { Store } from "../store/store.ts";
import { createAttempt } from "./attempt.ts";
import { createDone, holdChat, holdWork } from "./hold.ts";
import { createNudge, type Nudge } from "./nudge.ts";
import { createPatience, type Outcome } from "./patience.ts";
import type { Performer } from "./performer.ts";
import { createSchedule } from "./schedule.ts";

export interface Runner {
  /** Works off lanes of a stream, now: both where none is named. */
  start(stream: string, lanes?: readonly LaneName[]): void;
  /** Works off what follows from a commit: at once what is due, the rest when it is. A lane without work is left alone. */
  follow(stream: string, work: readonly Work[]): void;
  /** Lets lanes of a stream that run here look again: another process appended to it. */
  lookAgain(stream: string): void;
  /** Looks for what others left, and for timers of long ago. */
  poll(): Promise<void>;
  /** Takes nothing new and resolves when all running work has ended. */
  stop(): Promise<void>;
}

/** Lanes that a process handles in parallel, and streams per read of the index. */
const LANES_AT_ONCE = 48;
const STREAMS_A_LOOK = 200;
const LANES = ["work", "chat"] as const;
/** While a stream is worked on, its thread changes about once a second. */
const LULL_MS = 2_500;

/** Processes lanes: each on one replica at a time, in version order, with retries. */
export function createRunner(deps: {
  readonly store: Store;
  readonly performer: Performer;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}): Runner {
  const { store, performer, now, log } = deps;
  const attempt = createAttempt(deps);
  const limit = { chat: pLimit(LANES_AT_ONCE), work: pLimit(LANES_AT_ONCE) };
  /** Lanes that run here. */
  const running = new Map<string, { readonly nudge: Nudge; readonly ending: Promise<void> }>();
  const patience = createPatience(now);
  const schedule = createSchedule(now);
  let stopped = false;

  const keyOf = (stream: string, name: LaneName): string => `${name} ${stream}`;

  function startLane(stream: string, name: LaneName, insist = true): void {
    const key = keyOf(stream, name);
    const known = running.get(key);
    if (known) known.nudge.again();
    if (known || stopped) return;
    schedule.cancel(key);
    const nudge = createNudge();
    const ending = limit[name](() => hold(stream, name, nudge))
      .then(
        (next) => plan(stream, name, next === "held" && !insist ? undefined : next),
        (error: unknown) => {
          log[failureLevel(error)]({ stream, lane: name, error: messageOf(error) }, "lane failed");
          plan(stream, name, "failed");
        },
      )
      .finally(() => {
        running.delete(key);
        if (nudge.take() && !stopped) startLane(stream, name);
      });
    running.set(key, { nudge, ending });
  }

  function plan(stream: string, name: LaneName, next: Outcome): void {
    const at = patience.nextLook(keyOf(stream, name), next);
    if (at !== undefined) later(stream, name, at);
  }

  function later(stream: string, name: LaneName, at: number): void {
    if (!stopped) schedule.set(keyOf(stream, name), at, () => startLane(stream, name));
  }

  async function hold(stream: string, name: LaneName, nudge: Nudge): Promise<Exclude<Outcome, "failed">> {
    nudge.take();
    const lane = await store.take(stream, name);
    if (!lane) return "held";
    const done = createDone();
    const lull = (): Promise<void> | undefined => lullOf(stream);
    try {
      const work = name === "chat" ? holdChat : holdWork;
      await work(lane, done, { performer, attempt, nudge, stopped: () => stopped, lull, now });
    } catch (error) {
      if (error instanceof LeaseLost) return "held";
      await lane.release(done.steps()).catch(() => undefined);
      throw error;
    }
    return lane.release(done.steps());
  }

  /** While a stream's work runs, its thread changes again and again. */
  function lullOf(stream: string): Promise<void> | undefined {
    const work = running.get(keyOf(stream, "work"));
    if (!work || stopped) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LULL_MS);
    return Promise.race([promise, work.ending]).finally(() => clearTimeout(timer));
  }

  function start(stream: string, lanes: readonly LaneName[] = LANES): void {
    for (const name of lanes) startLane(stream, name);
  }

  return {
    start,
    follow(stream, work) {
      const at = now();
      for (const name of LANES) {
        const due = Math.min(...work.flatMap((each) => (laneOf(each) === name ? dueOf(each, at.toISOString()) : [])));
        if (due <= at.getTime()) startLane(stream, name);
        else if (Number.isFinite(due)) later(stream, name, due);
      }
    },
    lookAgain(stream) {
      for (const name of LANES) running.get(keyOf(stream, name))?.nudge.again();
    },
    async poll() {
      if (stopped) return;
      for (const stream of await store.due(now(), STREAMS_A_LOOK)) {
        for (const name of LANES) startLane(stream, name, false);
      }
    },
    async stop() {
      stopped = true;
      schedule.clear();
      while (running.size > 0) {
        for (const { nudge } of running.values()) nudge.again();
        await Promise.all([...running.values()].map(({ ending }) => ending));
      }
    },
  };
}
