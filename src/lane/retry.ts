import { Retryable, Unrecoverable } from "../errors.ts";

/** After this many failures a step is dead: it stops only itself, and the thread is told. */
export const MAX_ATTEMPTS = 20;

/**
 * When to try again: the time the platform asked for, else 1 s doubling to 5 min with jitter (between half and all of it);
 * nothing after {@link MAX_ATTEMPTS} failures or when no attempt can help.
 */
export function nextAttempt(error: unknown, attempts: number, now: Date, random: () => number): Date | undefined {
  if (error instanceof Unrecoverable || attempts + 1 >= MAX_ATTEMPTS) return undefined;
  const asked = error instanceof Retryable ? error.afterMs : undefined;
  const backOff = Math.min(300_000, 1_000 * 2 ** attempts) * (0.5 + random() / 2);
  return new Date(now.getTime() + (asked ?? backOff));
}
