/** A lane that failed, or that another process holds, is tried again after so long, doubling up to the second. */
const AGAIN_MS = 1_000;
const AGAIN_AT_MOST_MS = 16_000;

/** How a lane ended: when its next work is due (undefined: none is left), held by another process, or failed. */
export type Outcome = Date | "held" | "failed" | undefined;

export interface Patience {
  /** When a lane that ended so is looked at again, in ms since 1970; undefined if not at all. */
  nextLook(lane: string, outcome: Outcome): number | undefined;
}

/** Says when lanes are looked at again: those that were tried in vain several times in a row later and later. */
export function createPatience(now: () => Date): Patience {
  /** How often in a row a lane was tried in vain. */
  const vain = new Map<string, number>();
  return {
    nextLook(lane, outcome) {
      if (outcome === "held" || outcome === "failed") {
        const times = vain.get(lane) ?? 0;
        vain.set(lane, times + 1);
        return now().getTime() + Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * 2 ** times);
      }
      vain.delete(lane);
      // What is due already was not done, for whatever reason: at once would be a busy loop.
      return outcome && Math.max(outcome.getTime(), now().getTime() + AGAIN_MS);
    },
  };
}
