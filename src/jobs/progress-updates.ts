/** The shortest time between progress updates; each is a commit and an edit. */
const PROGRESS_EVERY_MS = 1_000;

/** Runs updates one after the other during a round; failed updates are ignored. */
export interface ProgressUpdates {
  /** Dropped if the last update was a moment ago. */
  progress(tell: () => Promise<unknown>): void;
  part(tell: () => Promise<unknown>): void;
  /** Accepts no more updates, and resolves when all accepted ones are done. */
  ended(): Promise<void>;
}

/** Runs updates in call order; of the progress of the first `quietMs` milliseconds only the latest, after that time. */
export function createProgressUpdates(now: () => Date, quietMs = 0): ProgressUpdates {
  let last = 0;
  let telling: Promise<unknown> = Promise.resolve();
  let newest: (() => Promise<unknown>) | undefined;
  let quiet = quietMs > 0 ? setTimeout(speak, quietMs) : undefined;

  function speak(): void {
    quiet = undefined;
    if (newest) part(newest);
  }

  function part(tell: () => Promise<unknown>): void {
    last = now().getTime();
    telling = telling.then(tell).catch(() => undefined);
  }

  return {
    progress(tell) {
      if (quiet) newest = tell;
      else if (now().getTime() - last >= PROGRESS_EVERY_MS) part(tell);
    },
    part,
    ended() {
      clearTimeout(quiet);
      return telling.then(() => undefined);
    },
  };
}
