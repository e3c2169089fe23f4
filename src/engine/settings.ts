import { attribution } from "./settings/attribution.ts";
import { candidates } from "./settings/candidates.ts";
import { observations } from "./settings/observations.ts";
import { score } from "./settings/score.ts";
import { series } from "./settings/series.ts";
import { storm } from "./settings/storm.ts";

/** All tuning parameters of the diagnosis, with unit, meaning and reason, by the folder that uses them. */
export const tables = { series, attribution, observations, candidates, score, storm } as const;

/** All of them by name. */
export const table = { ...series, ...attribution, ...observations, ...candidates, ...score, ...storm } as const;

export type SettingName = keyof typeof table;
export type Settings = Readonly<Record<SettingName, number>>;

const values: Record<SettingName, number> = valuesOf(table);

/** The settings in force. Read them where they are used and cache none, because benches change them. */
export const settings: Settings = values;

/** Runs synchronous work with some settings changed, for benches; the product uses the values of the table. */
export function withSettings<Result>(changed: Partial<Settings>, run: () => Result): Result {
  const before = { ...values };
  Object.assign(values, changed);
  try {
    return run();
  } finally {
    Object.assign(values, before);
  }
}

function valuesOf(all: typeof table): Record<SettingName, number> {
  const names = Object.keys(all) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, all[name].value])) as Record<SettingName, number>;
}
