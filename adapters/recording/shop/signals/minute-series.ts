import type { MetricQuery, Series, Window } from "../../../../src/findings/measured.ts";

/** A minute's value in some statistic, and the requests behind it; undefined where nothing was written. */
export type ReadMinute = (minute: number) => { readonly value: number; readonly samples: number } | undefined;

/** A series out of minutes, up to a horizon (epoch seconds): sums are added, the rest is averaged over requests; what is not over yet is NaN. */
export function seriesOf(query: MetricQuery, window: Window, horizon: number, read: ReadMinute): Series {
  const step = Math.max(60, Math.ceil(query.period / 60) * 60);
  const start = Math.floor(window.start / step) * step;
  const count = Math.max(0, Math.ceil((window.end - start) / step));
  // Of long periods one minute in five is looked at, as of the shop's other metrics.
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
