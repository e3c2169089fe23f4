import type { Candidate } from "../candidates/candidate.ts";
import type { NewPattern } from "../observations/log-patterns.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";

/** Whether the candidate's departure began after the symptom's. */
export function isLate(scene: Scene, { onset }: Candidate): boolean {
  return isAfter(scene, onset);
}

/** Whether lines began shortly before the symptom or with it: later ones may be effects, much earlier ones are unrelated. */
export function isTimely(scene: Scene): (log: NewPattern) => boolean {
  return ({ firstAt }) => !isAfter(scene, firstAt) && firstAt >= scene.onset - settings.showsWithin;
}

/** Whether a moment (epoch seconds) is later than the symptom's onset by more than the grid can tell. */
export function isAfter(scene: Scene, at: number): boolean {
  return at > scene.onset + settings.together * (scene.grid?.step ?? 60);
}
