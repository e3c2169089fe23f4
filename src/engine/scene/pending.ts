import { type Gap, STILL_LOOKING, type Standing } from "../../events/events.ts";
import type { Findings } from "../../findings/findings.ts";

/** Reports every pending source as a gap, so that data that has not arrived does not count as absent. */
export function withPending(findings: Findings): Findings {
  const pending = (findings.pending ?? []).map((what): Gap => ({ what, reason: STILL_LOOKING }));
  return pending.length === 0 ? findings : { ...findings, gaps: [...findings.gaps, ...pending] };
}

/** The highest standing that a cause may have while sources are pending, because their data may overturn it. */
export function mostWhilePending({ pending = [] }: Findings): Standing {
  return pending.length === 0 ? "CONFIRMED" : "LIKELY";
}
