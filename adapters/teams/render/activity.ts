import type { Message } from "../../../src/chat/chat.ts";
import type { Activity } from "../connector/connector.ts";
import { toAdaptiveCard } from "./card.ts";
import { sizeOf } from "./fit.ts";
import { wordedPart } from "./worded.ts";

/** A card as a message, with the text of its notification; what a language model worded stands above the card, with Teams' label. */
export function toActivity({ card, held }: Pick<Message, "card" | "held">): Activity {
  const { rest = card, ...worded } = wordedPart(card) ?? {};
  const content = toAdaptiveCard(rest, held, sizeOf(worded));
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content }];
  return { type: "message", summary: content.fallbackText, ...worded, attachments };
}
