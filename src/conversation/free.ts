import { withoutEnd } from "../card/number.ts";
import type { Understood } from "../command/grammar/understood.ts";
import { askOutside } from "./begin.ts";
import { type ConversationContext, hand, target, unknownNumber } from "./context.ts";
import type { Meant } from "./flat-chat.ts";
import { barredFromAsking } from "./guarded.ts";
import { channelOf, type Inbound, type Received, refusedReply } from "./inbound.ts";
import { streamOf } from "./streams.ts";

/** The longest question in free words that a model is asked. */
const LONGEST = 1_000;

/** Asks the model what no verb understands; undefined where no model is set up, and where the channel may not ask it. */
export async function askFreely(
  context: ConversationContext,
  inbound: Inbound,
  { free, investigation: number }: Extract<Understood, { type: "reply" }>,
  meant: Meant,
): Promise<Received | undefined> {
  if (free === undefined || !context.answersFreely || free.length > LONGEST) return undefined;
  if (context.guardrails.refusesVerb(inbound.channel, "free") !== undefined) return undefined;
  const channel = channelOf(inbound);
  const asker = { belonging: inbound.belonging ?? "member", ...(channel !== undefined && { channel }) };
  const question = { type: "free" as const, text: free, zone: inbound.zone, asker };
  const understood = withoutEnd(free.replaceAll(/\s+/g, " "), 120);
  const asked = { type: "ask" as const, question, understood };
  const state = await target(context, inbound, number, meant.type === "one" ? meant.investigation : undefined);
  if (!state && number !== undefined) return unknownNumber(number);
  if (state?.status === "deleted") return undefined;
  if (!state) return askOutside(context, inbound, asked, understood);
  const barred = barredFromAsking(context, inbound, asked, state);
  if (barred !== undefined) return refusedReply(barred);
  return hand(context, streamOf(state.number), asked, inbound, understood);
}
