import type { Standing } from "../../events/events.ts";

/** The standings, lowest first. */
const ranks: readonly Standing[] = ["POSSIBLE", "LIKELY", "CONFIRMED"];

/** Compares standings, lowest first. */
export function compareStandings(one: Standing, other: Standing): number {
  return ranks.indexOf(one) - ranks.indexOf(other);
}

/** The lower of two standings. */
export function lower(one: Standing, other: Standing): Standing {
  return compareStandings(one, other) < 0 ? one : other;
}

const CLEARLY_BEHIND = 0.5;

/** The highest standing at a rank: only the best cause can be confirmed; others are at most likely, or possible if they are clearly behind. */
export function mostFor(score: number, top: number, index: number): Standing {
  if (index === 0) return "CONFIRMED";
  return score < CLEARLY_BEHIND * top ? "POSSIBLE" : "LIKELY";
}
