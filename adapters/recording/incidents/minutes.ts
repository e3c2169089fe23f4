/** The minutes of a recording: `index` covers [first + 60·index, + 60), epoch seconds, and was sampled at its end. */
export interface Minutes {
  readonly first: number;
  readonly count: number;
}

export const MINUTE = 60;
/** A fault shows no sooner than so many minutes before the one it was injected in, and is over so many minutes after. */
const [BEFORE, AFTER] = [2, 9];
/** Fault-free minutes of which every so many is looked at, from this one on. */
const [FIRST, EVERY] = [60, 12];
/** Whose neighbours are fault-free too: so many before and after. */
const [NEAR_BEFORE, NEAR_AFTER] = [2, 5];

/** The minute that a moment falls into. */
export function minuteOf({ first }: Minutes, at: number): number {
  return Math.floor((at - first) / MINUTE);
}

/** When a minute ended, and was sampled; epoch seconds. */
export function sampledAt({ first }: Minutes, minute: number): number {
  return first + (minute + 1) * MINUTE;
}

/** The minutes in which no fault of `injections` (epoch seconds) shows, in order. */
export function faultFree(minutes: Minutes, injections: readonly number[]): readonly number[] {
  // A minute is called by the whole minute that it was sampled in.
  const named = (at: number) => Math.floor(at / MINUTE);
  const injected = injections.map(named);
  return Array.from({ length: minutes.count }, (_, minute) => minute).filter((minute) => {
    const name = named(sampledAt(minutes, minute));
    return injected.every((fault) => name <= fault - BEFORE || name >= fault + AFTER);
  });
}

/** Moments far from any fault, epoch seconds: a minute after fault-free ones whose neighbours are fault-free too. */
export function quietMoments(minutes: Minutes, free: readonly number[]): readonly number[] {
  const known = new Set(free);
  const near = Array.from({ length: NEAR_BEFORE + 1 + NEAR_AFTER }, (_, index) => index - NEAR_BEFORE);
  return free
    .filter(
      (minute, index) =>
        index >= FIRST && (index - FIRST) % EVERY === 0 && near.every((far) => known.has(minute + far)),
    )
    .map((minute) => sampledAt(minutes, minute + 1));
}
