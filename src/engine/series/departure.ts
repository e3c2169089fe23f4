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
  const { at, end, strength } = farthestRun(distance, lengthFor(values.length));
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

/** How many values of a window are averaged: a fraction lies between two lengths. */
function lengthFor(values: number): number {
  const { shortestRun, longestRun, valuesPerRun } = settings;
  return Math.min(longestRun, Math.max(shortestRun, values / valuesPerRun));
}

/** A stretch of values, and how far out it is in spreads. */
interface Run {
  readonly at: number;
  readonly end: number;
  readonly strength: number;
}

/** Of all stretches of about `length` values, the one with the highest mean; missing values neither count nor interrupt. */
function farthestRun(distance: Float64Array, length: number): Run {
  const [short, long] = [Math.floor(length), Math.ceil(length)];
  const newest = distance.findLastIndex((far) => !Number.isNaN(far));
  let found: Run = { at: 0, end: Math.min(Math.round(length), distance.length), strength: 0 };
  for (let first = 0; first < distance.length; first++) {
    if (Number.isNaN(distance[first])) continue;
    const shorter = runFrom(first, short, distance, newest);
    const longer = long > short ? runFrom(first, long, distance, newest) : shorter;
    const strength = shorter.strength + (length - short) * (longer.strength - shorter.strength);
    if (strength > found.strength) found = { ...(length - short < 0.5 ? shorter : longer), strength };
  }
  return found;
}

/**
 * The stretch of `length` values from an index on. A value that no other bears out counts little, unless it is the newest of a short series:
 * the next one is not known.
 */
function runFrom(first: number, length: number, distance: Float64Array, newest: number): Run {
  let [last, sum, count] = [first, 0, 0];
  let [farthest, second] = [0, 0];
  for (let index = first; index < distance.length && count < length; index++) {
    const far = distance[index] ?? Number.NaN;
    if (Number.isNaN(far)) continue;
    last = index;
    sum += far;
    count += 1;
    if (far > farthest) {
      second = farthest;
      farthest = far;
    } else if (far > second) second = far;
  }
  const { shortestRun, loneValue, justShort, departed, away } = settings;
  const goesOn = length <= shortestRun && last >= newest && (distance[newest] ?? 0) >= away;
  const alone = goesOn || length < 2 ? 0 : Math.max(0, farthest - loneValue * second);
  const mean = sum / length;
  return { at: first, end: last + 1, strength: Math.max(mean - alone / length, Math.min(mean, justShort * departed)) };
}
