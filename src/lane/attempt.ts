import { LeaseLost, messageOf, NotYet } from "../errors.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import type { Lane, Step } from "../store/store.ts";
import type { Performer } from "./performer.ts";
import { nextAttempt } from "./retry.ts";

/** Runs steps and returns whether they are done. */
export type Attempt = (lane: Lane, steps: readonly Step[], run: () => Promise<void>) => Promise<boolean>;

/**
 * Creates an attempt that postpones failed steps instead of throwing. A lost lane ends in silence: its next owner repeats the steps.
 */
export function createAttempt(deps: {
  readonly performer: Pick<Performer, "dead">;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}): Attempt {
  const { performer, now, random, log } = deps;

  async function postpone(lane: Lane, step: Step, error: unknown): Promise<void> {
    const until = nextAttempt(error, step.attempts, now(), { random, patient: lane.name === "chat" });
    if (until === undefined) await performer.dead(lane.stream, step, error);
    await lane.postpone(step, until);
  }

  return async (lane, steps, run) => {
    try {
      await run();
      return !lane.signal.aborted;
    } catch (error) {
      if (lane.signal.aborted || error instanceof LeaseLost) return false;
      const fields = { stream: lane.stream, lane: lane.name, error: messageOf(error) };
      if (error instanceof NotYet) log.debug(fields, "step waits");
      else log[failureLevel(error)](fields, "step failed");
      await Promise.all(steps.map((step) => postpone(lane, step, error))).catch((failure: unknown) => {
        log[failureLevel(failure)]({ stream: lane.stream, error: messageOf(failure) }, "a step could not be postponed");
      });
      return false;
    }
  };
}
