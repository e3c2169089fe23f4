import { type Hypothesis, type Investigation, rankedHypotheses } from "../state.ts";

/** The accepted causes, or else the best one that nobody ruled out. */
export function leading(state: Investigation): readonly Hypothesis[] {
  const ranked = rankedHypotheses(state);
  const accepted = ranked.filter((hypothesis) => hypothesis.decided.type === "accepted");
  if (accepted.length > 0) return accepted;
  return ranked.filter((hypothesis) => hypothesis.decided.type === "proposed").slice(0, 1);
}

export const STANDING_WORD = { POSSIBLE: "Possible", LIKELY: "Likely", CONFIRMED: "Confirmed" } as const;
