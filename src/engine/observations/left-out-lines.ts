import type { RequestLines } from "../../findings/log-pattern.ts";
import { fisherLog10 } from "../series/fisher.ts";
import { settings } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

/** Requests, and how many of them wrote a line. */
export interface Requests {
  readonly all: number;
  readonly wrote: number;
}

/** A line that requests wrote before some moment, and that most of them leave out since. */
export interface LeftOut {
  /** Epoch seconds: from here on. */
  readonly from: number;
  readonly before: Requests;
  readonly after: Requests;
  /** log10 of the chance that so many leave it out for no reason; at most 0. */
  readonly chance: number;
}

/** Requests by minute from `start` on, epoch seconds; NaN where nothing is known. */
export interface RequestsByMinute extends Pick<RequestLines, "all" | "wrote"> {
  readonly start: number;
}

/** Whether requests that begin as ever no longer come to an ordinary line of theirs: what throws, or returns early, writes no more. */
export function leftOutLine({ requests, window, severity }: NewPattern, onset: number): LeftOut | undefined {
  return requests && window && severity === "info" ? leftOut({ ...requests, start: window.start }, onset) : undefined;
}

/**
 * Since when requests leave out what they wrote: from the symptom's onset on, or from a moment shortly before it. Of all moments the
 * one that chance explains least counts, for each of which it had an opportunity.
 */
export function leftOut({ all, wrote, start }: RequestsByMinute, onset: number): LeftOut | undefined {
  const minuteOf = (at: number) => Math.floor((at - start) / 60);
  const known = [...all.keys()].filter((minute) => !Number.isNaN(all[minute]) && !Number.isNaN(wrote[minute]));
  const countOf = (minutes: readonly number[]): Requests => ({
    all: minutes.reduce((sum, minute) => sum + (all[minute] ?? 0), 0),
    wrote: minutes.reduce((sum, minute) => sum + Math.min(wrote[minute] ?? 0, all[minute] ?? 0), 0),
  });
  const moments = known.filter(
    (minute) => minute >= minuteOf(onset - settings.showsWithin) && minute <= minuteOf(onset),
  );
  const found = moments.flatMap((moment) => {
    const before = countOf(known.filter((minute) => minute < moment));
    const after = countOf(known.filter((minute) => minute >= moment));
    return hasFallen(before, after) ? [{ moment, before, after, chance: chanceOf(before, after) }] : [];
  });
  const [least] = found.toSorted((one, other) => one.chance - other.chance);
  if (!least) return undefined;
  const { moment, before, after } = least;
  return { from: start + 60 * moment, before, after, chance: Math.min(0, least.chance + Math.log10(moments.length)) };
}

function hasFallen(before: Requests, after: Requests): boolean {
  const usual = before.wrote / before.all;
  return usual >= settings.usualLine && after.all > 0 && after.wrote / after.all <= settings.lineFallen * usual;
}

function chanceOf(before: Requests, after: Requests): number {
  return fisherLog10({
    affectedWith: after.all - after.wrote,
    affectedWithout: after.wrote,
    quietWith: before.all - before.wrote,
    quietWithout: before.wrote,
  });
}
