import { rowsOf, toFindings } from "../adapters/recording/recorded-findings.ts";
import { signalOf } from "../adapters/recording/recorded-graph.ts";
import {
  caseFolders,
  type RecordedCase,
  type RecordedScenario,
  readCase,
  readScenario,
} from "../adapters/recording/recorded-scenario.ts";
import { diagnose } from "../src/engine/diagnose.ts";
import type { Findings } from "../src/engine/diagnosis.ts";

/** Shares are fractions; undefined values do not occur, a class without cases is left out. */
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

/** Where the true component came in; ties count against the engine. Infinity where it is not named. */
export interface Placed {
  readonly folder: string;
  readonly metric: string;
  readonly answer: string;
  readonly rank: number;
  readonly ms: number;
}

/** Diagnoses every recorded fault, and windows of normal operation. */
export async function measure(folder: string): Promise<Score> {
  const scenario = await readScenario(folder);
  const cases = await Promise.all((await caseFolders(folder)).map(readCase));
  const placed = cases.flatMap((recorded) => place(scenario, recorded) ?? []);
  const classes = [...Map.groupBy(placed, ({ metric }) => metric)].map(([metric, all]) => {
    const targets = cases.map(({ target }) => target).filter((target) => target.metric === metric);
    const score: ClassScore = { ...recall(all), specificity: specificity(scenario, cases, targets) };
    return [metric, score] as const;
  });
  const ms = placed.reduce((sum, each) => sum + each.ms, 0) / Math.max(1, placed.length);
  return { bench: "petshop", ...recall(placed), ...Object.fromEntries(classes), msPerCase: round(ms) };
}

/** Diagnoses one recorded fault against all of normal operation; undefined where its answer or target is not known. */
export function place(scenario: RecordedScenario, recorded: RecordedCase): Placed | undefined {
  const { target, answer, table, folder } = recorded;
  if (answer === undefined) return undefined;
  const begun = performance.now();
  const findings = findingsFor(scenario, scenario.normal, table, target, target.timestamp);
  const hypotheses = findings ? diagnose(findings).hypotheses : [];
  const ms = performance.now() - begun;
  const right = hypotheses.find(({ cause }) => cause.component.id === answer);
  const rank = right ? hypotheses.filter(({ score }) => score >= right.score).length : Number.POSITIVE_INFINITY;
  return { folder, metric: target.metric, answer, rank, ms };
}

type Target = RecordedCase["target"];

function findingsFor(
  scenario: RecordedScenario,
  usual: RecordedScenario["normal"],
  around: RecordedScenario["normal"],
  target: Target,
  at: number,
): Findings | undefined {
  const signal = signalOf(target.metric);
  if (!signal) return undefined;
  const symptom = { component: target.node, signal, at, statistic: target.agg, above: signal !== "availability" };
  return toFindings(scenario, usual, around, symptom);
}

function recall(placed: readonly Placed[]): { readonly cases: number; readonly top1: number; readonly top3: number } {
  const within = (most: number) => share(placed.filter(({ rank }) => rank <= most).length, placed.length);
  return { cases: placed.length, top1: within(1), top3: within(3) };
}

/** The share of windows, cut as long as a fault's from the second half of normal operation, that bring no hypothesis. */
function specificity(scenario: RecordedScenario, cases: readonly RecordedCase[], targets: readonly Target[]): number {
  const { normal } = scenario;
  const half = Math.floor(normal.times.length / 2);
  const length = cases[0]?.table.times.length ?? 5;
  const usual = rowsOf(normal, 0, half);
  const distinct = [...new Map(targets.map((target) => [`${target.node} ${target.agg}`, target])).values()];
  let windows = 0;
  let quiet = 0;
  for (const target of distinct) {
    for (let from = half; from + length <= normal.times.length; from += length) {
      const around = rowsOf(normal, from, from + length);
      const findings = findingsFor(scenario, usual, around, target, around.times[Math.floor(length / 2)] ?? 0);
      windows += 1;
      if (!findings || diagnose(findings).hypotheses.length === 0) quiet += 1;
    }
  }
  return share(quiet, windows);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole);
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
