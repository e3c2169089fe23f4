import type { Findings } from "../../findings/findings.ts";
import { fisherLog10, MOST_COUNTED } from "../series/fisher.ts";
import { settings } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

interface View {
  readonly findings: Findings;
  /** Epoch seconds at which the symptom left its baseline. */
  readonly onset: number;
}

/** Lines before and since the onset, and for how many minutes each is known. */
interface Counts {
  readonly now: number;
  readonly before: number;
  readonly minutesNow: number;
  readonly minutesBefore: number;
}

/**
 * How far beyond chance a pattern is more frequent since the onset (or since its first line shortly before), 0 to 1. Compares with the
 * component's ordinary lines, because more requests write more lines (Fisher's exact test); without them, with time (binomial test).
 */
export function surpriseOf(log: NewPattern, view: View): number {
  const isEarly = log.firstAt < view.onset && log.firstAt >= view.onset - settings.showsWithin;
  const since = surpriseSince(log, view);
  return isEarly ? Math.max(since, surpriseSince(log, { ...view, onset: log.firstAt })) : since;
}

function surpriseSince(log: NewPattern, { findings, onset }: View): number {
  const own = countsOf(log, onset);
  if (own.minutesBefore === 0) return settings.unknownBefore;
  const ordinary = findings.patterns
    .filter(({ component, severity }) => component === log.component && severity === "info")
    .map((each) => countsOf(each, onset));
  const rest = { now: sumOf(ordinary, "now"), before: sumOf(ordinary, "before") };
  const isMeasured = rest.before >= settings.enoughLines && rest.before + rest.now < MOST_COUNTED;
  const chance = isMeasured ? amongLines(own, rest) : overTime(own);
  return Math.min(1, Math.max(0, -chance / settings.sure));
}

function countsOf({ count, before, byMinute, minutesBefore, window }: NewPattern, onset: number): Counts {
  const length = Math.max(1, Math.round((window ? window.end - window.start : 1_800) / 60));
  const past = { before, minutesBefore: minutesBefore ?? length };
  if (!byMinute || !window) return { now: count, minutesNow: length, ...past };
  const first = Math.max(0, Math.floor((onset - window.start) / 60));
  const [early, late] = [byMinute.subarray(0, first), byMinute.subarray(first)];
  return {
    now: total(late),
    minutesNow: knownMinutes(late),
    before: before + total(early),
    minutesBefore: past.minutesBefore + knownMinutes(early),
  };
}

/** log10 of the probability. */
function amongLines({ now, before }: Counts, rest: { readonly now: number; readonly before: number }): number {
  return fisherLog10({ affectedWith: now, affectedWithout: rest.now, quietWith: before, quietWithout: rest.before });
}

/** log10 of the probability that this many of all lines fall into the minutes since the onset. */
function overTime({ now, before, minutesNow, minutesBefore }: Counts): number {
  if (minutesNow === 0) return 0;
  const [all, part] = [now + before, minutesNow / (minutesNow + minutesBefore)];
  let term = all * Math.log(part);
  let sum = 0;
  const most = term;
  // Sums from all lines down to the observed number; each next term is more likely.
  for (let count = all; count >= now; count--) {
    sum += Math.exp(term - most);
    term += Math.log((count * (1 - part)) / ((all - count + 1) * part));
  }
  return Math.min(0, (most + Math.log(sum)) / Math.LN10);
}

function sumOf(counts: readonly Counts[], key: "now" | "before"): number {
  return counts.reduce((sum, each) => sum + each[key], 0);
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}

function knownMinutes(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}
