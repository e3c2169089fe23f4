import type { Read } from "../command/grammar/understood.ts";
import { sinceWords } from "../command/time/time.ts";
import type { Investigation } from "../investigation/state.ts";
import { asShown } from "../investigation/view/read-only.ts";
import { latecomerCard } from "../record/latecomer-card.ts";
import { momentsOf } from "../record/moments.ts";
import { pagesOf, timelineCard } from "../record/timeline-card.ts";
import type { ConversationContext } from "./context.ts";
import { type Inbound, type Received, refusedReply } from "./inbound.ts";
import { streamOf } from "./streams.ts";

/** Answers what is asked of the record of one investigation. */
export async function answerRecord(
  { history, now }: ConversationContext,
  { zone }: Inbound,
  read: Extract<Read, { type: "timeline" | "summary" }>,
  state: Investigation,
): Promise<Received> {
  if (read.type === "summary") return { type: "reply", card: asShown(state, latecomerCard(state)), refused: false };
  const moments = momentsOf(await history(streamOf(state.number)), state);
  const pages = pagesOf(moments);
  if (read.page > pages) return refusedReply(`The timeline has ${pages === 1 ? "one page" : `${pages} pages`}.`);
  const clock = (iso: string): string => sinceWords(Date.parse(iso) / 1000, zone, now());
  return { type: "reply", card: timelineCard(state, moments, { page: read.page, clock }), refused: false };
}
