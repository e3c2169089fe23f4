import { settings } from "../settings.ts";
import { type Baseline, baselineOf } from "./baseline.ts";
import { scratch } from "./scratch.ts";

/** How a series left its baseline. Indices count from the start of the series. */
export interface Departure {
  readonly baseline: Baseline;
  /** The mean distance of the farthest run in spreads; 0 if it never left. */
  readonly strength: number;
  readonly from: number;
  readonly until: number;
  /** The farthest value of the run, and the mean over the run. */
  readonly peak: number;
  readonly mean: number;
  /** How many values at the end of the history were away already: not 0 only if the run begins with the series. */
  readonly before: number;
}

/** Finds the longest and farthest run above (or below) the baseline; undefined without a baseline. `origin` as in {@link baselineOf}. */
export function departureOf(
  history: Float64Array,
  values: Float64Array,
  direction: "up" | "down",
  origin = 0,
): Departure | undefined {
  const baseline = baselineOf(history, origin);
  if (!baseline) return undefined;
  const sign = direction === "up" ? 1 : -1;
  const found = describe(baseline, values, distancesOf(values, baseline, sign), sign);
  if (found.from > 0 || found.strength < settings.departed) return found;
  const before = awayAtEnd(distancesOf(history, baseline, sign));
  // Values that belong to the departure are not part of its baseline.
  const usual = before > 0 && baselineOf(history.subarray(0, history.length - before), origin);
  if (!usual) return found;
  return { ...describe(usual, values, distancesOf(values, usual, sign), sign), before };
}

/** How many consecutive values at the end are away; missing values do not interrupt. */
function awayAtEnd(distance: Float64Array): number {
  const back = distance.findLastIndex((far) => far < settings.away);
  const away = distance.subarray(back + 1).findIndex((far) => far >= settings.away);
  return away < 0 ? 0 : distance.length - back - 1 - away;
}

const room = scratch();

/** The distance of each value in spreads. Loops by index here and below, because they run over every value of every series. */
function distancesOf(values: Float64Array, { median, spread }: Baseline, sign: number): Float64Array {
  const distance = room(values.length);
  const floor = Number.EPSILON * Math.abs(median);
  for (let index = 0; index < distance.length; index++) {
    const apart = sign * ((values[index] ?? Number.NaN) - median);
    if (spread > floor || Number.isNaN(apart)) distance[index] = apart / spread;
    else distance[index] = apart > floor ? settings.fromNothing : 0;
  }
  return distance;
}

function describe(baseline: Baseline, values: Float64Array, distance: Float64Array, sign: number): Departure {
  const length = Math.min(
    settings.longestRun,
    Math.max(settings.shortestRun, Math.round(values.length / settings.valuesPerRun)),
  );
  const { at, end, strength } = farthestRun(distance, length);
  const isAway = (index: number) => (distance[index] ?? Number.NaN) >= settings.away;
  const isBack = (index: number) => (distance[index] ?? Number.NaN) < settings.away;
  let from = at;
  let until = end;
  while (from > 0 && !isBack(from - 1)) from -= 1;
  while (from < end - 1 && !isAway(from)) from += 1;
  while (until < distance.length && !isBack(until)) until += 1;
  let peak = Number.NaN;
  let sum = 0;
  let count = 0;
  for (let index = from; index < until; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (count === 0 || sign * value > sign * peak) peak = value;
    sum += value;
    count += 1;
  }
  return { baseline, strength: Math.max(0, strength), from, until, peak, mean: sum / count, before: 0 };
}

/** Of all stretches with `length` values, the one with the highest mean; missing values neither count nor interrupt. */
function farthestRun(
  distance: Float64Array,
  length: number,
): { readonly at: number; readonly end: number; readonly strength: number } {
  let at = 0;
  let end = Math.min(length, distance.length);
  let strongest = 0;
  const { away: isAwayFrom, shortestRun } = settings;
  const newest = distance.findLastIndex((far) => !Number.isNaN(far));
  for (let first = 0; first < distance.length; first++) {
    if (Number.isNaN(distance[first])) continue;
    let last = first;
    let sum = 0;
    let away = 0;
    for (let index = first, count = 0; index < distance.length && count < length; index++) {
      const far = distance[index] ?? Number.NaN;
      if (Number.isNaN(far)) continue;
      last = index;
      sum += far;
      count += 1;
      if (far >= isAwayFrom) away += 1;
    }
    const mean = sum / length;
    const goesOn = last >= newest && (distance[newest] ?? 0) >= isAwayFrom;
    const enough = goesOn ? Math.min(shortestRun, length - 1) : shortestRun;
    const strength = away >= enough ? mean : Math.min(mean, settings.justShort * settings.departed);
    if (strength > strongest) {
      at = first;
      end = last + 1;
      strongest = strength;
    }
  }
  return { at, end, strength: strongest };
}
