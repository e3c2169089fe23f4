import type { Findings, Measured } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";
import type { Signal } from "../../packs/signal.ts";
import { settings } from "../settings.ts";
import { type Departure, departureOf } from "./departure.ts";
import { gridOf, onsetOn } from "./grid.ts";
import { habitOf, type SameHours } from "./same-hours.ts";
import { scratch } from "./scratch.ts";

/** A measured signal and its departure, upwards or downwards as is bad for it; no departure if too few values are known. */
export interface Reading {
  readonly measured: Measured;
  readonly departure: Departure | undefined;
  /** Whether it is out of its usual range, and not by a habit of these hours. */
  readonly departed: boolean;
  /** Epoch seconds. */
  readonly onset: number | undefined;
  /** The habit that explains its departure. */
  readonly habit?: SameHours;
  /** Set if it is unusual only for its load. */
  readonly atLoad?: true;
}

/** Reads a measured signal. */
export function readingOf(measured: Measured, symptom: Findings["symptom"]): Reading {
  const { signal, baseline, series, query, weeks } = measured;
  const isLow = signal === "availability" || (symptom.above === false && symptom.query === query);
  // A metric that is bad when low is not a count of failures: missing free space is not zero.
  const sparse = failureSignals.has(signal) && !isLow;
  const history = sparse ? withZeros(baseline.values, roomForHistory) : baseline.values;
  const values = sparse ? withZeros(series.values, roomForRecent) : series.values;
  const origin = signal === "availability" ? 100 : 0;
  const departure = departureOf(history, values, isLow ? "down" : "up", origin);
  const left = departure !== undefined && departure.strength >= settings.departed;
  const before = weeks && sparse ? { ...weeks, values: weeks.values.map((value) => value || 0) } : weeks;
  const habit = left && before ? habitBehind(measured, departure, before, isLow ? -1 : 1) : undefined;
  const departed = left && !habit;
  const onset = departed ? onsetOn(gridOf(baseline, series), departure) : undefined;
  return { measured, departure, departed, onset, ...(habit && { habit }) };
}

/**
 * Dates the reading by the run that contains `at` (epoch seconds), if it departed several times: an intermittent signal is neither earlier
 * nor later than the symptom that it accompanies.
 */
export function datedAround(reading: Reading, at: number): Reading {
  const { measured, departure, departed } = reading;
  if (!departure || !departed) return reading;
  const { start, step, values } = measured.series;
  const { baseline, from, until, mean } = departure;
  const sign = Math.sign(mean - baseline.median);
  const isAway = (index: number): boolean => {
    const apart = sign * ((values[index] ?? Number.NaN) - baseline.median);
    return apart > 0 && apart >= settings.away * baseline.spread;
  };
  let first = Math.floor((at - start) / step);
  if ((first >= from && first < until) || !isAway(first) || !isAway(first + 1)) return reading;
  while (isAway(first - 1)) first -= 1;
  return { ...reading, onset: start + first * step };
}

function habitBehind(
  { series, statistic }: Measured,
  { baseline, from, until, mean }: Departure,
  weeks: Series,
  sign: 1 | -1,
): SameHours | undefined {
  const perStep = /^(Sum|SampleCount)$/.test(statistic) ? series.step / weeks.step : 1;
  const level = sign * mean - Math.max(baseline.spread, settings.levelReached * Math.abs(mean - baseline.median));
  return habitOf(
    weeks,
    series.start + from * series.step,
    series.start + until * series.step,
    (value) => sign * value * perStep >= level,
  );
}

/** Signals that count failures. */
export const failureSignals: ReadonlySet<Signal> = new Set(["errors", "throttles"]);

const roomForHistory = scratch();
const roomForRecent = scratch();

/** CloudWatch publishes no data point if nothing was counted. */
function withZeros(values: Float64Array, room: (size: number) => Float64Array): Float64Array {
  const filled = room(values.length);
  filled.set(values);
  for (let index = 0; index < filled.length; index++) if (Number.isNaN(filled[index])) filled[index] = 0;
  return filled;
}
