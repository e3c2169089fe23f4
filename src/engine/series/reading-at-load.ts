import type { Measured } from "../../findings/findings.ts";
import { settings } from "../settings.ts";
import { departureOf } from "./departure.ts";
import { gridOf, onsetOn, sameTime } from "./grid.ts";
import { medianOf } from "./quantile.ts";
import type { Reading } from "./reading.ts";
import { usualAtLoad } from "./usual-at-load.ts";

/**
 * Compares a latency that did not leave its baseline with its usual value at the same load: a service that is slower by day may hide a slow
 * night. Returns the reading unchanged if it departed anyway, is of another signal, or does not follow its load.
 */
export function readingAtLoad(reading: Reading, requests: Measured | undefined): Reading {
  const { measured, departed, habit } = reading;
  const { signal, series, baseline } = measured;
  if (departed || habit || signal !== "latency" || !requests || !isSameTime(measured, requests)) return reading;
  const usual = usualAtLoad(baseline.values, requests.baseline.values);
  const load = medianOf(requests.series.values, 1);
  if (!usual || load === undefined) return reading;
  const atThatLoad = (values: Float64Array, loads: Float64Array) =>
    values.map((value, index) => value - usual(loads[index] ?? Number.NaN) + usual(load));
  const history = atThatLoad(baseline.values, requests.baseline.values);
  const departure = departureOf(history, atThatLoad(series.values, requests.series.values), "up");
  if (!departure || departure.strength < settings.departed) return reading;
  const away = series.values.subarray(departure.from, departure.until).filter((value) => !Number.isNaN(value));
  const mean = away.reduce((sum, value) => sum + value, 0) / away.length;
  return {
    measured,
    departure: { ...departure, peak: Math.max(...away), mean },
    departed: true,
    onset: onsetOn(gridOf(baseline, series), departure),
    atLoad: true,
  };
}

function isSameTime(one: Measured, other: Measured): boolean {
  return sameTime(one.series, other.series) && sameTime(one.baseline, other.baseline);
}
