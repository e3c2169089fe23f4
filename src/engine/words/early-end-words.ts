import { figure } from "../../card/number.ts";
import { patternWords } from "../../findings/log-pattern.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { EarlyEnd } from "../observations/early-ends.ts";
import type { Scene } from "../scene/scene.ts";
import { componentOf, horizonOf } from "./evidence.ts";

/** For example `36 of 36 requests of orders end before its line "order stored", 0 of 32 did before`. */
export function earlyEndText(scene: Scene, { component, log, leftOut }: EarlyEnd): string {
  const { before, after } = leftOut;
  const { name } = componentOf(scene, component);
  const ended = `${figure(after.all - after.wrote)} of ${figure(after.all)} requests of ${name}`;
  const earlier = `${figure(before.all - before.wrote)} of ${figure(before.all)} did before`;
  return log
    ? `${ended} end before its line "${patternWords(log.pattern)}", ${earlier}`
    : `${ended} leave no line in its log, ${earlier}`;
}

/** Requests that end before a line that they used to write. */
export function earlyEndEvidence(scene: Scene, early: EarlyEnd): EvidenceDraft {
  const { component, log, leftOut } = early;
  const { before, after, from } = leftOut;
  return {
    key: `early end ${component} ${log?.pattern ?? ""}`,
    kind: "log",
    component: componentOf(scene, component),
    sentence: earlyEndText(scene, early),
    figures: { before: before.all - before.wrote, after: after.all - after.wrote },
    query: log ? `${log.group} ${log.pattern}` : component,
    window: { start: Math.min(from, scene.findings.symptom.at), end: Math.max(from, scene.findings.symptom.at) },
    horizon: horizonOf(scene, "logs"),
  };
}
