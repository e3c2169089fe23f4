import { below } from "../../graph/reach.ts";
import { isNewPattern, type NewPattern, ownLogs } from "../observations/log-patterns.ts";
import { surpriseOf } from "../observations/surprise.ts";
import { isComplaint } from "../observations/unknown-callees.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { waitedFor } from "./waits.ts";

/** The mechanism of who writes errors of its own that it did not write before. */
export const OWN_ERRORS = "own errors";

/** What a component writes of itself, and how far that is beyond chance, 0 to 1. */
interface Written {
  readonly component: string;
  readonly log: NewPattern;
  readonly weight: number;
}

/**
 * Components that newly write errors of their own, among those that the symptom's component waits for: a fault may show nowhere else.
 * Complaints about others are no errors of one's own. Errors rise along the calls: who waits for another that writes as telling
 * errors counts less than that one.
 */
export function fromLogs(scene: Scene): readonly Candidate[] {
  // What comes back at these hours is no fault, whatever is written meanwhile.
  if (scene.symptom?.habit) return [];
  const written = [...waitedFor(scene)].flatMap((component) => writtenBy(scene, component) ?? []);
  const weights = new Map(written.map(({ component, weight }) => [component, weight]));
  return written.map(({ component, log, weight }) => {
    const deeper = below(scene.findings.graph, [component]).some(
      (id) => id !== component && (weights.get(id) ?? 0) >= weight * settings.asTelling,
    );
    return {
      component,
      mechanism: OWN_ERRORS,
      weight: settings.logWeight * weight * (deeper ? settings.handedUp : 1),
      share: undefined,
      strength: 0,
      onset: Math.max(log.firstAt, scene.onset - (scene.grid?.step ?? 60)),
      readings: [],
      rules: [],
      log,
      alone: weight >= 1 && written.every((each) => each.component === component || each.weight < settings.asTelling),
    };
  });
}

/** The most surprising error of a component's own. */
function writtenBy(scene: Scene, component: string): Written | undefined {
  const own = ownLogs(scene.findings, scene.components, component).filter(
    (log) => log.severity === "error" && isNewPattern(log) && !isComplaint(log.pattern) && !isComplaint(log.sample),
  );
  const weighed = own.map((log) => ({ component, log, weight: surpriseOf(log, scene) }));
  const [first] = weighed.toSorted((one, other) => other.weight - one.weight);
  return first && first.weight > 0 ? first : undefined;
}
