import { figure } from "../../card/number.ts";
import { measuredOf } from "../attribution/measured-of.ts";
import type { Candidate } from "../candidates/candidate.ts";
import type { Scene } from "../scene/scene.ts";
import { fisherLog10 } from "../series/fisher.ts";
import { sameTime } from "../series/grid.ts";
import type { Reading } from "../series/reading.ts";
import { settings } from "../settings.ts";
import { moved, nounOf } from "./sentence.ts";

/** How many requests failed of how many, while a signal was away from its baseline and in all the time before it. */
export interface Counts {
  readonly failed: number;
  readonly asked: number;
  readonly failedBefore: number;
  readonly askedBefore: number;
  /** The time away as a part of the time before. */
  readonly part: number;
}

/** Longer histories of small traffic are not tested: the sums of their logarithms would have to be kept. */
const MOST = 1_000_000;

/** The requests behind a failing signal, where they are measured over the very same time and are few; undefined elsewhere. */
export function fewOf({ readings }: Pick<Scene, "readings">, { measured, departure }: Reading): Counts | undefined {
  const requests = measuredOf(
    (readings.get(measured.component) ?? []).map((each) => each.measured),
    "requests",
  );
  if (!departure || !requests || !sameTime(measured.series, requests.series)) return undefined;
  if (!sameTime(measured.baseline, requests.baseline)) return undefined;
  const ofValue = failedBy(measured.signal, measured.statistic);
  if (!ofValue) return undefined;
  const { from, until } = departure;
  const away = sums(
    measured.series.values.subarray(from, until),
    requests.series.values.subarray(from, until),
    ofValue,
  );
  const before = sums(measured.baseline.values, requests.baseline.values, ofValue);
  // What is not whole is a rate or a mean already, and counts nobody.
  const whole = [requests.series, requests.baseline].every(({ values }) => values.every(isWhole));
  if (
    !whole ||
    away.asked === 0 ||
    away.asked >= settings.fewRequests ||
    away.failed > away.asked ||
    before.failed > before.asked
  )
    return undefined;
  const part = ((until - from) * measured.series.step) / (measured.baseline.values.length * measured.baseline.step);
  return { ...away, failedBefore: before.failed, askedBefore: before.asked, part };
}

/** A signal with how it moved: "errors 0.2 → 41 per min", and of few requests by count: "failures 2 of 12 requests (17 %), usual 0 of 14". */
export function movedOf(scene: Pick<Scene, "readings" | "symptom" | "findings">, reading: Reading): string {
  const { measured, departure } = reading;
  if (!departure || Number.isNaN(departure.mean)) return nounOf(measured.signal);
  const few = fewOf(scene, reading);
  const unit = measured === scene.symptom?.measured ? scene.findings.symptom.unit : undefined;
  const load = reading.atLoad ? " at such a load" : "";
  if (!few) return `${nounOf(measured.signal)} ${moved(measured, departure, unit, load)}`;
  const { failed, asked, failedBefore, askedBefore, part } = few;
  const usual = `usual ${Math.round(failedBefore * part)} of ${Math.round(askedBefore * part).toLocaleString("en-US")}`;
  return `failures ${failed} of ${asked} requests (${figure((100 * failed) / asked)} %), ${usual}`;
}

/** Whether all that a candidate shows may be chance: fewer than ten failures, and no more than the time before lets expect. */
export function maybeChance(scene: Pick<Scene, "readings">, { readings }: Candidate): boolean {
  return readings.length > 0 && readings.every((reading) => isChance(fewOf(scene, reading)));
}

function isChance(few: Counts | undefined): boolean {
  if (!few || few.failed >= settings.enoughFailures || few.askedBefore > MOST) return false;
  const { failed, asked, failedBefore, askedBefore } = few;
  const table = {
    affectedWith: failed,
    affectedWithout: asked - failed,
    quietWith: failedBefore,
    quietWithout: askedBefore - failedBefore,
  };
  return fisherLog10(table) > -settings.sure;
}

/** How many of a period's requests a value says have failed. */
function failedBy(signal: string, statistic: string): ((value: number, asked: number) => number) | undefined {
  if (signal === "availability") return (value, asked) => asked * (1 - value / 100);
  return signal === "errors" && statistic === "Sum" ? (value) => value : undefined;
}

function sums(
  values: Float64Array,
  requests: Float64Array,
  failedOf: (value: number, asked: number) => number,
): { readonly failed: number; readonly asked: number } {
  let failed = 0;
  let asked = 0;
  for (const [index, value] of values.entries()) {
    const load = requests[index] ?? Number.NaN;
    if (Number.isNaN(load)) continue;
    asked += load;
    if (!Number.isNaN(value)) failed += failedOf(value, load);
  }
  return { failed: Math.round(failed), asked: Math.round(asked) };
}

function isWhole(value: number): boolean {
  return Number.isNaN(value) || Number.isInteger(value);
}
