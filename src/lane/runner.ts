import pLimit from "p-limit";
import { LeaseLost, messageOf } from "../errors.ts";
import type { LaneName } from "../events/work.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import type { Store } from "../store/store.ts";
import { createAttempt } from "./attempt.ts";
import { holdChat, holdWork } from "./hold.ts";
import { createNudge, type Nudge } from "./nudge.ts";
import type { Performer } from "./performer.ts";

export interface Runner {
  /** Processes both lanes of a stream now. */
  start(stream: string): void;
  /** Processes streams whose work is due or was left by another process. Call about once a second. */
  poll(): Promise<void>;
  /** Takes nothing new and resolves when all running work has ended. */
  stop(): Promise<void>;
}

/** Lanes that a process handles in parallel, and streams per read of the index. */
const LANES_AT_ONCE = 48;
const STREAMS_A_LOOK = 200;

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
  /** Lanes that run here; the function makes one look again for due steps. */
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
      .catch((error: unknown) => {
        log[failureLevel(error)]({ stream, lane: name, error: messageOf(error) }, "lane failed");
      })
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
      const work = name === "chat" ? holdChat : holdWork;
      await work(lane, { performer, attempt, nudge, stopped: () => stopped, now });
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      await lane.release().catch((error: unknown) => {
        log[failureLevel(error)]({ stream, error: messageOf(error) }, "release failed");
      });
    }
  }

  function start(stream: string): void {
    startLane(stream, "work");
    startLane(stream, "chat");
  }

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
