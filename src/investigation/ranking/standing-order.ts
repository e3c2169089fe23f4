import type { Standing } from "../../events/events.ts";

/** What a hypothesis may stand at, least first. */
const ranks: readonly Standing[] = ["POSSIBLE", "LIKELY", "CONFIRMED"];

/** Orders standings, least first. */
export function compareStandings(one: Standing, other: Standing): number {
  return ranks.indexOf(one) - ranks.indexOf(other);
}

/** The one of two standings that says less. */
export function lower(one: Standing, other: Standing): Standing {
  return compareStandings(one, other) < 0 ? one : other;
}

const CLEARLY_BEHIND = 0.5;

/** One cause can be confirmed, the best; the others then are at most likely, and possible where they are clearly behind. */
export function mostFor(score: number, top: number, index: number): Standing {
  if (index === 0) return "CONFIRMED";
  return score < CLEARLY_BEHIND * top ? "POSSIBLE" : "LIKELY";
}
