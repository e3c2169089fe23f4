import type { Policy } from "../decide/policy.ts";
import { type Investigation, presentEpisode } from "../state.ts";
import { isAudible, stillFires } from "./firing.ts";

/** Repeats of one firing, and reminders of one acknowledgement: a message that nobody heeded ten times is not heeded the eleventh time. */
const MOST_REPEATS = 10;
const MOST_REMINDERS = 10;

/** The names of the timers. */
export const REPEAT = "repeat";
export const REMIND = "remind";

/**
 * When it is said again that it fires and that nobody acknowledged it (ISO): the repeat interval after the last sound. Undefined as long as
 * it is not: it recovered, somebody acknowledged or snoozed it, or it was said {@link MOST_REPEATS} times.
 */
export function repeatDue(state: Investigation, policy: Policy): string | undefined {
  const repeatMs = state.routed?.repeatMs ?? policy.repeatMs;
  if (repeatMs === undefined || !stillFires(state) || !isAudible(state) || state.acknowledged) return undefined;
  const episode = presentEpisode(state);
  if (state.repeats.filter((each) => each.episode === episode).length >= MOST_REPEATS) return undefined;
  return later(state.heardAt, repeatMs);
}

/** When whoever acknowledged it is reminded that it still fires (ISO); undefined as long as there is nothing to remind of. */
export function reminderDue(state: Investigation, { reminderMs }: Policy): string | undefined {
  const { acknowledged, reminders } = state;
  if (reminderMs === undefined || !acknowledged || !stillFires(state) || !isAudible(state)) return undefined;
  const since = reminders.filter((each) => each.since === acknowledged.at);
  if (since.length >= MOST_REMINDERS) return undefined;
  return later(latest(acknowledged.at, since.at(-1)?.at, lastSnoozeEnd(state)), reminderMs);
}

function lastSnoozeEnd({ snoozes }: Investigation): string | undefined {
  return snoozes.at(-1)?.ended?.at;
}

function latest(first: string, ...others: readonly (string | undefined)[]): string {
  return others.reduce<string>(
    (at, other) => (other !== undefined && Date.parse(other) > Date.parse(at) ? other : at),
    first,
  );
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
