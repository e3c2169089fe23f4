import type { Findings } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";
import type { Signal } from "../../packs/signal.ts";
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

/** What a component measures of itself whether or not it is called. */
const standing: ReadonlySet<Signal> = new Set(["cpu", "memory", "connections"]);
/** What has no value if nothing was counted. */
const counted: ReadonlySet<Signal> = new Set(["errors", "throttles"]);

/**
 * Whether a component that measured itself throughout ceased to do so as the symptom began: it is gone, or nobody reaches it. All of its
 * metrics have to cease, because a source may lose a single one, and its requests as well, because another may count them.
 */
export function isGone(
  { onset, findings }: { readonly onset: number; readonly findings: Pick<Findings, "horizons" | "measured"> },
  id: string,
): boolean {
  const throughout = findings.measured.filter(
    ({ component, signal, seenBy, baseline }) =>
      component === id && !seenBy && !counted.has(signal) && isWhole(baseline),
  );
  return (
    throughout.some(({ signal }) => standing.has(signal)) &&
    throughout.every(({ signal, series }) => {
      const values = signal === "requests" ? series.values.map((value) => value || Number.NaN) : series.values;
      return ceasesAt({ ...series, values }, onset, findings.horizons.metrics);
    })
  );
}

/** Whether a metric was measured throughout, from its first value on: it may be younger than its history is long. */
function isWhole({ values }: Series): boolean {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const known = countOf(values);
  return known >= settings.enoughValues && known >= settings.wholeHistory * (values.length - first);
}

/** Whether a gap begins at the onset, or as long before it as a cause takes to show. */
function ceasesAt({ start, step, values }: Series, onset: number, horizon = Number.POSITIVE_INFINITY): boolean {
  const end = Math.max(0, Math.min(values.length, Math.floor((horizon - start) / step)));
  const from = Math.max(1, Math.floor((onset - settings.showsWithin - start) / step));
  const until = Math.min(end, Math.floor((onset - start) / step) + settings.together + 1);
  for (let index = from; index < until; index++) {
    if (Number.isNaN(values[index - 1]) || end - index < settings.hole) continue;
    if (values.subarray(index, index + settings.hole).every(Number.isNaN)) return true;
  }
  return false;
}
