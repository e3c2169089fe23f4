/** A number that somebody chose, with what it means and why it is that one. */
export interface Setting {
  readonly value: number;
  readonly unit: Unit;
  readonly meaning: string;
  readonly reason: string;
}

/** Shares are of 1, weights have no unit, a spread is the distance that is usual from the median. */
export type Unit = Counted | "spreads" | "share" | "percent" | "weight" | "times" | "powers of ten" | "seconds";

/** Of these there are only whole ones. */
const counted = ["values", "grid steps", "parts", "lines", "requests", "days", "weeks"] as const;
type Counted = (typeof counted)[number];

/** Whether a setting counts what there are only whole ones of. */
export function isCounted({ unit }: Pick<Setting, "unit">): boolean {
  return counted.some((each) => each === unit);
}
