import { diagnose } from "../src/engine/diagnose.ts";
import type { Verdict } from "../src/events/events.ts";
import type { HypothesisDraft } from "../src/investigation/diagnosis.ts";
import { unfounded } from "./claims.ts";
import type { RecordedWindow } from "./petshop-windows.ts";
import { round } from "./precision.ts";

/** Shares are fractions. */
export interface ClassScore {
  readonly cases: number;
  readonly top1: number;
  readonly top3: number;
  readonly specificity: number;
}

/** The result of a scenario; further keys are its classes (`latency`, `availability`). */
export interface Score {
  readonly bench: "petshop";
  readonly cases: number;
  readonly top1: number;
  readonly top3: number;
  readonly msPerCase: number;
  readonly [metric: string]: ClassScore | number | string;
}

/** What the engine said of a window. */
export interface Answer {
  readonly name: string;
  readonly metric: string;
  readonly truth: string | undefined;
  readonly verdict: Verdict;
  /** Hypotheses in all. */
  readonly hypotheses: number;
  /** As {@link rankOf} has it. */
  readonly rank: number;
  readonly ms: number;
}

/** Diagnoses a window; throws where a hypothesis claims what no evidence says. */
export function answer({ name, metric, truth, findings }: RecordedWindow): Answer {
  const begun = performance.now();
  const diagnosis = diagnose(findings);
  const ms = performance.now() - begun;
  const [flaw] = unfounded(diagnosis);
  if (flaw !== undefined) throw new Error(`${name}: ${flaw}`);
  const { hypotheses, verdict } = diagnosis;
  return { name, metric, truth, verdict, hypotheses: hypotheses.length, rank: rankOf(hypotheses, truth), ms };
}

/** Where the true component came in, from 1; ties count against the engine. Infinity where it is not named. */
export function rankOf(hypotheses: readonly HypothesisDraft[], truth: string | undefined): number {
  const right = hypotheses.find(({ cause }) => cause.component.id === truth);
  return right ? hypotheses.filter(({ score }) => score >= right.score).length : Number.POSITIVE_INFINITY;
}

/** Recall over the faults, and the share of normal windows that bring no hypothesis. */
export function scoreOf(answers: readonly Answer[]): Score {
  const faults = answers.filter(({ truth }) => truth !== undefined);
  const classes = [...Map.groupBy(faults, ({ metric }) => metric)].map(([metric, all]) => {
    const normal = answers.filter((each) => each.truth === undefined && each.metric === metric);
    const quiet = normal.filter(({ hypotheses }) => hypotheses === 0).length;
    const score: ClassScore = { ...recall(all), specificity: share(quiet, normal.length) };
    return [metric, score] as const;
  });
  const ms = faults.reduce((sum, each) => sum + each.ms, 0) / Math.max(1, faults.length);
  return { bench: "petshop", ...recall(faults), ...Object.fromEntries(classes), msPerCase: round(ms) };
}

function recall(faults: readonly Answer[]): Pick<ClassScore, "cases" | "top1" | "top3"> {
  const within = (most: number) => share(faults.filter(({ rank }) => rank <= most).length, faults.length);
  return { cases: faults.length, top1: within(1), top3: within(3) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole);
}
