/** The minutes of a recording: `index` covers [first + 60·index, + 60), epoch seconds, and was sampled at its end. */
export interface Minutes {
  readonly first: number;
  readonly count: number;
}

export const MINUTE = 60;
/** Minutes before and after an injection within which a fault may show. */
const [BEFORE, AFTER] = [2, 9];
/** Every 12th fault-free minute is used, from the 60th on. */
const [FIRST, EVERY] = [60, 12];
/** Minutes before and after that have to be fault-free, too. */
const [NEAR_BEFORE, NEAR_AFTER] = [2, 5];

/** The minute that contains a time. */
export function minuteOf({ first }: Minutes, at: number): number {
  return Math.floor((at - first) / MINUTE);
}

/** Epoch seconds at which a minute ended and was sampled. */
export function sampledAt({ first }: Minutes, minute: number): number {
  return first + (minute + 1) * MINUTE;
}

/** The minutes in which no fault of `injections` (epoch seconds) shows, in order. */
export function faultFree(minutes: Minutes, injections: readonly number[]): readonly number[] {
  // A minute is named by the clock minute in which it was sampled.
  const named = (at: number) => Math.floor(at / MINUTE);
  const injected = injections.map(named);
  return Array.from({ length: minutes.count }, (_, minute) => minute).filter((minute) => {
    const name = named(sampledAt(minutes, minute));
    return injected.every((fault) => name <= fault - BEFORE || name >= fault + AFTER);
  });
}

/** Times far from any fault, in epoch seconds: a minute after fault-free ones with fault-free neighbours. */
export function quietMoments(minutes: Minutes, free: readonly number[]): readonly number[] {
  const faultFreeMinutes = new Set(free);
  const near = Array.from({ length: NEAR_BEFORE + 1 + NEAR_AFTER }, (_, index) => index - NEAR_BEFORE);
  return free
    .filter(
      (minute, index) =>
        index >= FIRST && (index - FIRST) % EVERY === 0 && near.every((far) => faultFreeMinutes.has(minute + far)),
    )
    .map((minute) => sampledAt(minutes, minute + 1));
}
