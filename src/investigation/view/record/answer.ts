import type { Action, Block, Text } from "../../../card/card.ts";
import type { EvidenceRecord } from "../../state.ts";
import { madeAt } from "../hypothesis.ts";

export type AnswerPoints = Extract<Block, { type: "points" }>["points"];
export type AnswerPoint = AnswerPoints[number];

/** What the record says: one sentence, what it rests on, text to copy, and what can be asked next. */
export interface RecordAnswer {
  readonly text: Text;
  readonly points?: AnswerPoints;
  readonly quote?: string;
  readonly actions?: readonly Action[];
}

/** A piece of evidence with its id; a change with the time at which it was made. */
export function evidencePoint({ id, evidence }: EvidenceRecord, sign: AnswerPoint["sign"] = "+"): AnswerPoint {
  return { sign, text: [...madeAt(evidence), `${evidence.sentence} (${id})`] };
}
