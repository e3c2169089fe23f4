import { below } from "../../graph/reach.ts";
import type { Signal } from "../../packs/signal.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import type { Candidate } from "./candidate.ts";
import { waitedFor } from "./waits.ts";

/** A signal that by itself names a mechanism: what it must reach beside leaving its baseline, and how much it weighs. */
interface Sign {
  readonly signal: Signal;
  readonly mechanism: string;
  readonly atLeast: number;
  readonly weight: number;
}

/** Ordered as people triage: hard limits first. Percentages for memory and CPU. */
const signs: readonly Sign[] = [
  { signal: "throttles", mechanism: "throttling", atLeast: 0, weight: 0.9 },
  { signal: "memory", mechanism: "memory", atLeast: 85, weight: 0.8 },
  { signal: "cpu", mechanism: "cpu", atLeast: 90, weight: 0.3 },
  { signal: "backlog", mechanism: "backlog", atLeast: 0, weight: 0.2 },
  { signal: "age", mechanism: "backlog", atLeast: 0, weight: 0.2 },
  { signal: "connections", mechanism: "connections", atLeast: 0, weight: 0.2 },
];

/** Components at a limit of their own, among those that the symptom's component waits for. */
export function fromSigns(scene: Scene): readonly Candidate[] {
  const near = waitedFor(scene);
  const all = [...scene.readings.values()].flat();
  return signs.flatMap(({ signal, mechanism, atLeast, weight }) => {
    const found = all.filter((reading) => {
      const least = reading === scene.symptom ? 0 : atLeast;
      return near.has(reading.measured.component) && reading.measured.signal === signal && reaches(reading, least);
    });
    const whole = found.reduce((sum, reading) => sum + sizeOf(reading), 0);
    return found.map((reading) => ({
      component: reading.measured.component,
      mechanism,
      weight:
        weight *
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

/** How much of the symptom's loss others make themselves who do not wait for this component, 0 to 1. */
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

function reaches({ departed, departure }: Reading, atLeast: number): boolean {
  return departed && departure !== undefined && departure.peak >= atLeast && departure.peak > 0;
}

function sizeOf({ departure }: Reading): number {
  return departure ? Math.max(0, departure.mean - departure.baseline.median) : 0;
}
