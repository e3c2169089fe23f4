import type { Block, Card } from "../../card/card.ts";
import { replyCard } from "../../card/reply.ts";
import { rankedHypotheses } from "../ranking/ranking.ts";
import { type Investigation, investigationName } from "../state.ts";
import { decideActions, whyCard } from "./hypothesis.ts";
import type { RecordQuestion } from "./record/question.ts";
import { recordCard } from "./record/record-card.ts";
import { rootCard } from "./root.ts";
import { runbookCard } from "./runbook.ts";
import { summaryCard } from "./summary.ts";
import { tally } from "./words.ts";

/** Questions that are answered at once from known data, without any change. */
export type ReadOf =
  | { readonly type: "status" }
  | { readonly type: "hypotheses" }
  | { readonly type: "runbook" }
  | { readonly type: "why"; readonly hypothesis: string }
  | { readonly type: "record"; readonly question: RecordQuestion };

/** The most open investigations that are read, newest first; more may be open. */
export const OPEN_LOOKED_AT = 100;

/** The card that answers a read about one investigation. */
export function readCard(read: ReadOf, investigation: Investigation): Card {
  switch (read.type) {
    case "status":
      if (investigation.subject?.type === "storm") return rootCard(investigation);
      return Object.keys(investigation.findings).length > 0 ? summaryCard(investigation) : rootCard(investigation);
    case "hypotheses":
      return hypothesesCard(investigation);
    case "why": {
      const ranked = rankedHypotheses(investigation);
      const hypothesis = [...ranked, ...investigation.hypotheses].find(({ id }) => id === read.hypothesis);
      if (hypothesis) return whyCard(investigation, hypothesis);
      const known = ranked.map(({ id }) => id);
      const rest = known.length === 0 ? "none has been proposed yet" : `proposed: ${known.join(", ")}`;
      return replyCard("NOT FOUND", `There is no hypothesis ${read.hypothesis}; ${rest}.`);
    }
    case "runbook":
      return investigation.checklist
        ? runbookCard(investigation, investigation.checklist)
        : replyCard("NOT FOUND", `No runbook fits ${investigationName(investigation)}.`);
    case "record":
      return recordCard(read.question, investigation);
    default:
      return read satisfies never;
  }
}

function hypothesesCard(state: Investigation): Card {
  const ranked = rankedHypotheses(state);
  const blocks = ranked.flatMap((hypothesis): readonly Block[] => [
    { type: "text", text: `${hypothesis.id} ${hypothesis.weight.standing} · ${hypothesis.weight.statement}` },
    { type: "context", text: `${tally(hypothesis)} · ${hypothesis.decided.type}` },
    { type: "actions", actions: decideActions(state, hypothesis, false) },
  ]);
  const title = `HYPOTHESES ${ranked.length} of ${investigationName(state)}`;
  const none: Block = { type: "text", text: "None proposed yet." };
  return {
    title,
    tone: "neutral",
    investigation: investigationName(state),
    blocks: blocks.length > 0 ? blocks.filter((b) => b.type !== "actions" || b.actions.length > 0) : [none],
    push: title,
  };
}
