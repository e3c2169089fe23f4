import type { Series } from "../../findings/measured.ts";
import type { RecommendedAlarm } from "../../packs/recommended-alarm.ts";

/** The threshold of a recommended alarm for one resource; undefined if its history gives none. */
export function thresholdOf(
  { threshold, op, sparse }: RecommendedAlarm,
  history: Series | undefined,
): number | undefined {
  if (typeof threshold === "number") return threshold;
  const values = (history?.values ?? new Float64Array()).filter((value) => !Number.isNaN(value));
  if (values.length === 0 && !sparse) return undefined;
  const { times, of } = threshold;
  const found = values.reduce(
    (most, value) => (of === "highest" ? Math.max(most, value) : Math.min(most, value)),
    values[0] ?? 0,
  );
  const value = rounded(found * times, of === "highest");
  // At least 0 always holds, and less than 0 never does.
  if (op === ">=" && value === 0) return 1;
  return op === "<" && value <= 0 ? undefined : value;
}

/** Two digits, away from the values that there were. */
function rounded(value: number, up: boolean): number {
  if (value === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const steps = value / step;
  return Number(((up ? Math.ceil(steps) : Math.floor(steps)) * step).toPrecision(2));
}
