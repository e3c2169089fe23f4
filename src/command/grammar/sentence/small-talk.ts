import { withoutEmoji } from "../words.ts";
import type { Here } from "./ways.ts";

const ANSWERS =
  /^(?:y|n|yes|yep|yeah|yup|ja|nein|oui|non|si|sí|no|nope|nah|ok|okay|k|kk|sure|right|correct|true|false|[+-]?\d{1,3}|one|two|three|first|second|the (?:first|second|last) one|do it|go|go ahead|proceed|confirm|agreed|continue|next|more|both|none|quit|exit|nvm|nm|wait|wait a (?:sec|second|minute|moment)|hold on|hang on|one (?:sec|second|moment|minute)|scratch that|forget it|forget that|not yet|later|maybe|lgtm|(?:sorry[\s,]+)?wrong (?:thread|channel|window|chat|place)|(?:please )?ignore (?:that|this|me|it)|oh wait(?:[\s,]+not that(?: one)?)?|brb|np|no problem)$/i;
const GREETINGS =
  /^(?:(?:ok|okay|k|alright|right|great|perfect|cool|nice)[\s,!.]+)*(?:hi|hello|hey|yo|hiya|howdy|morning|evening|good (?:morning|evening|night|day|bot|job)|thanks|thank you|thx|ty|cheers|bye|lol|haha|rofl|danke|merci|gracias|grazie|tack|obrigado|nice|cool|great|wow|ping|test|testing|(?:are )?you there|any(?:one|body) there|sorry|damn|wtf|ugh|argh|hmm|gumshoe)(?:[\s,!.]+(?:there|bot|gumshoe|all|team|again|a lot|so much|much|everyone|for that))*$/i;

/** A friendly line for what asks nothing: a greeting, an answer to no question, an emoji. Undefined for other texts. */
export function smallTalk({ text, said }: Pick<Here, "text" | "said">): string | undefined {
  const plain = text.replace(/[\s.,!?]+$/, "");
  if (!/[\p{L}\p{N}]/u.test(withoutEmoji(plain))) return "Nothing is asked by that.";
  if (ANSWERS.test(plain)) return "No question waits for an answer here; a button or a command does it.";
  if (plain.length <= 80 && GREETINGS.test(plain)) {
    return said.surroundings.open.length === 0 ? "Gumshoe is here, and nothing is open." : "Gumshoe is here.";
  }
  return undefined;
}
