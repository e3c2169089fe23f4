import { patternWords } from "../../findings/log-pattern.ts";
import type { Diagnosis, HypothesisDraft } from "../../investigation/diagnosis.ts";
import type { Signal } from "../../packs/signal.ts";
import { waitedFor } from "../candidates/waits.ts";
import { isNewPattern } from "../observations/log-patterns.ts";
import type { Scene } from "../scene/scene.ts";
import type { Departure } from "../series/departure.ts";
import type { Reading } from "../series/reading.ts";
import type { SameHours } from "../series/same-hours.ts";
import { settings } from "../settings.ts";
import { amountOf, nameOf, nounOf } from "../words/sentence.ts";
import { absentOf } from "./overlooked.ts";

/**
 * The symptom's last value with its time, and whether it is still bad; undefined if nothing was measured, or if a value that was normal
 * before the onset is unknown since.
 */
export function nowOf({ symptom, findings, onset }: Scene): Diagnosis["now"] {
  if (!symptom) return undefined;
  const { series, signal } = symptom.measured;
  const last = series.values.findLastIndex((value) => !Number.isNaN(value));
  const value = series.values[last];
  if (value === undefined) return undefined;
  const { threshold, above = signal !== "availability" } = findings.symptom;
  const failing = threshold === undefined ? stillAway(symptom, value) : above ? value > threshold : value < threshold;
  if (!failing && series.start + (last + 1) * series.step <= onset) return undefined;
  return {
    value,
    at: series.start + last * series.step,
    failing,
    text: amountOf(symptom.measured, value, findings.symptom.unit),
  };
}

function stillAway({ departure, departed }: NonNullable<Scene["symptom"]>, value: number): boolean {
  if (!departure || !departed) return false;
  return Math.abs(value - departure.baseline.median) > settings.away * departure.baseline.spread;
}

/** Whether a signal never left its baseline, or returned to it; false without a baseline. */
export function isNormal({ measured, departure, departed }: Reading): boolean {
  if (!departure) return false;
  const { signal, series } = measured;
  if (!departed && !asked.has(signal)) return true;
  const { values } = series;
  const recent = values
    .slice(Math.max(0, values.length - settings.recentValues))
    .filter((value) => !Number.isNaN(value));
  if (asked.has(signal) && isFallen(recent, departure)) return false;
  if (!departed) return true;
  const back = recent.filter(
    (value) => Math.abs(value - departure.baseline.median) <= settings.away * departure.baseline.spread,
  );
  return departure.until < values.length && back.length * 2 > recent.length;
}

/** Signals that callers drive: low values are not good news. */
const asked: ReadonlySet<Signal> = new Set(["requests", "consumed", "connections"]);

/** Whether there is less demand than ever. */
function isFallen(recent: Float64Array, { baseline: { median, spread } }: Departure): boolean {
  return recent.length > 0 && recent.every((value) => value < median && median - value >= settings.departed * spread);
}

/** For example "at this hour on 6 of 7 days before". */
function habitWords({ reached, of, every }: SameHours): string {
  return every === "day"
    ? `at this hour on ${reached} of ${of} days before`
    : `on this day in ${reached} of ${of} weeks before`;
}

/** The verdict and its reason in one sentence. */
export function conclude(
  scene: Scene,
  hypotheses: readonly HypothesisDraft[],
  now: Diagnosis["now"],
): Pick<Diagnosis, "verdict" | "reason"> {
  const best = hypotheses[0];
  if (best && best.standing !== "POSSIBLE") return { verdict: best.standing, reason: best.statement };
  const { gaps, symptom } = scene.findings;
  const what = `${nameOf(scene.components.get(symptom.component), symptom.component)} ${nounOf(symptom)}`;
  if (!now) {
    const unread = gaps.some((gap) => gap.what.startsWith("metrics of "));
    const ended = scene.symptom?.measured.series.values.some((value) => !Number.isNaN(value));
    // Not "since the alarm": a person's question has none.
    const lacking = ended ? "no newer data" : "no data";
    return { verdict: "INCONCLUSIVE", reason: unread ? `${what} not seen` : `${what} has ${lacking}` };
  }
  const value = now.text;
  const missing =
    gaps.length > 0
      ? `; not seen: ${gaps
          .map((gap) => gap.what)
          .slice(0, 3)
          .join(", ")}`
      : "";
  const habit = scene.symptom?.habit;
  if (habit) return { verdict: "INCONCLUSIVE", reason: `${what} is at ${value}, as ${habitWords(habit)}` };
  if (now.failing) return { verdict: "INCONCLUSIVE", reason: `${what} reached ${value}, cause unproven${missing}` };
  if (best) return { verdict: "INCONCLUSIVE", reason: `${what} is back at ${value}, cause unproven${missing}` };
  if (missing) return { verdict: "INCONCLUSIVE", reason: `${what} is back at ${value}${missing}` };
  const near = waitedFor(scene);
  const news = scene.findings.patterns.find(
    (each) => isNewPattern(each) && each.severity === "error" && near.has(each.component),
  );
  if (news)
    return {
      verdict: "INCONCLUSIVE",
      reason: `${what} is back at ${value}; log "${patternWords(news.pattern)}" is new`,
    };
  const unseen = absentOf(scene, now.at);
  if (unseen) return { verdict: "INCONCLUSIVE", reason: `${what} is back at ${value}; not seen: ${unseen}` };
  const readings = [...scene.readings.values()].flat();
  const odd = readings.find((reading) => !isNormal(reading));
  if (odd) {
    const name = nameOf(scene.components.get(odd.measured.component), odd.measured.component);
    const why = odd.departure ? "is not usual" : "has too little history to compare with";
    return {
      verdict: "INCONCLUSIVE",
      reason: `${what} is back at ${value}; ${name} ${nounOf(odd.measured)} ${why}`,
    };
  }
  return { verdict: "NO FAULT FOUND", reason: `${what} is back at ${value}, and all that was checked is normal` };
}
