import type { Hypothesis, Investigation } from "../../state.ts";
import { decisionText } from "../hypothesis.ts";
import { spansOf } from "../words.ts";
import type { RecordAnswer } from "./answer.ts";
import { isPerson } from "./deeds.ts";
import type { RecordQuestion } from "./question.ts";

const WORD = { accepted: "accepted", discarded: "ruled out" } as const;

/** What people accepted and discarded, with their reasons. */
export function decisions(
  state: Investigation,
  { decided: wanted, person }: Extract<RecordQuestion, { type: "decisions" }>,
): RecordAnswer {
  const found = state.hypotheses.filter(
    ({ decided }) =>
      decided.type !== "proposed" &&
      (wanted === undefined || decided.type === wanted) &&
      (person === undefined || isPerson(decided.by, person)),
  );
  const who = person ?? "Nobody";
  const nothing = wanted === undefined ? "decided anything" : `${WORD[wanted]} anything`;
  if (found.length === 0) {
    const not = person === undefined ? `Nobody has ${nothing} so far.` : `${who} has not ${nothing} so far.`;
    return { text: `${not} ${undecided(state)}` };
  }
  return { text: `${found.map(({ id }) => id).join(", ")}. ${undecided(state)}`, points: found.map(pointOf) };
}

function pointOf(hypothesis: Hypothesis) {
  const { id, weight, decided } = hypothesis;
  const sign = decided.type === "accepted" ? ("+" as const) : ("-" as const);
  return { sign, text: [`${id} ${weight.statement}. `, ...spansOf(decisionText(hypothesis) ?? "")] };
}

function undecided({ hypotheses }: Investigation): string {
  const open = hypotheses.filter(({ decided }) => decided.type === "proposed").map(({ id }) => id);
  if (hypotheses.length === 0) return "No cause was proposed yet.";
  return open.length === 0 ? "No proposed cause is undecided." : `Undecided: ${open.slice(0, 8).join(", ")}`;
}
