import { type AnomalySettings, createAnomalyDetector } from "../src/engine/series/anomaly.ts";
import { probationOf } from "./nab-score.ts";
import type { LabelledSeries } from "./nab-series.ts";

/** When the detector reports, of what comes after probation. It sees the values one by one. */
export function reportsOf({ times, values }: LabelledSeries, settings?: AnomalySettings): readonly number[] {
  const detector = createAnomalyDetector(settings);
  const reports = times.filter((at, row) => detector.next(values[row] ?? Number.NaN, at).report);
  const begin = times[probationOf(times.length)] ?? Number.POSITIVE_INFINITY;
  return reports.filter((at) => at >= begin);
}
