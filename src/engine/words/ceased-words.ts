import { figure } from "../../card/number.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { CeasedCalls } from "../attribution/ceased-calls.ts";
import type { Scene } from "../scene/scene.ts";
import { componentOf, horizonOf } from "./evidence.ts";
import { nameOf } from "./sentence.ts";

/** For example "checkout calls payment 0.95 → 0 times per request". */
export function ceasedText(scene: Scene, { caller, callee, departure }: CeasedCalls): string {
  const [from, to] = [caller, callee].map((id) => nameOf(scene.components.get(id), id));
  const { baseline, mean } = departure;
  return `${from} calls ${to} ${figure(baseline.median)} → ${figure(mean)} times per request`;
}

/** Calls that a component no longer makes, per request. */
export function ceasedEvidence(scene: Scene, ceased: CeasedCalls): EvidenceDraft {
  const { caller, callee, departure, query } = ceased;
  const { grid, findings } = scene;
  const start = grid?.start ?? findings.symptom.at;
  return {
    key: `ceased ${caller} ${callee}`,
    kind: "topology",
    component: componentOf(scene, caller),
    sentence: ceasedText(scene, ceased),
    figures: { before: departure.baseline.median, after: departure.mean },
    query,
    window: { start, end: start + (grid?.count ?? 1) * (grid?.step ?? 60) },
    horizon: horizonOf(scene, "metrics"),
  };
}
