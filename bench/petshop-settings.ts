import { diagnose } from "../src/engine/diagnose.ts";
import { type SettingName, type Settings, withSettings } from "../src/engine/settings.ts";
import { variants } from "./engine-variants.ts";
import { rankOf } from "./petshop-score.ts";
import type { RecordedWindow } from "./petshop-windows.ts";
import { round, wilson } from "./precision.ts";

/** How much the recall of recorded faults owes to the settings of the engine having been chosen with them in view. */
export interface SettingsScore {
  readonly faults: number;
  /** Settings that were tried, the engine's own among them. */
  readonly settings: number;
  readonly top1: {
    readonly fitted: number;
    readonly fitted95: readonly [number, number];
    /** Each fault by the settings that are best on all others; where several are, their mean. */
    readonly leaveOneOut: number;
    readonly leaveOneOut95: readonly [number, number];
    /** Of the settings that does worst, and which that is. */
    readonly least: number;
    readonly worst: string;
  };
}

/** The settings that decide what is proposed and in which order. */
const names: readonly SettingName[] = [
  "departed",
  "away",
  "fromNothing",
  "relativeFloor",
  "mostParts",
  "smallestShare",
  "otherLoss",
  "noticeable",
  "fewestAsked",
  "trafficWeight",
  "givesUp",
  "waitsFor",
];

/** Diagnoses every fault with every setting a quarter smaller and larger. */
export function settingsScore(windows: readonly RecordedWindow[]): SettingsScore {
  const faults = windows.filter(({ truth }) => truth !== undefined);
  const hits = (changed: Partial<Settings>) =>
    withSettings(changed, () =>
      faults.map(({ findings, truth }) => rankOf(diagnose(findings).hypotheses, truth) === 1),
    );
  const own = { name: "none", hits: hits({}) };
  const others = variants(names).map(({ setting, factor, changed }) => ({
    name: `${setting} × ${factor}`,
    hits: hits(changed),
  }));
  const all = [own, ...others];
  const left = faults.map((_, held) => {
    const best = Math.max(...all.map((each) => count(each.hits, held)));
    const chosen = all.filter((each) => count(each.hits, held) === best);
    return chosen.filter((each) => each.hits[held]).length / chosen.length;
  });
  const right = left.reduce((sum, each) => sum + each, 0);
  const worst = others.reduce((least, each) => (count(each.hits) < count(least.hits) ? each : least), own);
  const share = (part: number): number => (faults.length === 0 ? 0 : round(part / faults.length));
  return {
    faults: faults.length,
    settings: all.length,
    top1: {
      fitted: share(count(own.hits)),
      fitted95: wilson(count(own.hits), faults.length),
      leaveOneOut: share(right),
      leaveOneOut95: wilson(right, faults.length),
      least: share(count(worst.hits)),
      worst: worst.name,
    },
  };
}

function count(hits: readonly boolean[], but?: number): number {
  return hits.filter((hit, index) => hit && index !== but).length;
}
