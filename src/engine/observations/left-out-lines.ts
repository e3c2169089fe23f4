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
  /** How far fewer requests write it, 0 to 1: 1 if clearly fewer. */
  readonly clarity: number;
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
    const clarity = clarityOf(before, after);
    return clarity > 0 ? [{ moment, before, after, clarity, chance: chanceOf(before, after) }] : [];
  });
  const [least] = found.toSorted((one, other) => one.chance - other.chance);
  if (!least) return undefined;
  const { moment, ...rest } = least;
  return { ...rest, from: start + 60 * moment, chance: Math.min(0, least.chance + Math.log10(moments.length)) };
}

/** 0 if the line was rare before, or its share of the requests hardly fell; rises to 1 without a step. */
function clarityOf(before: Requests, after: Requests): number {
  const usual = before.wrote / before.all;
  if (!(usual >= settings.usualLine) || after.all === 0) return 0;
  const part = after.wrote / after.all / usual;
  return Math.min(1, Math.max(0, 3 * (1 - part / settings.lineFallen)));
}

function chanceOf(before: Requests, after: Requests): number {
  return fisherLog10({
    affectedWith: after.all - after.wrote,
    affectedWithout: after.wrote,
    quietWith: before.all - before.wrote,
    quietWithout: before.wrote,
  });
}
