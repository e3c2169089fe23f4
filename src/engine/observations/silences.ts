import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

/** What a component wrote all the time, and writes no more. */
export interface Silence {
  readonly log: NewPattern;
  /** Epoch seconds of the last line. */
  readonly lastAt: number;
  /** Mean seconds from line to line before. */
  readonly every: number;
}

/** Lines of a component that stopped shortly before the symptom or with it, as far as its logs can be believed; the most frequent first. */
export function silencesOf({ findings, onset, grid }: Scene, component: string): readonly Silence[] {
  const until = Math.min(
    findings.horizons.logs ?? Number.NEGATIVE_INFINITY,
    findings.horizons.metrics ?? Number.POSITIVE_INFINITY,
  );
  return findings.patterns
    .filter(
      (log) => log.component === component && log.before >= settings.habitLines && log.count >= settings.habitLines,
    )
    .flatMap((log): Silence[] => {
      const { lastAt, firstAt, count } = log;
      if (
        lastAt === undefined ||
        lastAt < onset - settings.showsWithin ||
        lastAt > onset + settings.together * (grid?.step ?? 60)
      )
        return [];
      const every = (lastAt - firstAt) / (count - 1);
      return until - lastAt >= Math.max(settings.shortestSilence, settings.silenceTimes * every)
        ? [{ log, lastAt, every }]
        : [];
    })
    .toSorted((one, other) => one.every - other.every);
}
