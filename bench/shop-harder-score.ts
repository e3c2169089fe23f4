import { type Precision, precisionsOf, round } from "./precision.ts";
import { type HarderOutcome, wentWrong } from "./shop-harder.ts";
import { scoreOf } from "./shop-score.ts";

const EXAMPLES = 5;

type Counted = Pick<Precision, "right" | "of">;

/** How the faults of one kind went. */
interface KindScore {
  readonly faults: number;
  readonly top1: number;
  readonly top3: number;
  readonly CONFIRMED: Counted;
  readonly LIKELY: Counted;
  readonly noFaultFound: number;
  /** Seeds that went wrong, a few. */
  readonly wrong: readonly number[];
}

/** How the days with a condition went. */
interface ConditionScore extends Omit<KindScore, "wrong"> {
  readonly normalDays: number;
  readonly accusedOnNormalDays: number;
}

/** The result over days of the harder world, by kind of fault and by condition. */
export function harderScoreOf(outcomes: readonly HarderOutcome[]) {
  const { precision: _, ...score } = scoreOf(outcomes);
  const precisions = precisionsOf(outcomes);
  const faults = outcomes.filter(({ truth }) => truth !== undefined);
  const kinds = [...new Set(faults.map(({ kind }) => kind))].toSorted();
  const conditions = [...new Set(outcomes.flatMap((each) => each.conditions))].toSorted();
  const flawed = outcomes.filter(({ flaw }) => flaw !== undefined).map(({ seed }) => seed);
  return {
    ...score,
    CONFIRMED: withoutShare(precisions.CONFIRMED),
    LIKELY: withoutShare(precisions.LIKELY),
    "NO FAULT FOUND": withoutShare(precisions["NO FAULT FOUND"]),
    byKind: Object.fromEntries(
      kinds.map((kind) => [kind, kindScoreOf(faults.filter((outcome) => outcome.kind === kind))]),
    ),
    conditions: Object.fromEntries([
      ...conditions.map((name) => [name, conditionScoreOf(outcomes.filter((each) => each.conditions.includes(name)))]),
      ["none", conditionScoreOf(outcomes.filter((each) => each.conditions.every((name) => name === "calls measured")))],
    ]),
    ...(flawed.length > 0 && { flawed }),
  };
}

function withoutShare({ right, of, interval95 }: Precision): Omit<Precision, "precision"> {
  return { right, of, interval95 };
}

function kindScoreOf(faults: readonly HarderOutcome[]): KindScore {
  const { CONFIRMED, LIKELY, "NO FAULT FOUND": none } = precisionsOf(faults);
  const within = (most: number) => faults.filter(({ rank }) => rank <= most).length / Math.max(1, faults.length);
  const counted = ({ right, of }: Precision): Counted => ({ right, of });
  return {
    faults: faults.length,
    top1: round(within(1)),
    top3: round(within(3)),
    CONFIRMED: counted(CONFIRMED),
    LIKELY: counted(LIKELY),
    noFaultFound: none.of,
    wrong: faults
      .filter(wentWrong)
      .slice(0, EXAMPLES)
      .map(({ seed }) => seed),
  };
}

function conditionScoreOf(outcomes: readonly HarderOutcome[]): ConditionScore {
  const { wrong: _, ...score } = kindScoreOf(outcomes.filter(({ truth }) => truth !== undefined));
  const normal = outcomes.filter(({ truth }) => truth === undefined);
  return { ...score, normalDays: normal.length, accusedOnNormalDays: normal.filter(wentWrong).length };
}
