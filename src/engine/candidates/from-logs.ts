import { below } from "../../graph/reach.ts";
import { isNewPattern, type NewPattern, ownLogs } from "../observations/log-patterns.ts";
import { surpriseOf } from "../observations/surprise.ts";
import { isComplaint } from "../observations/unknown-callees.ts";
import type { Scene } from "../scene/scene.ts";
import { LOG_WEIGHT } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { waitedFor } from "./waits.ts";

/** The mechanism of a component that newly writes errors of its own. */
export const OWN_ERRORS = "own errors";

/** A component's most surprising error, and how far it is beyond chance, 0 to 1. */
interface Written {
  readonly component: string;
  readonly log: NewPattern;
  readonly weight: number;
}

/**
 * Dependencies of the symptom's component that newly write errors of their own, because a fault may show nowhere else. Complaints about
 * callees are not own errors. Errors propagate to callers: a component counts less than its callee with equally significant errors.
 */
export function fromLogs(scene: Scene): readonly Candidate[] {
  // A departure that recurs at these hours is not a fault, whatever the logs say.
  if (scene.symptom?.habit) return [];
  const written = [...waitedFor(scene)].flatMap((component) => writtenBy(scene, component) ?? []);
  const weights = new Map(written.map(({ component, weight }) => [component, weight]));
  return written.map(({ component, log, weight }) => {
    const deeper = below(scene.findings.graph, [component]).some(
      (id) => id !== component && (weights.get(id) ?? 0) >= weight * AS_TELLING,
    );
    return {
      component,
      mechanism: OWN_ERRORS,
      weight: LOG_WEIGHT * weight * (deeper ? HANDED_UP : 1),
      share: undefined,
      strength: 0,
      onset: Math.max(log.firstAt, scene.onset - (scene.grid?.step ?? 60)),
      readings: [],
      rules: [],
      log,
      alone: weight >= 1 && written.every((each) => each.component === component || each.weight < AS_TELLING),
    };
  });
}

const AS_TELLING = 0.5;
const HANDED_UP = 0.5;

/** The most surprising error of a component's own. */
function writtenBy(scene: Scene, component: string): Written | undefined {
  const own = ownLogs(scene.findings, scene.components, component).filter(
    (log) => log.severity === "error" && isNewPattern(log) && !isComplaint(log.pattern) && !isComplaint(log.sample),
  );
  const weighed = own.map((log) => ({ component, log, weight: surpriseOf(log, scene) }));
  const [first] = weighed.toSorted((one, other) => other.weight - one.weight);
  return first && first.weight > 0 ? first : undefined;
}
