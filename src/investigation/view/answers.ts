import type { Action, Block, Card, TextSpan } from "../../card/card.ts";
import { spentWords, withoutMiddle } from "../../card/number.ts";
import type { Answer } from "../../events/events.ts";
import { questionCommand } from "../asking.ts";
import { isNumbered } from "../numbered.ts";
import { type Investigation, investigationName, type Note, type Query } from "../state.ts";
import { followUps } from "./follow-ups.ts";

/** The most rows that an answer shows; the whole table is a file. */
export const ROWS = 12;

/** A question with its answer and the exact query; the understood question comes first. */
export function queryCard(state: Investigation, query: Query): Card {
  const { answer, understood, id, progress } = query;
  const title = `${id} ${understood}`;
  const shared = {
    title,
    ...(isNumbered(state) && { investigation: investigationName(state) }),
    push: withoutMiddle(title, 80),
  };
  if (!answer) {
    const [doing = "Asking…", ...said] = progress?.split("\n") ?? [];
    const soFar: readonly Block[] = said.length === 0 ? [] : [{ type: "text", text: said.join("\n") }];
    return {
      ...shared,
      tone: "neutral",
      blocks: [{ type: "progress", done: 0, planned: 1, text: doing }, ...soFar],
    };
  }
  const more = answer.more + Math.max(0, answer.rows.length - ROWS);
  const blocks: Block[] = [{ type: "text", text: answer.sentence }, ...meaningBlocks(state, answer)];
  if (answer.rows.length > 0) {
    const columns = answer.columns.map(({ name, numeric }) => ({ name, ...(numeric !== undefined && { numeric }) }));
    blocks.push({ type: "table", columns, rows: answer.rows.slice(0, ROWS) });
  }
  if (answer.table !== undefined) {
    blocks.push({ type: "file", archive: answer.table, name: `${id}.csv`, rows: answer.rows.length + answer.more });
  } else if (more > 0) {
    blocks.push({ type: "context", text: `… and ${more} more` });
  }
  if (answer.file !== undefined) blocks.push({ type: "file", ...answer.file });
  if (answer.archive !== undefined) blocks.push({ type: "image", archive: answer.archive, alt: answer.sentence });
  blocks.push({ type: "quote", text: quoteOf(query, answer) });
  const foot = footOf(answer, query.question.type);
  if (foot.length > 0) blocks.push({ type: "context", text: foot });
  const actions = actionsOf(state, query);
  if (actions.length > 0) blocks.push({ type: "actions", actions });
  return { ...shared, ...wordedBy(query, answer), tone: answer.failed ? "inconclusive" : "neutral", blocks };
}

/** What a language model cites is the table of its answer; an answer from the record alone has none. */
function wordedBy({ question }: Query, { rows }: Answer): Pick<Card, "worded"> {
  if (question.type !== "free" || rows.length === 0) return {};
  return { worded: rows.map(([id = "", text = ""]) => ({ id, text })) };
}

const BEARING = { supports: "supports", weakens: "weakens", open: "leaves open" } as const;

/** "No other change to orders in the 97 min before it began: supports h1 (e31)". */
function meaningBlocks(state: Investigation, { meaning }: Answer): readonly Block[] {
  if (!meaning) return [];
  const { hypothesis, bearing, sentence } = meaning;
  const recorded = state.evidence.findLast(({ evidence }) => evidence.sentence === sentence);
  const cited = bearing === "open" || !recorded ? "" : ` (${recorded.id})`;
  return [{ type: "text", text: `${sentence}: ${BEARING[bearing]} ${hypothesis}${cited}` }];
}

/** The command that asks the same again, to copy, and the source's query if it differs. */
function quoteOf({ question }: Query, { query }: Answer): string {
  const [, ...beyond] = query.split("\n");
  return [questionCommand(question), ...(question.type === "athena" || question.type === "listing" ? beyond : [])].join(
    "\n",
  );
}

function actionsOf(state: Investigation, query: Query): readonly Action[] {
  const { answer } = query;
  const weighs = answer?.meaning !== undefined && answer.meaning.bearing !== "open" && state.status === "open";
  return [
    ...(answer?.offer ? [offered(state, answer.offer)] : []),
    ...(weighs ? [{ label: "Look again", command: `${investigationName(state)} investigate` }] : []),
    ...followUps(state, query),
  ];
}

/** The button for a previewed action, with a confirmation dialog that states its effect. */
function offered(state: Investigation, { label, command, effect }: NonNullable<Answer["offer"]>): Action {
  return { label, command: `${investigationName(state)} ${command}`, style: "primary", confirm: effect };
}

/** The footer of an answer: label, account, horizon, cost and link. */
function footOf({ label, account, horizon, took, link }: Answer, of: Query["question"]["type"]): readonly TextSpan[] {
  const parts: (readonly TextSpan[])[] = label === undefined ? [] : [[label.toUpperCase()]];
  if (account !== undefined) parts.push([account]);
  if (horizon !== undefined) parts.push(["Data to ", { time: new Date(horizon * 1000).toISOString() }]);
  if (took !== undefined && took.calls > 0) parts.push([spentWords(took)]);
  if (link !== undefined)
    parts.push([{ url: link, text: of === "ticket" ? "open the ticket" : "open in the console" }]);
  return parts.flatMap((part, index) => (index === 0 ? part : [" · ", ...part]));
}

/** A note with its author and time. */
export function noteCard(state: Investigation, note: Note): Card {
  return {
    title: `NOTE by ${note.by.name}`,
    tone: "neutral",
    investigation: investigationName(state),
    blocks: [
      { type: "quote", text: note.text },
      { type: "context", text: [`${note.id} · `, { time: note.at }] },
      ...(note.said
        ? [{ type: "context" as const, text: [`Said by ${note.said.author} at `, { time: note.said.at }] }]
        : []),
    ],
    push: withoutMiddle(`NOTE by ${note.by.name}: ${note.text.replaceAll(/\s+/g, " ")}`, 80),
  };
}
