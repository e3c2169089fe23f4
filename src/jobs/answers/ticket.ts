import { streamOf } from "../../conversation/streams.ts";
import type { Answer, Question } from "../../events/events.ts";
import { isSimulated } from "../../investigation/simulated.ts";
import { type Investigation, isThere, type Query } from "../../investigation/state.ts";
import { type OpenedTicket, toTicket } from "../../record/ticket.ts";
import { gumshoe } from "../context.ts";
import { type Asking, emptyAnswer, failedAnswer, questionText } from "./answer.ts";

const UNKNOWN = "it was sent to the tracker and the answer was lost. Look there before you type ticket again.";

/**
 * Opens a ticket of an investigation, at most one for each question: that it is sent is recorded first, so that a repeat of this work sends
 * nothing again. One that is open already is told instead.
 */
export async function answerTicket(
  { context, state, token, signal }: Omit<Asking, "telemetry">,
  question: Extract<Question, { type: "ticket" }>,
): Promise<Answer> {
  const { openTicket, handle, now } = context;
  const query = questionText(question);
  if (!openTicket) return failedAnswer(query, "no tracker is set up. TICKET_URL names one.");
  if (!isThere(state) || state.status === "asked") {
    return failedAnswer(query, "nothing was investigated here. To start: investigate <alarm or text>");
  }
  if (isSimulated(state)) return failedAnswer(query, "it is simulated, and no tracker is told of it.");
  const id = token.slice(token.lastIndexOf("/") + 1);
  if (ticketsOf(state).find((each) => each.id === id)?.progress !== undefined) return failedAnswer(query, UNKNOWN);
  const sending = { type: "progressQuery", query: id, words: "Sending it to the tracker…" } as const;
  const meta = { id: `${token}/sending`, actor: gumshoe, at: now().toISOString() };
  const { state: current } = await handle(streamOf(state.number), sending, meta);
  const others = ticketsOf(current).filter((each) => each.id !== id);
  const open = others.find(({ answer }) => answer?.failed === false)?.answer;
  if (open) return { ...emptyAnswer(query), sentence: `There is one already. ${open.sentence}`, ...linkOf(open) };
  const first = others.find(({ answer, progress }) => answer === undefined && progress !== undefined);
  if (first) return failedAnswer(query, `${first.id} is opening one.`);
  const opened = await openTicket(toTicket(current, now()), signal);
  return { ...emptyAnswer(query), sentence: wordsOf(opened), ...linkOf(opened) };
}

function ticketsOf({ queries }: Investigation): readonly Query[] {
  return queries.filter(({ question }) => question.type === "ticket");
}

function linkOf({ link }: { readonly link?: string | undefined }): { readonly link?: string } {
  return link === undefined ? {} : { link };
}

/** "Ticket OPS-12: https://example.atlassian.net/browse/OPS-12". */
function wordsOf({ name, link }: OpenedTicket): string {
  const ticket = name === undefined ? "Ticket opened" : `Ticket ${name}`;
  return link === undefined ? `${ticket}. The tracker named no address` : `${ticket}: ${link}`;
}
