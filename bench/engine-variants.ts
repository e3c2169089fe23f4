import { isCounted } from "../src/engine/settings/setting.ts";
import { type SettingName, type Settings, table } from "../src/engine/settings.ts";

/** One setting of the engine a quarter smaller or larger. */
export interface Variant {
  readonly setting: SettingName;
  readonly factor: number;
  readonly changed: Partial<Settings>;
}

const FACTORS = [0.75, 1.25] as const;

/** Every setting a quarter smaller and a quarter larger. */
export function variants(names: readonly SettingName[]): readonly Variant[] {
  return names.flatMap((setting) =>
    FACTORS.map((factor) => ({ setting, factor, changed: { [setting]: scaled(setting, factor) } })),
  );
}

/** A setting times a factor, rounded away from its value where it counts what there are only whole ones of. */
export function scaled(name: SettingName, factor: number): number {
  const { value } = table[name];
  if (!isCounted(table[name])) return value * factor;
  return factor < 1 ? Math.floor(value * factor) : Math.ceil(value * factor);
}
