import type { RequestLines } from "../../findings/log-pattern.ts";
import { fisherLog10 } from "../series/fisher.ts";
import { settings } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

/** The number of requests, and of those that wrote a line. */
export interface Requests {
  readonly all: number;
  readonly wrote: number;
}

/** A line that requests wrote until a time, and that most of them have left out since. */
export interface LeftOut {
  /** Epoch seconds from which on it is left out. */
  readonly from: number;
  readonly before: Requests;
  readonly after: Requests;
  /** log10 of the probability that this many leave it out by chance; at most 0. */
  readonly chance: number;
}

/** Requests per minute from `start` on (epoch seconds); NaN if unknown. */
export interface RequestsByMinute extends Pick<RequestLines, "all" | "wrote"> {
  readonly start: number;
}

/** Whether requests begin as before but no longer reach one of their ordinary lines: a request that throws, or returns early, writes no more. */
export function leftOutLine({ requests, window, severity }: NewPattern, onset: number): LeftOut | undefined {
  return requests && window && severity === "info" ? leftOut({ ...requests, start: window.start }, onset) : undefined;
}

/**
 * The time from which on requests leave out a line: the onset of the symptom, or shortly before. Chooses the time with the lowest
 * probability of chance, corrected for the number of times compared.
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
