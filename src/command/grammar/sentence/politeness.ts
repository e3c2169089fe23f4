/** A longer text is prose or was pasted; nothing is taken off it, and it is not read as a question. */
export const LONGEST_QUESTION = 400;

const BEFORE =
  /^(?:(?:hey|hi|hello|thx|thanks|yo|ok|okay|so|and|yes|yep|yeah|yup|sure|alright|do me a favou?r(?: and)?|please|pls|plz|bitte|kindly|just|(?:can|cn|could|cud|would|will) (?:you|u|ya|we|i)(?!\s+(?:go|sleep|relax|rest)\b)|(?:i|we) (?:want|need|would like) (?:you )?to|i'd like to|let's|lets|go|@?gumshoe|bot)[\s,:!.]+)+(?=\S)/i;
/** "What now?" asks something; elsewhere "now" is only hurry. */
const AFTER =
  /(?<!^(?:so |and )?what)[\s,.!?]+(?:please|pls|plz|thanks|thank you|thanks a lot|thx|ty|cheers|bitte|danke|merci|gracias|grazie|por favor|per favore|svp|stp|asap|now|right now|for me|for us|rn)$/i;
const EMOJI = String.raw`(?:\p{Extended_Pictographic}[\u{FE0F}\u{200D}\u{1F3FB}-\u{1F3FF}]*|:[a-z0-9_+-]{2,40}:)`;
const EMOJI_BEFORE = new RegExp(String.raw`^(?:${EMOJI}\s*)+`, "iu");
const EMOJI_AFTER = new RegExp(String.raw`(?:\s*${EMOJI})+$`, "iu");
/** The marks of commands in other bots and shells: "!ack", "/ack", "$ kubectl", "> quoted". A log group has a second slash. */
const MARK = /^(?:[!$>%.-]+\s*|\/)(?=[a-z]+(?:[\s:,.!?]|$))/i;

/** A text without greeting, "please", thanks and emoji in front of it, and the marks of other bots. */
export function withoutOpening(text: string): string {
  if (text.length > LONGEST_QUESTION) return text;
  return text.replace(EMOJI_BEFORE, "").replace(MARK, "").replace(BEFORE, "").trim();
}

/** A text without "please", thanks and emoji at its end. */
export function withoutClosing(text: string): string {
  if (text.length > LONGEST_QUESTION) return text;
  let before = text.replace(EMOJI_AFTER, "").trimEnd();
  for (;;) {
    const after = before.replace(/[\s.!?]+$/, "").replace(AFTER, "");
    if (after === before || after === before.replace(/[\s.!?]+$/, "")) return before;
    before = after;
  }
}

/** A text below the lines that it quotes from another message; all of it where it is nothing but a quote. */
export function belowQuote(text: string): string {
  const lines = text.split("\n");
  const own = lines.findIndex((line) => !/^\s*(?:>|$)/.test(line));
  return own > 0 && lines[0]?.trimStart().startsWith(">") ? lines.slice(own).join("\n").trim() : text;
}
