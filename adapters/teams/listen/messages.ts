import type { Card } from "../../../src/card/card.ts";
import { tellIfLate } from "../../../src/concurrency/tell-if-late.ts";
import { answerBeside, answerOf } from "../../../src/conversation/inbound.ts";
import { type Incoming, submitted } from "./activity.ts";
import type { Converse } from "./converse.ts";
import { withoutQuotes } from "./quotes.ts";

/** Ways to mention the bot in one message. */
const MENTIONS = 20;

/**
 * Handles mentions, direct messages, plain replies in threads, and buttons without a dialog. Resolves to the reply. `type` is called if what is
 * said to the bot takes more than a second.
 */
export async function takeMessage(activity: Incoming, converse: Converse, type: () => void): Promise<Card | undefined> {
  const pressed = submitted.safeParse(activity.value);
  if (pressed.success) {
    return answerOf(await tellIfLate(converse(activity, { text: pressed.data.command, manner: "addressed" }), type));
  }
  const mentions = activity.entities.filter(
    ({ type, mentioned }) => type === "mention" && mentioned?.id === activity.recipient.id,
  );
  const direct = activity.conversation.conversationType === "personal";
  const addressed = direct || mentions.length > 0;
  const named = new Set(mentions.slice(0, MENTIONS).flatMap(({ text: mention }) => (mention ? [mention] : [])));
  const text = [...named].reduce(withoutMention, withoutQuotes(activity.text));
  if (!addressed) return answerBeside(await converse(activity, { text, manner: "overheard" }));
  return answerBeside(await tellIfLate(converse(activity, { text, manner: "addressed" }), type));
}

/** A text without the mention, and without the sign after it if it begins the text: `@Gumshoe: status`. */
function withoutMention(text: string, mention: string): string {
  const rest = text.trimStart();
  const begun = rest.startsWith(mention) ? rest.slice(mention.length).replace(/^(?:\s|&nbsp;)*[:,]/, " ") : text;
  return begun.replaceAll(mention, " ");
}
