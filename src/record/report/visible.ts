/** Control characters, and marks that turn the direction of text or cannot be seen. A line break and a tab stay. */
const UNSEEN = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** A text without what cannot be seen in a document. */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, "");
}
