/** Progress is told at most this often: each telling is a commit and an edit. */
const PROGRESS_EVERY_MS = 1_000;

/** Tells one thing after the other while a round goes on; a failure to tell stops nothing. */
export interface ProgressUpdates {
  /** Dropped where something was told a moment ago. */
  progress(tell: () => Promise<unknown>): void;
  part(tell: () => Promise<unknown>): void;
  /** Nothing more is told, and all that was told is done. */
  ended(): Promise<void>;
}

/** Tells in the order in which it is called; of progress in the first `quietMs` milliseconds only the newest, when they are over. */
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
