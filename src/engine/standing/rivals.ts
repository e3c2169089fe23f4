import { waitedBelow } from "../../graph/reach.ts";
import { lossOf } from "../attribution/whole.ts";
import type { Candidate } from "../candidates/candidate.ts";
import { changesBeforeOnset } from "../candidates/component-changes.ts";
import { ownLogs } from "../observations/log-patterns.ts";
import { isOwnFault } from "../observations/unknown-callees.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { isTimely } from "./timely.ts";

/** Whether a candidate loses of the other kind than the symptom shows, and another makes most of that one: slow calls fail, too. */
export function isBesideSymptom({ findings, blames }: Scene, { component, loss }: Candidate): boolean {
  const [first] = lossesOf(findings.symptom.signal);
  if (loss === undefined || loss === first) return false;
  return blames.some(
    (blame) =>
      blame.component !== component &&
      lossOf(blame) === first &&
      blame.share >= settings.largeShare &&
      (blame.own?.strength ?? 0) >= settings.departed,
  );
}

/** Whether a component that the candidate waits for was changed shortly before: an error may be what that led to. */
export function isChangedBelow(scene: Scene, { component, onset, readings }: Candidate): boolean {
  return waitedBelow(scene.findings.graph, component).some((id) =>
    changesBeforeOnset(scene, { component: id, onset, readings }).some(({ before }) => before <= settings.showsWithin),
  );
}

/** Whether a component that the candidate waits for newly writes errors of its own, too: errors propagate to callers. */
export function hasRivalBelow(scene: Scene, component: string): boolean {
  const { findings, components } = scene;
  return waitedBelow(findings.graph, component).some((id) =>
    ownLogs(findings, components, id).some((log) => isOwnFault(log) && isTimely(scene)(log)),
  );
}
