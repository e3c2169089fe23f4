import type { Signal } from "../../packs/signal.ts";
import type { Blame } from "../attribution/blame.ts";
import { measuredOf } from "../attribution/measured-of.ts";
import type { Loss } from "../attribution/volume.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import type { Departure } from "../series/departure.ts";
import { type Grid, onsetOn } from "../series/grid.ts";
import { quantiles } from "../series/quantile.ts";
import type { Reading } from "../series/reading.ts";
import { readingAtLoad } from "../series/reading-at-load.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** Components that cause a part of the symptom's loss themselves. */
export function fromBlame(scene: Scene): readonly Candidate[] {
  const [first] = lossesOf(scene.findings.symptom.signal);
  return scene.blames.flatMap((blame) => {
    if (blame.share < settings.smallestShare || !blame.own || blame.own.strength < settings.departed) return [];
    const newly = scene.firstCalls.some(({ caller, loss }) => caller === blame.component && loss === blame.loss);
    const reading = readingOf(scene, blame.through ?? blame.component, blame.loss);
    if (!reading || reading.habit || !scene.grid) return [];
    const faint = reading.measured.signal !== "throttles" && !material(blame, scene);
    if (faint && blame.own.strength < settings.loud * settings.departed) return [];
    return [
      {
        component: blame.component,
        mechanism: newly ? NEW_DEPENDENCY : mechanismOf(reading, blame.loss),
        weight:
          blame.share *
          certaintyOf(blame.own) *
          (lossOf(blame) === first ? 1 : settings.otherLoss) *
          (faint ? settings.faintWeight : 1),
        share: blame.share,
        loss: lossOf(blame),
        strength: blame.own.strength,
        onset: onsetOf(blame.own, reading, scene.grid),
        readings: [reading],
        rules: [],
        ...(faint && { faint }),
      },
    ];
  });
}

/** How far a departure is beyond chance, 0 to 1. Rises without a step from the limit of chance on: a little more noise must not decide who is named. */
function certaintyOf({ strength }: Departure): number {
  return Math.min(1, (strength / settings.departed - 1) / (settings.largeStrength - 1));
}

/** When a loss began; that of the reading if the reading covers the same run. */
function onsetOf(own: Departure, { departure, onset, measured: { series } }: Reading, grid: Grid): number {
  const isOnGrid = series.start === grid.start && series.step === grid.step;
  const isRead = departure !== undefined && isOnGrid && Math.abs(departure.from - own.from) <= 1;
  return isRead && onset !== undefined ? onset : onsetOn(grid, own);
}

/** The mechanism of a component that began to call a new callee. */
const NEW_DEPENDENCY = "new dependency";

function mechanismOf({ measured }: Reading, loss: Loss): string {
  if (measured.signal === "throttles") return "throttling";
  return loss === "time" ? "latency" : "failures";
}

/** The share of a normal distribution within one standard deviation. */
const WITHIN_ONE = 0.68;

/** Whether a loss is large enough to show against the random variation of the symptom's component. */
function material(blame: Blame, scene: Scene): boolean {
  const excess = scene.volumes.get(scene.findings.symptom.component)?.excess[blame.loss];
  if (!excess || !scene.grid || !blame.own) return true;
  const history = excess.subarray(0, scene.grid.historyCount).map(Math.abs);
  const [usual = 0] = quantiles(history, [WITHIN_ONE]);
  return !(blame.own.mean < settings.noticeable * usual);
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
