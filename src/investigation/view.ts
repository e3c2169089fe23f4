import type { Card } from "../card/card.ts";
import { type Investigation, rankedHypotheses } from "./state.ts";
import { noteCard, queryCard } from "./view/answers.ts";
import { hypothesisCard } from "./view/hypothesis.ts";
import { rootCard } from "./view/root.ts";
import { summaryCard } from "./view/summary.ts";

/** One message that a thread should show. The slot is stable: by it the message is found again and edited. */
export interface Shown {
  /** `root`, `summary`, `h2`, `n1`, `q3`. */
  readonly slot: string;
  readonly where: "channel" | "thread";
  readonly card: Card;
  /** Edited where it already stands, but worth no new message. */
  readonly quiet?: boolean;
}

/** Hypotheses with a message of their own; the others are listed in the summary and by `hyp`. */
const OWN_MESSAGE = 3;

/** The messages an investigation should show in every place it is linked to, in order. Pure. */
export function view(state: Investigation): readonly Shown[] {
  if (state.status === "none" || isQuietMember(state)) return [];
  const shown: Shown[] = [{ slot: "root", where: "channel", card: rootCard(state) }];
  const investigated = Object.keys(state.findings).length > 0;
  if (investigated && state.subject?.type !== "storm") {
    shown.push({ slot: "summary", where: "thread", card: summaryCard(state) });
  }
  const best = new Set(
    rankedHypotheses(state)
      .slice(0, OWN_MESSAGE)
      .map((hypothesis) => hypothesis.id),
  );
  for (const hypothesis of state.hypotheses) {
    const quiet = !best.has(hypothesis.id);
    shown.push({ slot: hypothesis.id, where: "thread", card: hypothesisCard(state, hypothesis), quiet });
  }
  for (const { id, card } of chronological(state)) shown.push({ slot: id, where: "thread", card });
  return shown;
}

/** A storm's member starts no message of its own until somebody asks something of it. */
function isQuietMember({ storm, findings, queries, notes }: Investigation): boolean {
  const untouched = Object.keys(findings).length === 0 && queries.length === 0 && notes.length === 0;
  return storm !== undefined && untouched;
}

function chronological(state: Investigation): readonly { id: string; at: string; card: Card }[] {
  const notes = state.notes.map((note) => ({ id: note.id, at: note.at, card: noteCard(state, note) }));
  const queries = state.queries.map((query) => ({ id: query.id, at: query.at, card: queryCard(state, query) }));
  return [...notes, ...queries].sort((a, b) => a.at.localeCompare(b.at));
}
