import { medianOf } from "../src/engine/series/quantile.ts";
import type { Verdict } from "../src/events/events.ts";
import { type Precisions, precisionsOf, round } from "./precision.ts";
import type { Outcome } from "./shop-play.ts";

/** What is told of a pass over faults and normal days. */
export interface PassScore {
  readonly faults: number;
  readonly normalDays: number;
  readonly top1: number;
  readonly top3: number;
  readonly precision: Precisions;
  readonly inconclusive: number;
  readonly normalInconclusive: number;
  readonly medianMs: number;
}

/** Scores the outcomes of a pass. */
export function scoreOf(outcomes: readonly Outcome[]): PassScore {
  const faults = outcomes.filter(({ truth }) => truth !== undefined);
  const normal = outcomes.filter(({ truth }) => truth === undefined);
  const within = (most: number) => {
    const found = faults.filter(({ rank }) => rank <= most).length;
    return faults.length === 0 ? 0 : round(found / faults.length);
  };
  const given = (all: readonly Outcome[], verdict: Verdict) => all.filter((each) => each.verdict === verdict).length;
  return {
    faults: faults.length,
    normalDays: normal.length,
    top1: within(1),
    top3: within(3),
    precision: precisionsOf(outcomes),
    inconclusive: given(faults, "INCONCLUSIVE"),
    normalInconclusive: given(normal, "INCONCLUSIVE"),
    medianMs: Number(
      (
        medianOf(
          Float64Array.from(outcomes, ({ ms }) => ms),
          1,
        ) ?? 0
      ).toFixed(1),
    ),
  };
}
