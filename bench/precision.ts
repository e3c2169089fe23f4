import type { Verdict } from "../src/events/events.ts";

/** How often a verdict was right, with Wilson's 95 % interval; `precision` is null where the verdict was never given. */
export interface Precision {
  readonly right: number;
  readonly of: number;
  readonly precision: number | null;
  readonly interval95: readonly [number, number];
}

/** A verdict beside the truth: `truth` is undefined where nothing was wrong, `rank` is where it came in, from 1. */
export interface Judged {
  readonly verdict: Verdict;
  readonly truth: string | undefined;
  readonly rank: number;
}

/** Verdicts that claim something; INCONCLUSIVE claims nothing. */
const claiming = ["CONFIRMED", "LIKELY", "NO FAULT FOUND"] as const satisfies readonly Verdict[];

export type Precisions = Readonly<Record<(typeof claiming)[number], Precision>>;

/** How often each verdict that claims something was right. */
export function precisionsOf(judged: readonly Judged[]): Precisions {
  const of = (verdict: Verdict): Precision => {
    const given = judged.filter((each) => each.verdict === verdict);
    const right = given.filter(isRight).length;
    return {
      right,
      of: given.length,
      precision: given.length === 0 ? null : round(right / given.length),
      interval95: wilson(right, given.length),
    };
  };
  return { CONFIRMED: of("CONFIRMED"), LIKELY: of("LIKELY"), "NO FAULT FOUND": of("NO FAULT FOUND") };
}

/** No fault where there was none; a cause where it is the true one. */
export function isRight({ verdict, truth, rank }: Judged): boolean {
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

/** Three decimals are as much as a few hundred cases tell. */
export function round(value: number): number {
  return Number(value.toFixed(3));
}
