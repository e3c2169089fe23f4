import { type Gap, STILL_LOOKING, type Standing } from "../../events/events.ts";
import type { Findings } from "../../findings/findings.ts";

/** Findings in which all that is pending is a gap: not seen yet is not absent. */
export function withPending(findings: Findings): Findings {
  const pending = (findings.pending ?? []).map((what): Gap => ({ what, reason: STILL_LOOKING }));
  return pending.length === 0 ? findings : { ...findings, gaps: [...findings.gaps, ...pending] };
}

/** The most that can be said while some is pending: it may still overturn what speaks for a cause. */
export function mostWhilePending({ pending = [] }: Findings): Standing {
  return pending.length === 0 ? "CONFIRMED" : "LIKELY";
}
