import { ANOMALY_SETTINGS, type AnomalySettings } from "../src/engine/series/anomaly.ts";
import { reportsOf } from "./nab-reports.ts";
import { type Points, pointsOf, scoreOf } from "./nab-score.ts";
import type { LabelledSeries } from "./nab-series.ts";

/** How much the score owes to the detector's settings having been chosen with these series in view. */
export interface NabSettingsScore {
  /** Settings that were tried, the detector's own among them. */
  readonly settings: number;
  /** Each series by the settings that are best on all others. */
  readonly leaveOneOut: number;
  /** The score of the setting that does worst, and which that is. */
  readonly least: number;
  readonly worst: string;
}

const FACTORS = [0.75, 1.25];

/** Scores the series with every setting a quarter smaller and a quarter larger. */
export function nabSettingsScore(series: readonly LabelledSeries[]): NabSettingsScore {
  const tried = [{ name: "none", changed: ANOMALY_SETTINGS }, ...variants()].map(({ name, changed }) => ({
    name,
    points: series.map((each) => pointsOf(reportsOf(each, changed), each.windows)),
  }));
  const held = series.map((_, left): Points | undefined => {
    const others = ({ points }: (typeof tried)[number]) => scoreOf(points.filter((_each, index) => index !== left));
    return tried.reduce((best, each) => (others(each) > others(best) ? each : best)).points[left];
  });
  const worst = tried.reduce((least, each) => (scoreOf(each.points) < scoreOf(least.points) ? each : least));
  const round = (score: number) => Number(score.toFixed(1));
  return {
    settings: tried.length,
    leaveOneOut: round(scoreOf(held.filter((points) => points !== undefined))),
    least: round(scoreOf(worst.points)),
    worst: worst.name,
  };
}

function variants(): readonly { readonly name: string; readonly changed: AnomalySettings }[] {
  return Object.entries(ANOMALY_SETTINGS).flatMap(([name, value]) =>
    FACTORS.map((factor) => ({
      name: `${name} × ${factor}`,
      changed: { ...ANOMALY_SETTINGS, [name]: multiplied(value, factor, name) },
    })),
  );
}

function multiplied(value: number | readonly number[], factor: number, name: string): number | readonly number[] {
  const times = (one: number) => (name.endsWith("Rows") ? Math.round(one * factor) : one * factor);
  return typeof value === "number" ? times(value) : value.map(times);
}
