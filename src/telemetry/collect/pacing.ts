/** The first is told after this long, whatever is there; sooner where enough is. */
const FIRST_MS = 4_000;
/** Between the first and the second; twice as long before each after that: what comes late changes little. */
const APART_MS = 2_000;
const MOST = 4;

/** When to tell what is there so far. */
export interface Pacing {
  /** Something is there that was not told yet. */
  arrived(): void;
  /** Enough is there to tell the first at once. */
  enough(): void;
  /** Nothing is told from now on. */
  stop(): void;
}

/** Paces at most four tellings of a round that begins now. */
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
