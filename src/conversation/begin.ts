import type { Understood } from "../command/grammar/understand.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { type ConversationContext, hand, metaOf } from "./context.ts";
import { type Inbound, type Received, readerOf, refusal } from "./inbound.ts";
import { numberOf, streamOf } from "./streams.ts";

/** Opens the investigation that a person starts. */
export async function beginInvestigation(
  context: ConversationContext,
  inbound: Inbound,
  { what, since, understood }: Extract<Understood, { type: "start" }>,
): Promise<Received> {
  if (!(await mayBegin(context, inbound))) return notSeen();
  const stream = await freshStream(context, inbound);
  const number = numberOf(stream);
  const subject = { type: "question", text: what } as const;
  const place = inbound.channel;
  const scope = await context.settings.scopeOf(place);
  const opening = {
    number,
    title: what,
    subject,
    place,
    automatic: true,
    transitions: [],
    ...(since !== undefined && { since }),
    ...(scope !== undefined && { scope }),
  };
  await context.handle(stream, { type: "open", ...opening }, metaOf(inbound));
  return { type: "stored", investigation: `G-${number}`, understood };
}

/** Opens a thread for a question that no investigation was named with, and asks it there. */
export async function askOutside(
  context: ConversationContext,
  inbound: Inbound,
  question: PersonCommand,
  understood: string,
): Promise<Received> {
  if (!(await mayBegin(context, inbound))) return notSeen();
  const stream = await freshStream(context, inbound);
  const scope = await context.settings.scopeOf(inbound.channel);
  const shared = { number: numberOf(stream), title: understood, place: inbound.channel };
  const opening = { ...shared, ...(scope !== undefined && { scope }) };
  const meta = metaOf(inbound);
  await context.handle(stream, { type: "askOutside", ...opening }, { ...meta, id: `${meta.id}/open` });
  return hand(context, stream, question, inbound, understood);
}

/** Whether whoever says it sees the channel where its thread begins. */
function mayBegin({ maySee }: ConversationContext, inbound: Inbound): Promise<boolean> {
  return maySee(readerOf(inbound), { place: inbound.channel });
}

function notSeen(): Received {
  return refusal("It would begin in a channel that you do not see. Type it in a channel that you are in.");
}

/** Returns a new stream for a message; a repeat of the same delivery finds the same one. */
async function freshStream({ directory }: ConversationContext, { id }: Inbound): Promise<string> {
  const name = `delivery/${id}`;
  return (await directory.find(name)) ?? directory.claim(name, streamOf(await directory.nextNumber()));
}
