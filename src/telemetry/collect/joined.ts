import type { Series } from "../../findings/measured.ts";

/** Joins an earlier and a later series of the same step; the later one takes precedence. `start`: the begin without an earlier one. */
export function joined(earlier: Series | undefined, later: Series | undefined, start: number): Series | undefined {
  if (!later) return earlier;
  const { step } = later;
  const steps = Math.max(0, Math.round((later.start - (earlier?.start ?? start)) / step));
  const values = new Float64Array(steps + later.values.length).fill(Number.NaN);
  if (earlier) values.set(earlier.values.subarray(0, steps));
  values.set(later.values, steps);
  return { start: later.start - steps * step, step, values };
}
