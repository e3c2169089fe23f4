import { figure } from "../../card/number.ts";
import { measuredOf } from "../attribution/measured-of.ts";
import type { Candidate } from "../candidates/candidate.ts";
import type { Scene } from "../scene/scene.ts";
import { fisherLog10 } from "../series/fisher.ts";
import { sameTime } from "../series/grid.ts";
import type { Reading } from "../series/reading.ts";
import { settings } from "../settings.ts";
import { moved, nameOf, nounOf } from "./sentence.ts";

/** How many requests failed of how many, during a departure and in the history before it. */
export interface Counts {
  readonly failed: number;
  readonly asked: number;
  readonly failedBefore: number;
  readonly askedBefore: number;
  /** The length of the departure as a share of the history. */
  readonly part: number;
}

/** The limit of the cached log-factorials; longer histories are not tested. */
const MOST = 1_000_000;

/** The requests behind a failing signal, if they are few; else undefined. */
export function fewOf(scene: Pick<Scene, "readings">, reading: Reading): Counts | undefined {
  const counts = countsOf(scene, reading);
  return counts && counts.asked < settings.fewRequests ? counts : undefined;
}

/** The requests behind a failing signal, if they are measured over exactly the same time; else undefined. */
export function countsOf({ readings }: Pick<Scene, "readings">, { measured, departure }: Reading): Counts | undefined {
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
  // Fractional values are rates or means, not counts.
  const whole = [requests.series, requests.baseline].every(({ values }) => values.every(isWhole));
  if (!whole || away.asked === 0 || away.failed > away.asked || before.failed > before.asked) return undefined;
  const part = ((until - from) * measured.series.step) / (measured.baseline.values.length * measured.baseline.step);
  return { ...away, failedBefore: before.failed, askedBefore: before.asked, part };
}

/** A signal and its move: "errors 0.2 → 41 per min"; with few requests as counts: "fails 2 of 12 requests (17 %), usual 0 of 14". */
export function movedOf(
  scene: Pick<Scene, "readings" | "symptom" | "findings" | "components">,
  reading: Reading,
): string {
  const [caller, ...others] = reading.measured.seenBy ?? [];
  const text = ownMovedOf(scene, reading);
  if (caller === undefined) return text;
  return others.length > 0
    ? `${text}, as its callers measure it`
    : `${text}, as ${nameOf(scene.components.get(caller), caller)} measures it`;
}

function ownMovedOf(scene: Pick<Scene, "readings" | "symptom" | "findings">, reading: Reading): string {
  const { measured, departure } = reading;
  if (!departure || Number.isNaN(departure.mean)) return nounOf(measured);
  const few = fewOf(scene, reading);
  const unit = measured === scene.symptom?.measured ? scene.findings.symptom.unit : undefined;
  const load = reading.atLoad ? " at such a load" : "";
  if (!few) return `${nounOf(measured)} ${moved(measured, departure, unit, load)}`;
  const { failed, asked, failedBefore, askedBefore, part } = few;
  const usual = `usual ${Math.round(failedBefore * part)} of ${Math.round(askedBefore * part).toLocaleString("en-US")}`;
  return `fails ${failed} of ${asked} requests (${figure((100 * failed) / asked)} %), ${usual}`;
}

/** Whether a candidate's failures may be chance: fewer than ten, and no more than its history lets expect. */
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

/** Converts a value into the number of failed requests of its period. */
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
