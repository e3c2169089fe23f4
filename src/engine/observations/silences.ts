import type { Scene } from "../scene/scene.ts";
import { SHOWS_WITHIN } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

/** A log pattern that was written regularly and stopped. */
export interface Silence {
  readonly log: NewPattern;
  /** Epoch seconds of the last line. */
  readonly lastAt: number;
  /** Mean seconds between lines before. */
  readonly every: number;
}

/** The fewest lines that make a pattern regular. */
const HABIT = 30;
/** A silence lasts at least this many usual intervals, and at least this many seconds. */
const TIMES = 10;
const SHORTEST = 180;

/** A component's patterns that stopped shortly before the symptom or with it, up to the horizon of its logs; the most frequent first. */
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
