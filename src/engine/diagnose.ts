import type { Diagnosis, Findings } from "./diagnosis.ts";

/** What the findings say: ranked causes with their evidence. Pure. */
export function diagnose(findings: Findings): Diagnosis {
  return {
    verdict: "INCONCLUSIVE",
    reason: "Nothing was weighed.",
    evidence: [],
    hypotheses: [],
    gaps: findings.gaps,
    checked: findings.measured.length,
    normal: 0,
    horizons: findings.horizons,
  };
}
