import { figure, withoutMiddle } from "../../card/number.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { TraceEnd } from "../observations/traces.ts";
import type { Scene } from "../scene/scene.ts";
import { componentOf, horizonOf } from "./evidence.ts";
import { nameOf } from "./sentence.ts";

const LONGEST_SAID = 120;

/** Where most of the failed requests through the symptom's component ended, compared with the hour before. */
export function traceEvidence(scene: Scene, end: TraceEnd): EvidenceDraft {
  const { symptom } = scene.findings;
  const through = nameOf(scene.components.get(symptom.component), symptom.component);
  const { name, ended, followed, before, error, firstAt, lastAt } = end;
  const counted = `${figure(ended)} of ${figure(followed)} failed requests through ${through} ended at ${name}`;
  const earlier = `${before === 0 ? "none" : figure(before)} in the hour before`;
  return {
    key: `failed requests ${name}`,
    kind: "trace",
    ...(end.component !== undefined && { component: componentOf(scene, end.component) }),
    sentence: `${counted}, ${earlier}: "${withoutMiddle(error, LONGEST_SAID)}"`,
    figures: { ended, followed, before },
    query: `traces ${through}`,
    window: { start: firstAt, end: lastAt },
    horizon: horizonOf(scene, "traces"),
  };
}
