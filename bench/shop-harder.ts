import type { Simulation } from "../adapters/recording/shop/simulation.ts";
import { messageOf } from "../src/errors.ts";
import type { Diagnosis } from "../src/investigation/diagnosis.ts";
import { unfounded } from "./claims.ts";
import { isRight } from "./precision.ts";
import { isTrue } from "./shop-pair.ts";
import { look, type Outcome, type Play, stage } from "./shop-play.ts";

/** What was found on a day of the harder world, beside the truth. */
export interface HarderOutcome extends Outcome {
  readonly kind: string;
  readonly conditions: readonly string[];
  readonly between: readonly [string, string] | undefined;
  readonly alarm: string;
  /** The first statement, and that of the truth where it is named. */
  readonly statement: string | undefined;
  readonly statementOfTruth: string | undefined;
  /** What is claimed and rests on nothing, or the error that ended the diagnosis. */
  readonly flaw: string | undefined;
}

/** Days of the harder world from a seed on: so many faults, then so many normal days, each looked at so many seconds after its alarm. */
export async function harderOutcomes(
  first: number,
  many: { readonly faults: number; readonly normalDays: number },
  afterSeconds: number,
): Promise<{ readonly outcomes: readonly HarderOutcome[]; readonly last: number }> {
  const outcomes: HarderOutcome[] = [];
  let seed = first;
  for (; outcomes.length < many.faults + many.normalDays; seed++) {
    const outcome = await outcomeOf({ seed, normal: outcomes.length >= many.faults, world: "harder" }, afterSeconds);
    if (outcome) outcomes.push(outcome);
  }
  return { outcomes, last: seed - 1 };
}

async function outcomeOf(wanted: Play, afterSeconds: number): Promise<HarderOutcome | undefined> {
  let now = new Date(0);
  const simulation = stage(wanted, () => now);
  if (!simulation) return undefined;
  now = new Date(simulation.alarmAt.getTime() + afterSeconds * 1000);
  const truth = truthOf(wanted, simulation);
  try {
    const { diagnosis, ms } = await look(wanted, simulation, now);
    return { ...truth, ...found(diagnosis, simulation, wanted.normal), ms };
  } catch (error) {
    return { ...truth, ...nothing, flaw: messageOf(error) };
  }
}

const nothing = {
  verdict: "INCONCLUSIVE",
  top: undefined,
  rank: Number.POSITIVE_INFINITY,
  ms: 0,
  statement: undefined,
  statementOfTruth: undefined,
} as const;

type Truth = Pick<HarderOutcome, "seed" | "mechanism" | "truth" | "kind" | "conditions" | "between" | "alarm">;

function truthOf({ seed, normal }: Play, { incident, notifications }: Simulation): Truth {
  const { component, mechanism, kind = "plain", conditions = [], between } = incident.answer;
  const truth = normal ? undefined : component;
  return { seed, mechanism, truth, kind, conditions, between, alarm: String(notifications[0]?.message.AlarmName) };
}

function found(diagnosis: Diagnosis, simulation: Simulation, normal: boolean): Omit<HarderOutcome, keyof Truth | "ms"> {
  const { verdict, hypotheses } = diagnosis;
  const place = normal ? -1 : hypotheses.findIndex((each) => isTrue(each, simulation));
  return {
    verdict,
    top: hypotheses[0]?.cause,
    rank: place < 0 ? Number.POSITIVE_INFINITY : place + 1,
    statement: hypotheses[0]?.statement,
    statementOfTruth: hypotheses[place]?.statement,
    flaw: unfounded(diagnosis)[0],
  };
}

/** Whether a day went wrong: a fault that does not come first, a cause on a normal day, or a claim that rests on nothing. */
export function wentWrong(outcome: HarderOutcome): boolean {
  if (outcome.flaw !== undefined) return true;
  if (outcome.truth !== undefined) return outcome.rank !== 1 || !isRight(outcome);
  return outcome.verdict === "CONFIRMED" || outcome.verdict === "LIKELY";
}
