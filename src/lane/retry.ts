import { Retryable, Unrecoverable } from "../errors.ts";

/** After this many failures a step is dead: the other steps go on, and the thread gets a message. */
export const MAX_ATTEMPTS = 20;

/** Pause before the next attempt if a person has to act first. */
const REMEDY_MS = 300_000;

/**
 * The time of the next attempt: after the time the platform asked for, else after 1 s doubling to 5 min with jitter (half to all of it).
 * Undefined after {@link MAX_ATTEMPTS} failures, or if no attempt can help. In the chat lane (`patient`) retryable errors, and those that
 * a person can solve, are retried without limit: a channel may be unreachable for hours, and the bot may be invited the next morning.
 */
export function nextAttempt(
  error: unknown,
  attempts: number,
  now: Date,
  options: { readonly random: () => number; readonly patient: boolean },
): Date | undefined {
  const { random, patient } = options;
  if (error instanceof Unrecoverable) return patient ? new Date(now.getTime() + REMEDY_MS) : undefined;
  if (attempts + 1 >= MAX_ATTEMPTS && !(patient && error instanceof Retryable)) return undefined;
  const asked = error instanceof Retryable ? error.afterMs : undefined;
  const backOff = Math.min(300_000, 1_000 * 2 ** Math.min(attempts, 20)) * (0.5 + random() / 2);
  return new Date(now.getTime() + (asked ?? backOff));
}
