import { lookedInto } from "../looks/deeper-look.ts";
import { type Investigation, presentEpisode } from "../state.ts";

/** Whether a round is running that ends with a verdict; until then the shown causes may change. */
export function isChecking(state: Investigation): boolean {
  const findings = state.findings[presentEpisode(state)];
  return state.status === "open" && findings?.requested === true && findings.conclusion === undefined;
}

/** "Looking again: 4 of 9 checked; so far orders failed first (h2)". Undefined if no later look is running, or only a short one. */
export function lookingWords(state: Investigation): string | undefined {
  const { lookingAgain, progress, early, conclusion } = state.findings[presentEpisode(state)] ?? {};
  const what = deeperWords(state) ?? (progress && "Looking again");
  if (state.status !== "open" || !lookingAgain || what === undefined) return undefined;
  const top = early?.ranking[0];
  const lead = top === conclusion?.ranking[0] ? undefined : state.hypotheses.find(({ id }) => id === top);
  const done = progress ? `: ${progress.done} of ${progress.planned} checked` : "";
  return `${what}${done}${lead ? `; so far ${lead.weight.statement} (${lead.id})` : ""}`;
}

/** "Looking deeper at orders, because Ana accepted h2"; undefined if no deeper look is running. */
function deeperWords(state: Investigation): string | undefined {
  const hypothesis = lookedInto(state);
  if (hypothesis?.decided.type !== "accepted") return undefined;
  return `Looking deeper at ${hypothesis.cause.component.name}, because ${hypothesis.decided.by.name} accepted ${hypothesis.id}`;
}

export const STANDING_WORD = { POSSIBLE: "Possible", LIKELY: "Likely", CONFIRMED: "Confirmed" } as const;
