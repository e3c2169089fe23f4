import type { Signal } from "../../packs/signal.ts";
import type { Blame } from "../attribution/blame.ts";
import type { FirstCall } from "../attribution/first-calls.ts";
import { measuredOf } from "../attribution/measured-of.ts";
import type { Loss } from "../attribution/volume.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import { DEPARTED, type Departure } from "../series/departure.ts";
import { type Grid, onsetOn } from "../series/grid.ts";
import { quantiles } from "../series/quantile.ts";
import type { Reading } from "../series/reading.ts";
import { readingAtLoad } from "../series/reading-at-load.ts";
import type { HeldRule } from "./held-rule.ts";

/** A component that may be the cause, with what it shows. `weight` ranks: about 0 to 1, more where a sign is plain. */
export interface Candidate {
  readonly component: string;
  readonly mechanism: string;
  readonly weight: number;
  /** Of the symptom's loss, 0 to 1; undefined where another sign led here. */
  readonly share: number | undefined;
  /** What the share is of. */
  readonly loss?: Loss;
  /** How far out of the usual, in spreads. */
  readonly strength: number;
  /** Epoch seconds at which its own trouble began. */
  readonly onset: number;
  /** The signals that speak for it, the plainest first. */
  readonly readings: readonly Reading[];
  /** The limits that it reached, the weightiest first. */
  readonly rules: readonly HeldRule[];
}

/** Whether nothing of a candidate itself was seen. */
export function isBare({ readings, rules }: Pick<Candidate, "readings" | "rules">): boolean {
  return readings.length === 0 && rules.length === 0;
}

const SMALLEST_SHARE = 0.05;
const OTHER_LOSS = 0.45;

/** The new call in which what a candidate makes itself lies, of several the one that makes most of it. */
export function firstCallOf({ firstCalls }: Scene, { component, share }: Candidate): FirstCall | undefined {
  const own = share === undefined ? [] : firstCalls.filter(({ caller }) => caller === component);
  return own.toSorted((one, other) => other.share - one.share)[0];
}

/** Components that themselves make a part of the symptom's loss. */
export function fromBlame(scene: Scene): readonly Candidate[] {
  const [first] = lossesOf(scene.findings.symptom.signal);
  return scene.blames.flatMap((blame) => {
    if (blame.share < SMALLEST_SHARE || !blame.own || blame.own.strength < DEPARTED) return [];
    const newly = scene.firstCalls.some(({ caller, loss }) => caller === blame.component && loss === blame.loss);
    const reading = readingOf(scene, blame.through ?? blame.component, blame.loss);
    if (!reading || reading.habit || !scene.grid) return [];
    if (reading.measured.signal !== "throttles" && !material(blame, scene)) return [];
    return [
      {
        component: blame.component,
        mechanism: newly ? NEW_DEPENDENCY : mechanismOf(reading, blame.loss),
        weight: blame.share * (lossOf(blame) === first ? 1 : OTHER_LOSS),
        share: blame.share,
        loss: lossOf(blame),
        strength: blame.own.strength,
        onset: onsetOf(blame.own, reading, scene.grid),
        readings: [reading],
        rules: [],
      },
    ];
  });
}

/** When a loss began; where it is the run that is read, when that did. */
function onsetOf(own: Departure, { departure, onset, measured: { series } }: Reading, grid: Grid): number {
  const isOnGrid = series.start === grid.start && series.step === grid.step;
  const isRead = departure !== undefined && isOnGrid && Math.abs(departure.from - own.from) <= 1;
  return isRead && onset !== undefined ? onset : onsetOn(grid, own);
}

/** The mechanism of who calls what was never called before. */
const NEW_DEPENDENCY = "new dependency";

function mechanismOf({ measured }: Reading, loss: Loss): string {
  if (measured.signal === "throttles") return "throttling";
  return loss === "time" ? "latency" : "failures";
}

const NOTICEABLE = 0.25;
/** Of a normal distribution so much lies within one standard deviation. */
const WITHIN_ONE = 0.68;

/** A loss much smaller than what the symptom's component loses by chance cannot show there. */
function material(blame: Blame, scene: Scene): boolean {
  const excess = scene.volumes.get(scene.findings.symptom.component)?.excess[blame.loss];
  if (!excess || !scene.grid || !blame.own) return true;
  const history = excess.subarray(0, scene.grid.historyCount).map(Math.abs);
  const [usual = 0] = quantiles(history, [WITHIN_ONE]);
  return !(blame.own.mean < NOTICEABLE * usual);
}

function readingOf(scene: Scene, component: string, loss: Loss): Reading | undefined {
  const signals: readonly Signal[] =
    loss === "time" ? ["latency", "throttles"] : ["throttles", "errors", "availability"];
  const own = scene.readings.get(component) ?? [];
  const requests = measuredOf(
    own.map(({ measured }) => measured),
    "requests",
  );
  const all = signals.flatMap((signal) => own.filter(({ measured }) => measured.signal === signal));
  const found = all.find(({ departed }) => departed) ?? all.find(({ departure }) => departure !== undefined);
  return found && readingAtLoad(found, requests);
}
