import type { Text } from "../../../card/card.ts";
import { type Investigation, investigationName, isFiring } from "../../state.ts";
import { spansOf, stillHappening } from "../words.ts";
import type { RecordAnswer } from "./answer.ts";

/** Whether it goes on, by the alarm's own metric and state, and whether the investigation is closed. */
export function over(state: Investigation): RecordAnswer {
  const happening = spansOf(stillHappening(state));
  const again = [{ label: "Look again", command: `${investigationName(state)} investigate` }];
  const actions = state.status === "open" ? again : [];
  if (happening.length === 0 || happening[0] === "") {
    return { text: ["No alarm tells whether it goes on. ", ...endWords(state)], actions };
  }
  return { text: [isFiring(state) ? "Not over. " : "", ...happening, ". ", ...endWords(state)], actions };
}

/** How it ended: who closed it, with which words and cause. */
export function resolution(state: Investigation): RecordAnswer {
  const { closed, hypotheses } = state;
  const accepted = hypotheses.filter(({ decided }) => decided.type === "accepted");
  const causes = closed?.cause === undefined ? accepted : accepted.filter(({ id }) => id === closed.cause);
  const points = causes.map(({ id, weight, decided }) => ({
    sign: "+" as const,
    text: `${id} ${weight.statement}${decided.type === "accepted" ? `, accepted by ${decided.by.name}` : ""}`,
  }));
  return { text: [...endWords(state), ...happeningSince(state)], points };
}

function happeningSince(state: Investigation): readonly Text[number][] {
  const happening = spansOf(stillHappening(state));
  return happening.length === 0 || happening[0] === "" ? [] : [" ", ...happening];
}

function endWords({ closed, status }: Investigation) {
  if (status !== "closed" || !closed) return ["It is not closed."];
  const how = closed.resolution === undefined ? "without a word how" : `with: ${closed.resolution}`;
  return [`Closed by ${closed.by.name} at `, { time: closed.at }, ` ${how}`];
}
