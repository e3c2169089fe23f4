/** The time until the first partial findings are sent; sooner if there are enough. */
const FIRST_MS = 4_000;
/** The time between the first and the second; it doubles after each, because late findings change little. */
const APART_MS = 2_000;
const MOST = 4;

/** Decides when to send partial findings. */
export interface Pacing {
  /** New findings have arrived. */
  arrived(): void;
  /** There are enough findings to send the first ones at once. */
  enough(): void;
  /** Stops sending. */
  stop(): void;
}

/** Calls `tell` at most four times in a round that begins now. */
export function createPacing(tell: () => void): Pacing {
  let told = 0;
  let isNew = false;
  let isDue = false;
  let timer = setTimeout(due, FIRST_MS);

  function due(): void {
    isDue = true;
    if (isNew) tellNow();
  }

  function tellNow(): void {
    clearTimeout(timer);
    isNew = false;
    isDue = false;
    told += 1;
    if (told < MOST) timer = setTimeout(due, APART_MS * 2 ** (told - 1));
    tell();
  }

  return {
    arrived() {
      isNew = true;
      if (isDue) tellNow();
    },
    enough() {
      if (told === 0) tellNow();
    },
    stop() {
      clearTimeout(timer);
      told = MOST;
      isDue = false;
    },
  };
}
