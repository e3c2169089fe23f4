import { setTimeout } from "node:timers/promises";

/** A rate limiter; calls pass in the order in which they asked. */
export interface RateLimiter {
  /** Resolves when it is this call's turn; rejects when the signal is aborted before. */
  turn(signal: AbortSignal): Promise<void>;
}

/** A rate limiter shared by the whole process: a `burst` at once, then `perSecond` calls a second. */
export function createRate(perSecond: number, burst: number, now: () => number): RateLimiter {
  const gap = 1000 / perSecond;
  let free = Number.NEGATIVE_INFINITY;
  return {
    async turn(signal) {
      signal.throwIfAborted();
      const at = now();
      free = Math.max(free, at - burst * gap) + gap;
      const wait = free - at;
      if (wait > 0) await setTimeout(wait, undefined, { signal });
    },
  };
}
