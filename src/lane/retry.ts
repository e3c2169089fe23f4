import { Retryable, Unrecoverable } from "../errors.ts";

/** After this many failures a step is dead: it stops only itself, and the thread is told. */
export const MAX_ATTEMPTS = 20;

/** How long to wait before looking whether a person has done what was asked for. */
const REMEDY_MS = 300_000;

/**
 * When to try again: the time the platform asked for, else 1 s doubling to 5 min with jitter (between half and all of it);
 * nothing after {@link MAX_ATTEMPTS} failures or when no attempt can help. What a thread should show is never given up on
 * (`patient`): a channel may be unreachable for hours, and a bot be invited in the morning.
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
