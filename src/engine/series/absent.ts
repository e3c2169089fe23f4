import type { Findings } from "../../findings/findings.ts";
import { settings } from "../settings.ts";
import { countOf } from "./quantile.ts";
import type { Reading } from "./reading.ts";

/** Whether a series has values up to its source's horizon, as far as it usually has. */
export function goesOn(
  { measured: { series, baseline } }: Pick<Reading, "measured">,
  { findings }: { readonly findings: Pick<Findings, "horizons"> },
): boolean {
  const usual = countOf(baseline.values);
  if (usual < settings.wholeHistory * baseline.values.length) return true;
  const horizon = findings.horizons.metrics ?? Number.POSITIVE_INFINITY;
  const end = Math.max(0, Math.min(series.values.length, Math.floor((horizon - series.start) / series.step)));
  return series.values.subarray(Math.max(0, end - settings.recentValues), end).some((value) => !Number.isNaN(value));
}

/** Whether a signal that usually has values has a hole between shortly before the onset and its last value. */
export function hasHole(
  { measured: { series, baseline } }: Pick<Reading, "measured">,
  { onset, findings: { symptom } }: { readonly onset: number; readonly findings: Pick<Findings, "symptom"> },
): boolean {
  const usual = countOf(baseline.values);
  if (usual === 0 || usual < settings.wholeHistory * baseline.values.length) return false;
  const { start, step, values } = series;
  const from = Math.max(0, Math.floor((Math.min(onset, symptom.at) - start) / step) - settings.firesWithin);
  const until = values.findLastIndex((value) => !Number.isNaN(value));
  let missing = 0;
  for (let index = from; index < until; index++) {
    missing = Number.isNaN(values[index]) ? missing + 1 : 0;
    if (missing >= settings.hole) return true;
  }
  return false;
}

/** Whether a metric has any value in the periods that the alarm evaluated. */
export function isMeasuredAtAlarm(
  { measured: { series } }: Pick<Reading, "measured">,
  { findings: { symptom } }: { readonly findings: Pick<Findings, "symptom"> },
): boolean {
  const { start, step, values } = series;
  const end = Math.max(0, Math.ceil((symptom.at - start) / step));
  return values.subarray(Math.max(0, end - settings.alarmPeriods), end).some((value) => !Number.isNaN(value));
}
