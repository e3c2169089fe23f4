import type { Signal } from "../../packs/signal.ts";
import { unseenBelow } from "../attribution/unseen.ts";
import { lossOf } from "../attribution/whole.ts";
import type { Scene } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** Signals that show that something happened in a component, whatever its effect on callers. */
const telling: readonly Signal[] = ["throttles", "cpu", "latency", "backlog", "connections"];

/** Callees whose loss is not measured and that departed in another signal as the symptom began: their caller's apparent loss may be theirs. */
export function fromSuspects(scene: Scene): readonly Candidate[] {
  return scene.blames.flatMap((blame) => {
    if (!blame.own || blame.own.strength < settings.departed || blame.through) return [];
    const unseen = unseenBelow(scene, blame.component, blame.loss);
    const moved = unseen.flatMap((component) => movedIn(scene, component) ?? []);
    const whole = moved.reduce((sum, { departure }) => sum + (departure?.strength ?? 0), 0);
    return moved.map((reading): Candidate => {
      const strength = reading.departure?.strength ?? 0;
      const { component, signal } = reading.measured;
      return {
        component,
        mechanism: signal === "throttles" ? "throttling" : signal,
        weight: settings.suspectWeight * blame.share * (strength / whole),
        share: undefined,
        loss: lossOf(blame),
        strength,
        onset: reading.onset ?? scene.onset,
        readings: [reading],
        rules: [],
        faint: true,
      };
    });
  });
}

/** The signal of a component that departed farthest together with the symptom. */
function movedIn(scene: Scene, component: string): Reading | undefined {
  const step = scene.grid?.step ?? 60;
  const own = (scene.readings.get(component) ?? []).filter(
    ({ measured, departed, departure, onset }) =>
      departed &&
      telling.includes(measured.signal) &&
      (departure?.strength ?? 0) >= settings.suspectStrength * settings.departed &&
      Math.abs((onset ?? Number.NEGATIVE_INFINITY) - scene.onset) <= settings.together * step,
  );
  return own.toSorted((one, other) => (other.departure?.strength ?? 0) - (one.departure?.strength ?? 0))[0];
}
