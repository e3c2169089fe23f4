import { createMayTell, tellable } from "../../access/shown-here.ts";
import { counted as countedText, lasted } from "../../card/number.ts";
import type { Actor, Answer, Question } from "../../events/events.ts";
import { type Investigation, investigationName } from "../../investigation/state.ts";
import { factsOf } from "../../record/facts.ts";
import { secondsBetween } from "../../record/response-times.ts";
import { type Similar, similarTo } from "../../record/similar.ts";
import type { Counted } from "../../record/stats.ts";
import { closedSince, YEAR } from "../closed-list.ts";
import type { WorkContext } from "../context.ts";
import { emptyAnswer, questionText } from "./answer.ts";
import { channelsOf } from "./stats.ts";

/** Earlier investigations that an answer shows. */
const SHOWN = 8;

/** Earlier investigations that look like this one, of those that may be told where it is asked. */
export async function answerSimilar(
  context: WorkContext,
  state: Investigation,
  by: Actor,
  question: Extract<Question, { type: "similar" }>,
): Promise<Answer> {
  const now = context.now();
  const { closed } = await closedSince(context.directory, now.getTime() / 1000 - YEAR, now);
  const found = await similarAmong(closed, context, state, by);
  return {
    ...emptyAnswer(questionText(question)),
    sentence:
      found.length === 0
        ? "No earlier one that looks like this, in which people decided anything, may be told here (a year back)"
        : `${countedText(found.length, "earlier one")} ${found.length === 1 ? "looks" : "look"} like this`,
    columns: ["Number", "Alarm", "Alike", "Cause accepted", "Resolved", "Took", "Knowledge"].map((name) => ({ name })),
    rows: found.slice(0, SHOWN).map(rowOf),
    more: Math.max(0, found.length - SHOWN),
  };
}

/** Those among closed investigations that look like one and may be told in its channels, the most alike first. */
export async function similarAmong(
  closed: readonly Counted[],
  { maySee }: Pick<WorkContext, "maySee">,
  state: Investigation,
  by: Actor,
): Promise<readonly Similar[]> {
  const alike = similarTo({ number: state.number, groupKey: state.groupKey, facts: factsOf(state) }, closed);
  const mayTell = createMayTell(maySee, by, channelsOf(state));
  const told = new Set(
    await tellable(
      mayTell,
      alike.map(({ earlier }) => earlier),
    ),
  );
  return alike.filter(({ earlier }) => told.has(earlier));
}

function rowOf({ earlier, reasons }: Similar): string[] {
  const { cause, resolution, closedBy, firedAt, recoveredAt, knowledge } = earlier.facts;
  const took = secondsBetween(firedAt, recoveredAt);
  const day = (earlier.closedAt ?? earlier.openedAt).slice(0, 10);
  return [
    investigationName(earlier),
    `${earlier.title}, ${day}`,
    reasons.join(", "),
    cause ? `${cause.statement} (by ${cause.by})` : "none",
    resolution === undefined ? "–" : `${resolution}${closedBy === undefined ? "" : ` (${closedBy})`}`,
    took === undefined ? "–" : lasted(took),
    knowledge.join(" · ") || "–",
  ];
}
