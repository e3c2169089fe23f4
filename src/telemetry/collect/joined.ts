import type { Series } from "../../findings/measured.ts";

/** One series of an earlier answer and a later one of the same step, which tells where both do; without an earlier one it begins at `start`, epoch seconds. */
export function joined(earlier: Series | undefined, later: Series | undefined, start: number): Series | undefined {
  if (!later) return earlier;
  const { step } = later;
  const steps = Math.max(0, Math.round((later.start - (earlier?.start ?? start)) / step));
  const values = new Float64Array(steps + later.values.length).fill(Number.NaN);
  if (earlier) values.set(earlier.values.subarray(0, steps));
  values.set(later.values, steps);
  return { start: later.start - steps * step, step, values };
}
