import { below } from "../../graph/reach.ts";
import type { Signal } from "../../packs/signal.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import { type SettingName, settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { waitedFor } from "./waits.ts";

/** A signal that names a mechanism by itself, and its weight once it departed. */
interface Sign {
  readonly signal: Signal;
  readonly mechanism: string;
  readonly weight: SettingName;
  /** How much of a limit counts as used, 0 to 1. */
  readonly fullness?: (reading: Reading) => number;
}

/** In the order of triage: hard limits first. */
const signs: readonly Sign[] = [
  { signal: "throttles", mechanism: "throttling", weight: "throttlingWeight" },
  { signal: "memory", mechanism: "memory", weight: "memoryWeight", fullness: atLimit },
  { signal: "cpu", mechanism: "cpu", weight: "cpuWeight", fullness: nearLimit },
  { signal: "backlog", mechanism: "backlog", weight: "queueWeight" },
  { signal: "age", mechanism: "backlog", weight: "queueWeight" },
  { signal: "connections", mechanism: "connections", weight: "connectionsWeight" },
];

/** Dependencies of the symptom's component that are at a limit of their own. */
export function fromSigns(scene: Scene): readonly Candidate[] {
  const near = waitedFor(scene);
  const all = [...scene.readings.values()].flat();
  return signs.flatMap(({ signal, mechanism, weight, fullness = () => 1 }) => {
    const found = all.filter(
      (reading) =>
        near.has(reading.measured.component) &&
        reading.measured.signal === signal &&
        isUp(reading) &&
        fullness(reading) > 0,
    );
    const whole = found.reduce((sum, reading) => sum + sizeOf(reading), 0);
    return found.map((reading) => ({
      component: reading.measured.component,
      mechanism,
      weight:
        settings[weight] *
        fullness(reading) *
        (whole > 0 ? sizeOf(reading) / whole : 1) *
        (1 - explainedElsewhere(scene, reading.measured.component)),
      share: undefined,
      strength: reading.departure?.strength ?? 0,
      onset: reading.onset ?? scene.onset,
      readings: [reading],
      rules: [],
    }));
  });
}

/** The share of the symptom's loss caused by components that do not depend on this one, 0 to 1. */
function explainedElsewhere({ blames, findings }: Scene, component: string): number {
  const [first] = lossesOf(findings.symptom.signal);
  const others = blames.filter(
    (blame) =>
      lossOf(blame) === first &&
      blame.own !== undefined &&
      blame.share > 0 &&
      !below(findings.graph, [blame.component]).includes(component),
  );
  return Math.min(
    1,
    others.reduce((sum, { share }) => sum + share, 0),
  );
}

function isUp({ departed, departure }: Reading): boolean {
  return departed && departure !== undefined && departure.peak > 0;
}

/** Memory matters only at its limit. */
function atLimit({ departure }: Reading): number {
  return (departure?.peak ?? 0) >= settings.full ? 1 : 0;
}

/** CPU matters before its limit, because work queues: 0 below `roomy`, 1 from `full` on. */
function nearLimit({ departure }: Reading): number {
  return Math.min(1, Math.max(0, ((departure?.peak ?? 0) - settings.roomy) / (settings.full - settings.roomy)));
}

function sizeOf({ departure }: Reading): number {
  return departure ? Math.max(0, departure.mean - departure.baseline.median) : 0;
}
