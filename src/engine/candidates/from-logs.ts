import { waitedBelow } from "../../graph/reach.ts";
import { earlyEndOf } from "../observations/early-ends.ts";
import { isNewPattern, type NewPattern, ownLogs } from "../observations/log-patterns.ts";
import { surpriseOf } from "../observations/surprise.ts";
import { isOwnFault } from "../observations/unknown-callees.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { ENDS_EARLY } from "./from-ceased-calls.ts";
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
 * Dependencies of the symptom's component that newly write errors of their own, or whose requests end before a line that they wrote
 * before, because a fault may show nowhere else. Complaints about callees are not own errors. Both propagate to callers: a component
 * counts less than its callee with as significant a sign.
 */
export function fromLogs(scene: Scene): readonly Candidate[] {
  // A departure that recurs at these hours is not a fault, whatever the logs say.
  if (scene.symptom?.habit) return [];
  const near = [...waitedFor(scene)];
  const written = near.flatMap((component) => writtenBy(scene, component) ?? []);
  const ended = near.flatMap((component) => earlyEndOf(scene, component) ?? []);
  const weights = new Map<string, number>();
  for (const { component, weight } of [...written, ...ended]) {
    weights.set(component, Math.max(weight, weights.get(component) ?? 0));
  }
  const passedOn = (component: string, weight: number): number => {
    const deeper = waitedBelow(scene.findings.graph, component).some(
      (id) => (weights.get(id) ?? 0) >= weight * settings.asTelling,
    );
    return weight * (deeper ? settings.handedUp : 1);
  };
  const isAlone = (component: string, isSure: boolean): boolean =>
    isSure && [...weights].every(([id, other]) => id === component || other < settings.asTelling);
  const soonest = scene.onset - (scene.grid?.step ?? 60);
  const shared = { share: undefined, strength: 0, readings: [], rules: [] };
  return [
    ...written.map(({ component, log, weight }) => ({
      ...shared,
      component,
      mechanism: OWN_ERRORS,
      weight: settings.logWeight * passedOn(component, weight),
      onset: Math.max(log.firstAt, soonest),
      log,
      alone: isAlone(component, weight >= 1),
    })),
    ...ended.map((earlyEnd) => ({
      ...shared,
      component: earlyEnd.component,
      mechanism: ENDS_EARLY,
      weight: settings.endsEarlyWeight * passedOn(earlyEnd.component, earlyEnd.weight),
      onset: Math.max(earlyEnd.leftOut.from, soonest),
      earlyEnd,
      alone: isAlone(earlyEnd.component, earlyEnd.weight >= settings.endsEarlySure),
    })),
  ];
}

/** The most surprising error of a component's own. */
function writtenBy(scene: Scene, component: string): Written | undefined {
  const own = ownLogs(scene.findings, scene.components, component).filter(
    (log) => log.severity === "error" && isNewPattern(log) && isOwnFault(log),
  );
  const weighed = own.map((log) => ({ component, log, weight: surpriseOf(log, scene) }));
  const [first] = weighed.toSorted((one, other) => other.weight - one.weight);
  return first && first.weight > 0 ? first : undefined;
}
