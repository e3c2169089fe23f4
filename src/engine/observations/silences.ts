import type { Scene } from "../scene/scene.ts";
import { SHOWS_WITHIN } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

/** What a component wrote all the time, and writes no more. */
export interface Silence {
  readonly log: NewPattern;
  /** Epoch seconds of the last line. */
  readonly lastAt: number;
  /** Mean seconds from line to line before. */
  readonly every: number;
}

/** Fewer lines are no habit. */
const HABIT = 30;
/** So many times as long as usual without a line, and no less than so many seconds, is a silence. */
const TIMES = 10;
const SHORTEST = 180;

/** Lines of a component that stopped shortly before the symptom or with it, as far as its logs can be believed; the most frequent first. */
export function silencesOf({ findings, onset, grid }: Scene, component: string): readonly Silence[] {
  const until = Math.min(
    findings.horizons.logs ?? Number.NEGATIVE_INFINITY,
    findings.horizons.metrics ?? Number.POSITIVE_INFINITY,
  );
  return findings.patterns
    .filter((log) => log.component === component && log.before >= HABIT && log.count >= HABIT)
    .flatMap((log): Silence[] => {
      const { lastAt, firstAt, count } = log;
      if (lastAt === undefined || lastAt < onset - SHOWS_WITHIN || lastAt > onset + 2 * (grid?.step ?? 60)) return [];
      const every = (lastAt - firstAt) / (count - 1);
      return until - lastAt >= Math.max(SHORTEST, TIMES * every) ? [{ log, lastAt, every }] : [];
    })
    .toSorted((one, other) => one.every - other.every);
}
