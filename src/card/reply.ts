import { type Action, type Card, plain, type Text } from "./card.ts";
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

/** The longest label of a button. */
const LABEL = 12;

/** A short answer with at most five buttons that go on from it. */
export function offerCard(title: string, text: string, actions: readonly Action[]): Card {
  const card = replyCard(title, text);
  if (actions.length === 0) return card;
  const short = actions.slice(0, 5).map((action) => ({ ...action, label: withoutMiddle(action.label, LABEL) }));
  return { ...card, blocks: [...card.blocks, { type: "actions", actions: short }] };
}
