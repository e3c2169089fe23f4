import { type Card, plain, type Text } from "./card.ts";
import { withoutMiddle } from "./number.ts";

/** A short answer to one person: a refusal, an error, what to type instead. */
export function replyCard(title: string, text: Text): Card {
  return {
    title,
    tone: "neutral",
    blocks: [{ type: "text", text }],
    push: withoutMiddle(`${title}: ${plain(text)}`, 80),
  };
}
