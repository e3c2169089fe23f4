/** A tuning parameter with its meaning and its reason. */
export interface Setting {
  readonly value: number;
  readonly unit: SettingUnit;
  readonly meaning: string;
  readonly reason: string;
}

/** Shares are fractions of 1, weights have no unit, a spread is the usual distance from the median. */
export type SettingUnit =
  | Counted
  | "spreads"
  | "share"
  | "percent"
  | "weight"
  | "times"
  | "powers of ten"
  | "seconds"
  | "sessions";

/** Units that are counted in whole numbers. */
const counted = ["values", "grid steps", "parts", "lines", "requests", "days", "weeks"] as const;
type Counted = (typeof counted)[number];

/** Whether a setting is a whole number. */
export function isCounted({ unit }: Pick<Setting, "unit">): boolean {
  return counted.some((each) => each === unit);
}
