import { fromBlame } from "./candidate.ts";
import type { Diagnosis, Findings } from "./diagnosis.ts";
import { symptomEvidence } from "./evidence.ts";
import { type Weighed, weigh } from "./hypothesis.ts";
import { sceneOf } from "./scene.ts";
import { fromSigns, fromTraffic } from "./signs.ts";
import { fromChanges } from "./touched.ts";
import { conclude, nowOf } from "./verdict.ts";

const MOST_HYPOTHESES = 8;

/** What the findings say: causes with their evidence, best first, and a verdict. Pure: the same findings give the same diagnosis. */
export function diagnose(findings: Findings): Diagnosis {
  const scene = sceneOf(findings);
  const candidates = [...fromTraffic(scene), ...fromBlame(scene), ...fromSigns(scene), ...fromChanges(scene)];
  const weighed = oneEach(candidates.flatMap((candidate) => weigh(scene, candidate) ?? []))
    .toSorted(byScore)
    .slice(0, MOST_HYPOTHESES);
  const hypotheses = weighed.map(({ hypothesis }) => hypothesis);
  const symptom = symptomEvidence(scene);
  const evidence = [...(symptom ? [symptom] : []), ...weighed.flatMap((each) => each.evidence)];
  const readings = [...scene.readings.values()].flat();
  const now = nowOf(scene);
  return {
    ...conclude(scene, hypotheses, now),
    evidence: [...new Map(evidence.map((each) => [each.key, each])).values()],
    hypotheses,
    gaps: findings.gaps,
    checked: readings.length,
    normal: readings.filter(({ departure, departed }) => departure && !departed).length,
    horizons: findings.horizons,
    ...(now && { now }),
  };
}

/** Of several mechanisms of one component the heaviest stays. */
function oneEach(weighed: readonly Weighed[]): readonly Weighed[] {
  const best = new Map<string, Weighed>();
  for (const each of weighed) {
    const { id } = each.hypothesis.cause.component;
    const rival = best.get(id);
    if (!rival || each.hypothesis.score > rival.hypothesis.score) best.set(id, each);
  }
  return [...best.values()];
}

/** Equal scores fall to the one with more evidence, then stay in the order of the findings' ids. */
function byScore({ hypothesis: one }: Weighed, { hypothesis: other }: Weighed): number {
  return other.score - one.score || other.supports.length - one.supports.length;
}
