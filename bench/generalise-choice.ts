import { type SettingName, type Settings, settings } from "../src/engine/settings.ts";
import { scaled } from "./engine-variants.ts";
import type { Result } from "./generalise-data.ts";

/** What each data set makes of some settings, in a fixed order. */
export type Evaluate = (changed: Partial<Settings>) => Promise<readonly Result[]>;

/** A grid of three values a setting: the engine's own, a quarter smaller and a quarter larger. */
const FACTORS = [0.75, 1, 1.25] as const;

/** The share of the faults whose true component comes first. */
export function recallOf({ faults, found }: Result): number {
  return found / Math.max(1, faults);
}

/** Recall minus the share of normal windows in which somebody is accused. */
function worthOf(result: Result): number {
  return recallOf(result) - result.accused / Math.max(1, result.normal);
}

/**
 * Settings chosen on all data sets but one, by one round of coordinate descent from a start. A setting on which those sets tell nothing stays
 * where it began: nothing of the set that is left out enters.
 */
export async function chosenWithout(
  left: number,
  names: readonly SettingName[],
  start: Partial<Settings>,
  evaluate: Evaluate,
): Promise<Partial<Settings>> {
  const worth = async (changed: Partial<Settings>): Promise<number> =>
    (await evaluate(changed)).reduce((sum, result, index) => sum + (index === left ? 0 : worthOf(result)), 0);
  let chosen = start;
  let most = await worth(chosen);
  for (const name of names) {
    for (const factor of FACTORS) {
      const other = { ...chosen, [name]: valueAt(name, factor) };
      const found = await worth(other);
      // Sums of shares differ in their last digit where they are equal.
      if (found > most + 1e-9) [chosen, most] = [other, found];
    }
  }
  return chosen;
}

/** A start on the grid, each setting where a draw (0 to 1) puts it. */
export function startOf(names: readonly SettingName[], draw: () => number): Partial<Settings> {
  const entries = names.map((name) => [name, valueAt(name, FACTORS[Math.floor(draw() * FACTORS.length)] ?? 1)]);
  return Object.fromEntries(entries);
}

function valueAt(name: SettingName, factor: number): number {
  return factor === 1 ? settings[name] : scaled(name, factor);
}
