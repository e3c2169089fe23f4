import type { Verdict } from "../src/investigation/events.ts";
import type { Outcome } from "./shop-play.ts";

/** How often a verdict was right, with Wilson's 95 % interval; `precision` is null where the verdict was never given. */
export interface Precision {
  readonly right: number;
  readonly of: number;
  readonly precision: number | null;
  readonly interval95: readonly [number, number];
}

const judged = ["CONFIRMED", "LIKELY", "NO FAULT FOUND"] as const satisfies readonly Verdict[];

/** What is told of a pass over faults and normal days. */
export interface PassScore {
  readonly faults: number;
  readonly normalDays: number;
  readonly top1: number;
  readonly top3: number;
  readonly precision: Readonly<Record<(typeof judged)[number], Precision>>;
  readonly inconclusive: number;
  readonly normalInconclusive: number;
  readonly medianMs: number;
}

/** Scores the outcomes of a pass. */
export function scoreOf(outcomes: readonly Outcome[]): PassScore {
  const faults = outcomes.filter(({ truth }) => truth !== undefined);
  const normal = outcomes.filter(({ truth }) => truth === undefined);
  const within = (most: number) => share(faults.filter(({ rank }) => rank <= most).length, faults.length) ?? 0;
  const inconclusive = (all: readonly Outcome[]) => all.filter(({ verdict }) => verdict === "INCONCLUSIVE").length;
  return {
    faults: faults.length,
    normalDays: normal.length,
    top1: within(1),
    top3: within(3),
    precision: {
      CONFIRMED: precisionOf("CONFIRMED", outcomes),
      LIKELY: precisionOf("LIKELY", outcomes),
      "NO FAULT FOUND": precisionOf("NO FAULT FOUND", outcomes),
    },
    inconclusive: inconclusive(faults),
    normalInconclusive: inconclusive(normal),
    medianMs: Number(median(outcomes.map(({ ms }) => ms)).toFixed(1)),
  };
}

function precisionOf(verdict: Verdict, outcomes: readonly Outcome[]): Precision {
  const given = outcomes.filter((each) => each.verdict === verdict);
  const right = given.filter(isRight).length;
  return { right, of: given.length, precision: share(right, given.length), interval95: wilson(right, given.length) };
}

/** A cause is right where it names the true component; that there is no fault, on a normal day. */
export function isRight({ verdict, truth, rank }: Outcome): boolean {
  return verdict === "NO FAULT FOUND" ? truth === undefined : rank === 1;
}

const Z = 1.959964;

/** Wilson's score interval of a share. https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval */
export function wilson(right: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const seen = right / of;
  const scale = 1 + Z ** 2 / of;
  const middle = (seen + Z ** 2 / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((seen * (1 - seen)) / of + Z ** 2 / (4 * of ** 2));
  return [round(Math.max(0, middle - half)), round(Math.min(1, middle + half))];
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : round(part / whole);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
