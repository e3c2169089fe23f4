import type { MetricQuery, Series, Window } from "../../../../src/findings/measured.ts";

/** A minute's value in some statistic, and its requests; undefined if no data point was published. */
export type ReadMinute = (minute: number) => { readonly value: number; readonly samples: number } | undefined;

/**
 * Aggregates minutes into a series up to a horizon (epoch seconds): sums are added, the rest is averaged over requests; incomplete periods
 * are NaN.
 */
export function seriesOf(query: MetricQuery, window: Window, horizon: number, read: ReadMinute): Series {
  const step = Math.max(60, Math.ceil(query.period / 60) * 60);
  const start = Math.floor(window.start / step) * step;
  const count = Math.max(0, Math.ceil((window.end - start) / step));
  // Long periods use one minute in five, as the shop's other metrics do.
  const stride = step % 900 === 0 ? 5 : 1;
  const adds = query.statistic === "Sum" || query.statistic === "SampleCount";
  const values = Float64Array.from({ length: count }, (_, index) => {
    const from = start + index * step;
    if (from + step > horizon) return Number.NaN;
    let [sum, samples] = [0, 0];
    for (let minute = from / 60; minute < (from + step) / 60; minute += stride) {
      const point = read(minute);
      if (!point) continue;
      sum += adds ? point.value * stride : point.value * point.samples;
      samples += point.samples;
    }
    if (samples === 0) return Number.NaN;
    return adds ? sum : sum / samples;
  });
  return { start, step, values };
}
