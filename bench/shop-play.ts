import { simulateFault, simulateHarder } from "../adapters/recording/shop/shop.ts";
import type { Simulation } from "../adapters/recording/shop/simulation.ts";
import { diagnose } from "../src/engine/diagnose.ts";
import { hasMoved } from "../src/engine/series/moved.ts";
import type { Alarm, Cause, Verdict } from "../src/events/events.ts";
import type { Findings } from "../src/findings/findings.ts";
import type { Diagnosis } from "../src/investigation/diagnosis.ts";
import { parseAlarm } from "../src/notification/alarm.ts";
import { collect } from "../src/telemetry/collect/collector.ts";
import type { Telemetry } from "../src/telemetry/ports/ports.ts";
import { unfounded } from "./claims.ts";
import { isTrue } from "./shop-pair.ts";

/** What is played: a random fault or a normal day, and what the sources are like. */
export interface Play {
  readonly seed: number;
  readonly normal: boolean;
  /** Seconds that changes come late; as the simulation has it where left out. */
  readonly changesLate?: number;
  /** How long the fault lasts, minutes; as long as such a fault does where left out. */
  readonly lastsMinutes?: number;
  /** The plain shop where left out. */
  readonly world?: "harder";
  readonly through?: (telemetry: Telemetry, played: Played) => Telemetry;
}

/** What is played when it is looked at. */
export interface Played {
  readonly alarm: Alarm;
  readonly simulation: Simulation;
  readonly now: Date;
}

/** What was found at one moment, beside the truth: an undefined component on a normal day. */
export interface Outcome {
  readonly seed: number;
  readonly mechanism: string;
  readonly truth: string | undefined;
  readonly verdict: Verdict;
  readonly top: Cause | undefined;
  /** Where the true component came in, from 1; Infinity where it is not named. */
  readonly rank: number;
  readonly ms: number;
}

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:shop-alarms";
const FIRST_DAY = Date.parse("2026-03-02T00:00:00Z");
const SPREAD = 28 * 86_400_000;
const BUDGET_MS = 60_000;

/** Plays a seed and diagnoses it at so many seconds after its alarm; undefined where no alarm sees the fault. */
export async function play(wanted: Play, moments: readonly number[]): Promise<readonly Outcome[] | undefined> {
  let clock = new Date(FIRST_DAY);
  const simulation = stage(wanted, () => clock);
  if (!simulation) return undefined;
  const outcomes: Outcome[] = [];
  for (const after of moments) {
    clock = new Date(simulation.alarmAt.getTime() + after * 1000);
    outcomes.push(await judge(wanted, simulation, clock));
  }
  return outcomes;
}

/** A seed before it is looked at; undefined where no alarm sees the fault. */
export function stage(
  { seed, normal, changesLate, lastsMinutes, world }: Play,
  now: () => Date,
): Simulation | undefined {
  // A prime, so that alarms fall on all hours of all days.
  const startedAt = new Date(FIRST_DAY + ((seed * 7_368_787) % SPREAD));
  const lags = changesLate === undefined ? {} : { changes: changesLate };
  try {
    if (world) return simulateHarder({ seed, startedAt, now, lags, ...(normal && { kind: "normal" }) });
    const lasts = lastsMinutes === undefined ? {} : { lastsMinutes };
    return simulateFault({ seed, startedAt, now, lags, ...lasts, ...(normal && { fault: "none" }) });
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("No alarm sees")) return undefined;
    throw error;
  }
}

/** What is found at a moment, beside the truth. Throws where something is claimed that rests on nothing. */
export async function judge(wanted: Play, simulation: Simulation, now: Date): Promise<Outcome> {
  const looked = await look(wanted, simulation, now);
  const [flaw] = unfounded(looked.diagnosis);
  if (flaw !== undefined) throw new Error(`Seed ${wanted.seed}: ${flaw}`);
  return outcomeOf(wanted, simulation, looked);
}

/** A diagnosis beside the truth. */
export function outcomeOf(
  wanted: Pick<Play, "seed" | "normal">,
  simulation: Simulation,
  { diagnosis, ms }: Awaited<ReturnType<typeof look>>,
): Outcome {
  const { component, mechanism } = simulation.incident.answer;
  const { verdict, hypotheses } = diagnosis;
  const truth = wanted.normal ? undefined : component;
  const place = wanted.normal ? -1 : hypotheses.findIndex((each) => isTrue(each, simulation));
  const rank = place < 0 ? Number.POSITIVE_INFINITY : place + 1;
  return { seed: wanted.seed, mechanism, truth, verdict, top: hypotheses[0]?.cause, rank, ms };
}

/** A diagnosis of what is found at a moment, and the milliseconds that it took with all the finding. */
export async function look(
  wanted: Pick<Play, "through">,
  simulation: Simulation,
  now: Date,
): Promise<{ readonly diagnosis: Diagnosis; readonly ms: number }> {
  const begun = performance.now();
  const diagnosis = diagnose(await gather(wanted, simulation, now));
  return { diagnosis, ms: performance.now() - begun };
}

/** All that a round of collection finds in a simulation at a moment. */
export function gather({ through }: Pick<Play, "through">, simulation: Simulation, now: Date): Promise<Findings> {
  const fired = parseAlarm(simulation.notifications[0]?.message, TOPIC);
  if (!fired) throw new Error(`The alarm of ${simulation.incident.id} cannot be read.`);
  const { alarm } = fired;
  return collect({
    telemetry: through ? through(simulation.telemetry, { alarm, simulation, now }) : simulation.telemetry,
    alarm,
    at: Date.parse(fired.alarmAt) / 1000,
    now: now.getTime() / 1000,
    budgetMs: BUDGET_MS,
    signal: new AbortController().signal,
    onProgress: () => {},
    hasMoved,
  });
}
