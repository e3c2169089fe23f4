import { entryAlarm, errorsAlarm, type IncidentAlarm } from "../adapters/recording/incidents/alarm.ts";
import type { RecordedIncidents } from "../adapters/recording/incidents/incidents.ts";
import { quietMoments } from "../adapters/recording/incidents/minutes.ts";
import { createLooks, type RecordedTime } from "../adapters/recording/incidents/telemetry.ts";
import { diagnose } from "../src/engine/diagnose.ts";
import { hasMoved } from "../src/engine/series/moved.ts";
import type { Verdict } from "../src/events/events.ts";
import type { Findings } from "../src/findings/findings.ts";
import type { HypothesisDraft } from "../src/investigation/diagnosis.ts";
import { collect } from "../src/telemetry/collect/collector.ts";
import type { Telemetry } from "../src/telemetry/ports/ports.ts";
import { unfounded } from "./claims.ts";
import { rankOf } from "./petshop-score.ts";

/** Which alarm told of a fault: on what its users see, or on the loudest error lines. */
export type Arrangement = "entry" | "errors";

/** A moment to look at; without a truth it is a normal window. An undefined alarm: nothing would have fired. */
export interface RecordedCase {
  readonly id: string;
  readonly kind: string;
  readonly truth: string | undefined;
  /** Epoch seconds: the injection. */
  readonly at: number;
  readonly alarm: IncidentAlarm | undefined;
}

/** What was said of a case. */
export interface RecordedAnswer extends RecordedCase {
  readonly verdict: Verdict;
  readonly hypotheses: readonly HypothesisDraft[];
  /** As {@link rankOf} has it. */
  readonly rank: number;
  readonly ms: number;
}

/** Seconds from an injection until it is looked at. */
const LOOKED_AT_AFTER = 240;
const BUDGET_MS = 60_000;

/** Every fault of a recording, and the normal windows in which the entry's latency could have raised an alarm. */
export function casesOf(incidents: RecordedIncidents, arrangement: Arrangement): readonly RecordedCase[] {
  const faults = incidents.faults.map(({ id, kind, component, at }): RecordedCase => {
    const alarm = arrangement === "errors" ? errorsAlarm(incidents, at) : entryAlarm(incidents, at, "any");
    return { id, kind, truth: component, at, alarm };
  });
  return [...faults, ...normalWindows(incidents)];
}

/** Nothing fires where latency stays below its usual value. */
export function normalWindows(incidents: RecordedIncidents): readonly RecordedCase[] {
  return quietMoments(incidents.minutes, incidents.free).flatMap((at, index): RecordedCase[] => {
    const alarm = entryAlarm(incidents, at, "latency");
    const id = `normal-${String(index + 1).padStart(2, "0")}`;
    return alarm && alarm.deviations > 0 ? [{ id, kind: "normal", truth: undefined, at, alarm }] : [];
  });
}

/** Diagnoses the cases one after the other. Throws where a hypothesis claims what no evidence says. */
export async function answersOf(
  incidents: RecordedIncidents,
  cases: readonly RecordedCase[],
): Promise<readonly RecordedAnswer[]> {
  const look = createLooks(incidents);
  const answers: RecordedAnswer[] = [];
  for (const each of cases) answers.push(await answer(look, each));
  return answers;
}

async function answer(look: (at: RecordedTime) => Telemetry, recorded: RecordedCase): Promise<RecordedAnswer> {
  const begun = performance.now();
  const findings = await findingsOf(look, recorded);
  if (!findings) return { ...recorded, verdict: "INCONCLUSIVE", hypotheses: [], rank: Number.POSITIVE_INFINITY, ms: 0 };
  const diagnosis = diagnose(findings);
  const ms = performance.now() - begun;
  const [flaw] = unfounded(diagnosis);
  if (flaw !== undefined) throw new Error(`${recorded.id}: ${flaw}`);
  const { verdict, hypotheses } = diagnosis;
  return { ...recorded, verdict, hypotheses, rank: rankOf(hypotheses, recorded.truth), ms };
}

/** What chat would have gathered of a case by the time it is looked at; undefined where no alarm fired. */
export async function findingsOf(
  look: (at: RecordedTime) => Telemetry,
  { at, alarm }: RecordedCase,
): Promise<Findings | undefined> {
  if (!alarm) return undefined;
  const now = at + LOOKED_AT_AFTER;
  return collect({
    telemetry: look({ at, now }),
    alarm: alarm.alarm,
    at: alarm.at,
    now,
    budgetMs: BUDGET_MS,
    signal: new AbortController().signal,
    onProgress: () => {},
    hasMoved,
  });
}
