import type { Nearest } from "./sorted-window.ts";

/** The leaps of a series beyond all its values, for some time. */
export interface Leaps {
  /** Adds a value's leap; a value within the range of the others is none. Times never decrease. */
  add(leap: Nearest, atSeconds: number): void;
  /** The length of the longest leap to this side that is not too old; 0 if there is none. */
  longest(side: Nearest["side"], atSeconds: number): number;
}

/** Leaps of the last `seconds`. */
export function createLeaps(seconds: number): Leaps {
  // Oldest and longest first: a shorter leap counts only after the longer ones before it.
  const bySide: Record<"above" | "below", readonly { readonly distance: number; readonly at: number }[]> = {
    above: [],
    below: [],
  };
  return {
    add({ side, distance }, at) {
      if (side === "within" || !Number.isFinite(distance)) return;
      const longer = bySide[side].filter((leap) => leap.distance > distance && at - leap.at < seconds);
      bySide[side] = [...longer, { distance, at }];
    },
    longest(side, atSeconds) {
      if (side === "within") return 0;
      return bySide[side].find(({ at }) => atSeconds - at < seconds)?.distance ?? 0;
    },
  };
}
