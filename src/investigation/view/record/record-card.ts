import { type Card, plain } from "../../../card/card.ts";
import { withoutEnd, withoutMiddle } from "../../../card/number.ts";
import { type Investigation, investigationName } from "../../state.ts";
import { simulatedWords } from "../words.ts";
import type { RecordAnswer } from "./answer.ts";
import { decisions } from "./decisions.ts";
import { deeds, notes } from "./deeds.ts";
import { impact } from "./impact.ts";
import { involved } from "./involved.ts";
import { next } from "./next.ts";
import { onset } from "./onset.ts";
import { over, resolution } from "./over.ts";
import { proof } from "./proof.ts";
import { type RecordQuestion, recordWords } from "./question.ts";
import { checked, unknown } from "./unknown.ts";

/** More points stand on the investigation's own page. */
const POINTS = 8;

/** The answer of an investigation's record. */
export function recordCard(question: RecordQuestion, state: Investigation): Card {
  const { text, points = [], quote, actions = [] } = answerOf(question, state);
  const name = investigationName(state);
  const word = withoutMiddle(recordWords(question), 60);
  const rest = points.length - POINTS;
  return {
    title: `${word[0]?.toUpperCase()}${word.slice(1)} · ${name}${simulatedWords(state)}`,
    tone: "neutral",
    investigation: name,
    blocks: [
      { type: "text", text },
      ...(points.length > 0 ? [{ type: "points" as const, points: points.slice(0, POINTS) }] : []),
      ...(rest > 0 ? [{ type: "context" as const, text: `… and ${rest} more on the page of ${name}` }] : []),
      ...(quote === undefined ? [] : [{ type: "quote" as const, text: quote }]),
      ...(actions.length > 0 ? [{ type: "actions" as const, actions: actions.slice(0, 5) }] : []),
    ],
    push: withoutEnd(`${name}: ${plain(text)}`, 80),
  };
}

function answerOf(question: RecordQuestion, state: Investigation): RecordAnswer {
  switch (question.type) {
    case "decisions":
      return decisions(state, question);
    case "deeds":
      return deeds(state, question.person);
    case "notes":
      return notes(state, question.person);
    case "involved":
      return involved(state, question.names);
    case "onset":
      return onset(state, question.component);
    case "impact":
      return impact(state);
    case "over":
      return over(state);
    case "unknown":
      return unknown(state);
    case "next":
      return next(state);
    case "proof":
      return proof(state, question.evidence);
    case "checked":
      return checked(state);
    case "resolution":
      return resolution(state);
    default:
      return question satisfies never;
  }
}
