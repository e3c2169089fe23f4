import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** Objects of a cluster of which its state says why they do not run, under the kind of the reason; one for each object. */
export function fromCluster(scene: Scene): readonly Candidate[] {
  const all = (scene.findings.reasons ?? []).map((each): Candidate => {
    const { component, reason, isFelt } = each;
    return {
      component,
      mechanism: reason.kind,
      weight: reason.certainty * (isFelt ? settings.feltReasonWeight : settings.nearReasonWeight),
      share: undefined,
      strength: scene.symptom?.departure?.strength ?? 0,
      onset: reason.since ?? scene.onset,
      readings: [],
      rules: [],
      reason: each,
    };
  });
  return all.filter(({ component }, index) => all.findIndex((other) => other.component === component) === index);
}
