import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { checkOf } from "../ranking/checks.ts";
import { sameEvidence } from "../ranking/weigh-round.ts";
import type { Hypothesis, Investigation, Query } from "../state.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

/** Records an answer; one that checks a hypothesis is evidence for or against it, which the next ranking weighs. */
export function decideAnswer(
  state: Investigation,
  { query: id, answer }: Extract<Command, { type: "answer" }>,
  meta: Meta,
): Decision {
  const query = state.queries.find((known) => known.id === id);
  if (query === undefined || query.answer !== undefined) return unchanged;
  const hypothesis = state.hypotheses.find((known) => known.id === answer.meaning?.hypothesis);
  return accept(
    { type: "queryAnswered", at: meta.at, by: meta.actor, id, answer },
    ...(hypothesis === undefined ? [] : checked(state, query, answer, hypothesis, meta)),
  );
}

function checked(
  state: Investigation,
  query: Query,
  answer: NonNullable<Query["answer"]>,
  { id, cause, weight, episode, decided }: Hypothesis,
  { at, actor: by }: Meta,
): readonly Event[] {
  const check = checkOf(query, answer, { id, cause, weight, episode, decided });
  if (!check || decided.type === "discarded") return [];
  if (state.evidence.some((known) => known.episode === episode && sameEvidence(known.evidence, check.evidence)))
    return [];
  const evidence = `e${state.numbered.evidence + 1}`;
  const { alone, explains, settles, relief, supports, contradicts, unchecked, ...rest } = weight;
  const speaksFor = check.bearing === "supports";
  return [
    { type: "evidenceRecorded", at, by, episode, id: evidence, evidence: check.evidence },
    {
      type: speaksFor ? "hypothesisStrengthened" : "hypothesisWeakened",
      ...{ at, by, episode, id, ...rest },
      ...(alone && { alone }),
      ...(explains !== undefined && { explains }),
      supports: [...supports, ...(speaksFor ? [evidence] : [])],
      contradicts: [...contradicts, ...(speaksFor ? [] : [evidence])],
      unchecked: [...unchecked],
      ...(settles && { settles }),
      ...(relief && { relief }),
    },
  ];
}
