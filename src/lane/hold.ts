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
  readonly now: () => Date;
}

/** All deliveries of a round are one piece of work. */
const DELIVERIES = "deliveries";

/** Compares a thread with what it shows until no chat step is due. */
export async function holdChat(lane: Lane, { performer, attempt, nudge, stopped, now }: Hold): Promise<void> {
  do {
    nudge.take();
    const steps = await lane.due(now());
    if (steps.length === 0) continue;
    await attempt(lane, steps, () => performer.chat(lane));
  } while (nudge.take() && !stopped());
}

/** Runs the due steps of a work lane side by side until none is due or running. */
export async function holdWork(lane: Lane, { performer, attempt, nudge, stopped, now }: Hold): Promise<void> {
  const inFlight = new Map<string, Promise<void>>();
  function begin(key: string, steps: readonly Step[], run: () => Promise<void>): void {
    if (inFlight.has(key)) return;
    const running = attempt(lane, steps, run).finally(() => inFlight.delete(key));
    inFlight.set(key, running);
  }
  function beginDue(due: readonly Step[]): void {
    const delivered = due.filter((step) => step.kind === "delivery");
    if (delivered.length > 0) begin(DELIVERIES, delivered, () => performer.deliveries(lane, delivered));
    for (const step of due) {
      if (step.kind === "work") begin(step.key, [step], () => performer.work(lane, step));
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
