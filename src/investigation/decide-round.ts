import type { HypothesisDraft } from "../engine/diagnosis.ts";
import type { Meta } from "../store/store.ts";
import type { Command } from "./command.ts";
import { grewMeanwhile } from "./decide-storm.ts";
import { accept, type Decision, unchanged } from "./decision.ts";
import type { Event } from "./events.ts";
import type { Hypothesis, Investigation, Weight } from "./state.ts";

type Round = Extract<Command, { type: "recordRound" }>;
type Weighed = Extract<Event, { type: "hypothesisStrengthened" }>;

const RANK = { POSSIBLE: 0, LIKELY: 1, CONFIRMED: 2 } as const;

/**
 * Records what a round of collection found: evidence gets the next numbers, hypotheses are recognised again by their cause
 * within their episode, and what people discarded stays discarded.
 */
export function decideRound(state: Investigation, command: Round, meta: Meta): Decision {
  const { episode, diagnosis } = command;
  if (state.status !== "open" || state.findings[episode] === undefined) return unchanged;
  const stamp = { at: meta.at, by: meta.actor, episode };

  const ids = new Map<string, string>();
  const recorded: Event[] = [];
  for (const { key, ...evidence } of diagnosis.evidence) {
    const known = state.evidence.find((e) => e.episode === episode && sameEvidence(e.evidence, evidence));
    const id = known?.id ?? `e${state.evidence.length + recorded.length + 1}`;
    ids.set(key, id);
    if (!known) recorded.push({ type: "evidenceRecorded", ...stamp, id, evidence });
  }

  const ranking: string[] = [];
  const weighed: Event[] = [];
  let proposed = 0;
  for (const draft of diagnosis.hypotheses) {
    const known = state.hypotheses.find((h) => h.episode === episode && sameCause(h, draft));
    if (known?.decided.type === "discarded") continue;
    const weight = weigh(draft, ids);
    if (known) {
      ranking.push(known.id);
      const type = compare(known.weight, weight);
      if (type) weighed.push({ type, ...stamp, id: known.id, ...weight });
      continue;
    }
    proposed += 1;
    const id = `h${state.hypotheses.length + proposed}`;
    ranking.push(id);
    weighed.push({ type: "hypothesisProposed", ...stamp, id, cause: draft.cause, ...weight });
  }

  const { verdict, reason, gaps, checked, normal, horizons, now } = diagnosis;
  const { chart, chartAlt, took } = command;
  const reached: Event = {
    type: "verdictReached",
    ...stamp,
    verdict,
    ranking,
    reason,
    gaps: [...gaps],
    checked,
    normal,
    horizons: { ...horizons },
    ...(now !== undefined && { now }),
    ...(chart !== undefined && { chart }),
    ...(chartAlt !== undefined && { chartAlt }),
    ...(state.findings[episode].lookingAgain === true && { again: true }),
    ...(took !== undefined && { took }),
  };
  return accept(...recorded, ...weighed, reached, ...grewMeanwhile(state, command, meta));
}

function sameEvidence(a: { sentence: string; query: string }, b: { sentence: string; query: string }): boolean {
  return a.sentence === b.sentence && a.query === b.query;
}

function sameCause(known: Hypothesis, draft: HypothesisDraft): boolean {
  return known.cause.component.id === draft.cause.component.id && known.cause.mechanism === draft.cause.mechanism;
}

type WeightFields = Omit<Weighed, "type" | "at" | "by" | "episode" | "id">;

function weigh(draft: HypothesisDraft, ids: ReadonlyMap<string, string>): WeightFields {
  const named = (keys: readonly string[]) => keys.flatMap((key) => ids.get(key) ?? []);
  const { standing, statement, refutedBy, score, settles, relief } = draft;
  return {
    standing,
    statement,
    supports: named(draft.supports),
    contradicts: named(draft.contradicts),
    unchecked: [...draft.unchecked],
    refutedBy,
    score,
    ...(settles !== undefined && { settles }),
    ...(relief !== undefined && { relief }),
  };
}

function compare(before: Weight, after: WeightFields): "hypothesisStrengthened" | "hypothesisWeakened" | undefined {
  const step = RANK[after.standing] - RANK[before.standing] || after.score - before.score;
  if (step === 0 && after.supports.join() === before.supports.join()) return undefined;
  return step < 0 ? "hypothesisWeakened" : "hypothesisStrengthened";
}
