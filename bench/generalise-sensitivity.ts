import type { SettingName } from "../src/engine/settings.ts";
import { variants } from "./engine-variants.ts";
import { type Evaluate, recallOf } from "./generalise-choice.ts";
import { round } from "./precision.ts";

/** The data set on which a setting a quarter smaller or larger takes most of the recall. */
export interface Sensitivity {
  readonly setting: SettingName;
  readonly factor: number;
  readonly data: string;
  readonly recall: number;
  /** Recall with the engine's own settings, minus `recall`. */
  readonly loss: number;
  /** Faults of all sets that are found with the one and not with the other settings, summed over both factors. */
  readonly changes: number;
}

/** Of each setting that changes how many faults are found its worst, the most fragile first. */
export async function sensitivities(
  names: readonly SettingName[],
  dataSets: readonly string[],
  evaluate: Evaluate,
): Promise<readonly Sensitivity[]> {
  const own = await evaluate({});
  const all = await Promise.all(
    variants(names).map(async ({ setting, factor, changed }) => {
      const results = await evaluate(changed);
      const changes = results.reduce((sum, { found }, at) => sum + Math.abs(found - (own[at]?.found ?? 0)), 0);
      const sets = results.map((result, at) => {
        const recall = recallOf(result);
        const before = own[at] ? recallOf(own[at]) : recall;
        return {
          setting,
          factor,
          data: dataSets[at] ?? "",
          recall: round(recall),
          loss: round(before - recall),
          changes,
        };
      });
      return sets.toSorted((one, other) => other.loss - one.loss).slice(0, 1);
    }),
  );
  const bySetting = Map.groupBy(all.flat(), ({ setting }) => setting);
  return [...bySetting.values()]
    .flatMap((both) => {
      const [worst] = both.toSorted((one, other) => other.loss - one.loss);
      const changes = both.reduce((sum, each) => sum + each.changes, 0);
      return worst && changes > 0 ? [{ ...worst, changes }] : [];
    })
    .toSorted((one, other) => other.loss - one.loss || other.changes - one.changes);
}
