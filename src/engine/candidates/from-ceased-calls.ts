import { ceasedCallsOf } from "../attribution/ceased-calls.ts";
import type { Scene } from "../scene/scene.ts";
import { isGone } from "../series/absent.ts";
import { onsetOn } from "../series/grid.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { waitedFor } from "./waits.ts";

/** The mechanism of a component that ends its requests before it makes its usual calls. */
export const ENDS_EARLY = "requests end early";

/**
 * Components that receive as many requests as ever, but from the symptom's onset on no longer call their usual callees. That one that is
 * gone counts no more calls says nothing of its callers.
 */
export function fromCeasedCalls(scene: Scene): readonly Candidate[] {
  const { grid, symptom, findings, covered } = scene;
  if (!grid || !symptom?.departed) return [];
  const ceased = ceasedCallsOf(findings, waitedFor(scene), grid, covered).filter(
    ({ departure, callee }) =>
      Math.abs(onsetOn(grid, departure) - scene.onset) <= settings.together * grid.step && !isGone(scene, callee),
  );
  return [...Map.groupBy(ceased, ({ caller }) => caller)].map(([component, all]) => ({
    component,
    mechanism: ENDS_EARLY,
    weight: settings.ceasedWeight,
    share: undefined,
    strength: Math.max(...all.map(({ departure }) => departure.strength)),
    onset: Math.min(...all.map(({ departure }) => onsetOn(grid, departure))),
    readings: [],
    rules: [],
    ceased: all,
  }));
}
