import type { Card } from "../../../src/card/card.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { type Incoming, submitted } from "./activity.ts";
import type { Converse } from "./converse.ts";

/** Ways to mention the bot in one message. */
const MENTIONS = 20;

/** Handles mentions, direct messages, plain replies in threads, and buttons without a dialog. Resolves to the reply. */
export async function takeMessage(activity: Incoming, converse: Converse): Promise<Card | undefined> {
  const pressed = submitted.safeParse(activity.value);
  if (pressed.success) {
    return answerOf(await converse(activity, { text: pressed.data.command, manner: "addressed" }));
  }
  const mentions = activity.entities.filter(
    ({ type, mentioned }) => type === "mention" && mentioned?.id === activity.recipient.id,
  );
  const direct = activity.conversation.conversationType === "personal";
  const addressed = direct || mentions.length > 0;
  const named = new Set(mentions.slice(0, MENTIONS).flatMap(({ text: mention }) => (mention ? [mention] : [])));
  const text = [...named].reduce(withoutMention, activity.text);
  const received = await converse(activity, { text, manner: addressed ? "addressed" : "overheard" });
  // Its outcome is seen in the card.
  return received.type === "stored" && received.here ? undefined : answerOf(received);
}

/** A text without the mention, and without the sign after it if it begins the text: `@Gumshoe: status`. */
function withoutMention(text: string, mention: string): string {
  const rest = text.trimStart();
  const begun = rest.startsWith(mention) ? rest.slice(mention.length).replace(/^(?:\s|&nbsp;)*[:,]/, " ") : text;
  return begun.replaceAll(mention, " ");
}
