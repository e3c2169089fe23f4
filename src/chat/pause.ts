import type { Shown } from "../investigation/view.ts";
import { nextAttempt } from "../lane/retry.ts";
import type { ChannelMemory, SlotMemory } from "./chat-memory.ts";

/**
 * A message after a failure. Its pause is in the memory, not in a step, so that it outlives every step that is added meanwhile; without
 * jitter, because the step adds its own.
 */
export function paused(known: SlotMemory, error: unknown, now: Date): SlotMemory {
  const { pause, ...rest } = known;
  const failures = pause?.failures ?? 0;
  const until = nextAttempt(error, failures, now, { random: () => 0, patient: true });
  return until === undefined ? rest : { ...rest, pause: { until: until.toISOString(), failures: failures + 1 } };
}

/** The messages that may be sent now. Missing ones are posted in order, so none is posted before one that waits. */
export function unpaused(messages: readonly Shown[], here: ChannelMemory, now: Date): readonly Shown[] {
  const isMissing = ({ slot }: Shown): boolean => here.slots[slot]?.message === undefined;
  const waits = (shown: Shown): boolean => waitOf(shown, here, now) > 0;
  const blocked = messages.some((shown) => isMissing(shown) && waits(shown));
  return messages.filter((shown) => !waits(shown) && !(blocked && isMissing(shown)));
}

/** Milliseconds until the first pause ends; undefined if none is running. */
export function pauseMs(messages: readonly Shown[], here: ChannelMemory, now: Date): number | undefined {
  const waits = messages.map((shown) => waitOf(shown, here, now)).filter((ms) => ms > 0);
  return waits.length === 0 ? undefined : Math.min(...waits);
}

function waitOf({ slot }: Shown, here: ChannelMemory, now: Date): number {
  const until = here.slots[slot]?.pause?.until;
  return until === undefined ? 0 : Date.parse(until) - now.getTime();
}
