import type { Findings } from "../../findings/findings.ts";
import { countOf } from "./quantile.ts";
import type { Reading } from "./reading.ts";

const RECENT = 3;
/** The share of values from which a series is expected to have values. */
const USUALLY = 0.9;

/** Whether a series has values up to its source's horizon, as far as it usually has. */
export function goesOn(
  { measured: { series, baseline } }: Pick<Reading, "measured">,
  { findings }: { readonly findings: Pick<Findings, "horizons"> },
): boolean {
  const usual = countOf(baseline.values);
  if (usual < USUALLY * baseline.values.length) return true;
  const horizon = findings.horizons.metrics ?? Number.POSITIVE_INFINITY;
  const end = Math.max(0, Math.min(series.values.length, Math.floor((horizon - series.start) / series.step)));
  return series.values.subarray(Math.max(0, end - RECENT), end).some((value) => !Number.isNaN(value));
}

const HOLE = 3;
/** Periods before the onset that are searched for a hole; most alarms evaluate fewer. */
const BEFORE = 10;

/** Whether a signal that usually has values has a hole between shortly before the onset and its last value. */
export function hasHole(
  { measured: { series, baseline } }: Pick<Reading, "measured">,
  { onset, findings: { symptom } }: { readonly onset: number; readonly findings: Pick<Findings, "symptom"> },
): boolean {
  const usual = countOf(baseline.values);
  if (usual === 0 || usual < USUALLY * baseline.values.length) return false;
  const { start, step, values } = series;
  const from = Math.max(0, Math.floor((Math.min(onset, symptom.at) - start) / step) - BEFORE);
  const until = values.findLastIndex((value) => !Number.isNaN(value));
  let missing = 0;
  for (let index = from; index < until; index++) {
    missing = Number.isNaN(values[index]) ? missing + 1 : 0;
    if (missing >= HOLE) return true;
  }
  return false;
}

/** Periods up to the firing that an alarm usually evaluates. */
const PERIODS = 6;

/** Whether a metric has any value in the periods that the alarm evaluated. */
export function isMeasuredAtAlarm(
  { measured: { series } }: Pick<Reading, "measured">,
  { findings: { symptom } }: { readonly findings: Pick<Findings, "symptom"> },
): boolean {
  const { start, step, values } = series;
  const end = Math.max(0, Math.ceil((symptom.at - start) / step));
  return values.subarray(Math.max(0, end - PERIODS), end).some((value) => !Number.isNaN(value));
}
