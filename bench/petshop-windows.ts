import { join } from "node:path";
import { rowsBetween, toFindings } from "../adapters/recording/petshop/recorded-findings.ts";
import { recordedSignal } from "../adapters/recording/petshop/recorded-graph.ts";
import {
  caseFolders,
  type RecordedCase,
  type RecordedScenario,
  readCase,
  readScenario,
} from "../adapters/recording/petshop/recorded-scenario.ts";
import type { Findings } from "../src/findings/findings.ts";

/** A stretch of a recording that an engine is asked about. */
export interface RecordedWindow {
  readonly name: string;
  /** The class of its symptom: latency, availability. */
  readonly metric: string;
  /** The component that had the fault; undefined in normal operation. */
  readonly truth: string | undefined;
  readonly findings: Findings;
}

/** All recorded faults whose answer is known, and the windows of normal operation, as long as a fault's, that its second half is cut into. */
export async function readWindows(folder: string): Promise<readonly RecordedWindow[]> {
  const scenario = await readScenario(folder);
  const cases = await Promise.all((await caseFolders(folder)).map(readCase));
  const faults = cases.flatMap((recorded): RecordedWindow[] => {
    const { target, answer, table } = recorded;
    const findings = answer && findingsOf(scenario, scenario.normal, table, target, target.timestamp);
    return findings ? [{ name: nameOf(recorded.folder), metric: target.metric, truth: answer, findings }] : [];
  });
  return [...faults, ...normalWindows(scenario, cases)];
}

function normalWindows(scenario: RecordedScenario, cases: readonly RecordedCase[]): readonly RecordedWindow[] {
  const { normal } = scenario;
  const half = Math.floor(normal.times.length / 2);
  const length = cases[0]?.table.times.length ?? 5;
  const usual = rowsBetween(normal, 0, half);
  const known = cases.filter(({ answer }) => answer !== undefined).map(({ target }) => target);
  const targets = [
    ...new Map(known.map((target) => [`${target.node} ${target.metric} ${target.agg}`, target])).values(),
  ];
  const count = Math.floor((normal.times.length - half) / length);
  return targets.flatMap((target) =>
    Array.from({ length: count }, (_, index) => half + index * length).flatMap((from): RecordedWindow[] => {
      const around = rowsBetween(normal, from, from + length);
      const findings = findingsOf(scenario, usual, around, target, around.times[Math.floor(length / 2)] ?? 0);
      return findings ? [{ name: `normal ${from}`, metric: target.metric, truth: undefined, findings }] : [];
    }),
  );
}

function findingsOf(
  scenario: RecordedScenario,
  usual: RecordedScenario["normal"],
  around: RecordedScenario["normal"],
  target: RecordedCase["target"],
  at: number,
): Findings | undefined {
  const signal = recordedSignal(target.metric);
  if (!signal) return undefined;
  const symptom = { component: target.node, signal, at, statistic: target.agg, above: signal !== "availability" };
  return toFindings(scenario, usual, around, symptom);
}

function nameOf(folder: string): string {
  return join(...folder.split(/[/\\]/).slice(-2));
}
