import type { Comparison, Condition, LeftUsual, Other, Pack, Rule } from "./pack.ts";

/** A metric over time on the common grid, NaN for missing values. */
export interface Track {
  readonly values: Float64Array;
  /** Its usual value, and the bounds of its usual range. */
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly highest: number;
}

/** The time around the symptom, as indices of the grid; earlier indices are the time before. `step` in seconds. */
export interface SymptomWindow {
  readonly from: number;
  readonly until: number;
  readonly step: number;
}

/** A rule that holds around the symptom, with its indices. */
export interface HoldingRule {
  readonly rule: Rule;
  readonly at: readonly number[];
}

/** The fewest values at which a rule must hold: a single one may be chance. */
const FEWEST = 2;
/** The fewest values before the symptom that are needed to compare. */
const ENOUGH = 8;
/** A rule must hold this many times as often as before, because a permanent state is not evidence. */
const MORE_OFTEN = 4;

/** The rules of a pack that hold around the symptom and held less often before it. A rule with a missing metric is not used. */
export function holding(
  pack: Pack,
  tracks: Readonly<Record<string, Track>>,
  { from, until, step }: SymptomWindow,
): readonly HoldingRule[] {
  return pack.rules.flatMap((rule) => {
    const holds = conjunctionOf(rule, tracks, step);
    if (!holds) return [];
    const before = judged(holds, 0, from);
    const around = judged(holds, from, until);
    const isNewPattern = around.at.length * before.known > MORE_OFTEN * before.at.length * around.known;
    return around.at.length >= FEWEST && before.known >= ENOUGH && isNewPattern ? [{ rule, at: around.at }] : [];
  });
}

/** The metrics of a condition. */
export function metricsOf(condition: Condition): readonly string[] {
  const of = "of" in condition ? condition.of : undefined;
  return typeof of === "object" ? [condition.metric, of.metric] : [condition.metric];
}

/** Whether a condition holds at an index; undefined if it is unknown. */
type Test = (index: number) => boolean | undefined;

function judged(holds: Test, from: number, until: number): { readonly known: number; readonly at: readonly number[] } {
  const at: number[] = [];
  let known = 0;
  for (let index = from; index < until; index++) {
    const held = holds(index);
    if (held !== undefined) known += 1;
    if (held) at.push(index);
  }
  return { known, at };
}

function conjunctionOf(rule: Rule, tracks: Readonly<Record<string, Track>>, step: number): Test | undefined {
  const tests = rule.all.map((condition) => testOf(condition, tracks, step));
  const known = tests.filter((test) => test !== undefined);
  if (known.length < tests.length) return undefined;
  return (index) => {
    const results = known.map((test) => test(index));
    return results.includes(undefined) ? undefined : results.every(Boolean);
  };
}

function testOf(condition: Condition, tracks: Readonly<Record<string, Track>>, step: number): Test | undefined {
  const track = tracks[condition.metric];
  if (!track) return undefined;
  return "left" in condition ? leftOf(condition, track) : comparisonOf(condition, track, tracks, step);
}

function leftOf({ left }: LeftUsual, { values, low, high }: Track): Test {
  return known(values, (value) => (left === "up" ? value > high : value < low));
}

function comparisonOf(
  { op, value: factor, of }: Comparison,
  track: Track,
  tracks: Readonly<Record<string, Track>>,
  step: number,
): Test | undefined {
  if (of === undefined) return known(track.values, (value) => compare(value, op, factor));
  if (of === "usual" || of === "highest") return known(track.values, (value) => compare(value, op, factor * track[of]));
  const limit = tracks[of.metric];
  if (!limit) return undefined;
  const times = timesOf(of, step);
  return known(track.values, (value, index) => {
    const most = limit.values[index] ?? Number.NaN;
    // A share of zero is undefined.
    return most > 0 ? compare(value, op, factor * times * most) : undefined;
  });
}

/** The factor from the other metric's unit to a count per period. */
export function timesOf({ perSecond }: Other, step: number): number {
  return perSecond ? step : 1;
}

function known(values: Float64Array, test: (value: number, index: number) => boolean | undefined): Test {
  return (index) => {
    const value = values[index] ?? Number.NaN;
    return Number.isNaN(value) ? undefined : test(value, index);
  };
}

function compare(value: number, op: Comparison["op"], limit: number): boolean {
  switch (op) {
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    default:
      return op satisfies never;
  }
}
