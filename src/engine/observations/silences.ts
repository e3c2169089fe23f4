import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { NewPattern } from "./log-patterns.ts";

/** A log pattern that was written regularly and stopped. */
export interface Silence {
  readonly log: NewPattern;
  /** Epoch seconds of the last line. */
  readonly lastAt: number;
  /** Mean seconds between lines before. */
  readonly every: number;
}

/** A component's patterns that stopped shortly before the symptom or with it, up to the horizon of its logs; the most frequent first. */
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
