import { type Hypothesis, type Investigation, presentEpisode, rankedHypotheses } from "../state.ts";

/** The accepted causes, or else the best one that nobody ruled out. */
export function leading(state: Investigation): readonly Hypothesis[] {
  const ranked = rankedHypotheses(state);
  const accepted = ranked.filter((hypothesis) => hypothesis.decided.type === "accepted");
  if (accepted.length > 0) return accepted;
  return ranked.filter((hypothesis) => hypothesis.decided.type === "proposed").slice(0, 1);
}

/** Whether a round is under way that comes to a verdict: until then all that is shown of causes may change. */
export function isChecking(state: Investigation): boolean {
  const findings = state.findings[presentEpisode(state)];
  return state.status === "open" && findings?.requested === true && findings.conclusion === undefined;
}

export const STANDING_WORD = { POSSIBLE: "Possible", LIKELY: "Likely", CONFIRMED: "Confirmed" } as const;

/** "Likely", or "Likely so far" while it is still being checked. */
export function leadWord(state: Investigation, { weight }: Hypothesis): string {
  return `${STANDING_WORD[weight.standing]}${isChecking(state) ? " so far" : ""}`;
}
