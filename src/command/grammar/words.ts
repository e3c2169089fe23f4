/** One typed word; a quoted one is exact and may contain spaces. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

/** Splits at spaces; `"…"` is one word, also inside `Name="my function"`. */
export function wordsOf(text: string): readonly Word[] {
  const found = text.match(/(?:[^\s"]*"[^"]*"|[^\s"]+|")+/g) ?? [];
  return found.map((word) => ({ text: word.replaceAll('"', ""), quoted: word.startsWith('"') && word.length > 2 }));
}

/** A text without the full stop, comma or question mark at its end. */
export function withoutEnding(text: string): string {
  return text.replace(/[\s.,;:!?]+$/, "");
}

/** A name as it can be typed again, quoted if it must be exact. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', "'")}"`;
}

/** A text without the names of emoji, as Slack sends them: ":+1::skin-tone-3:". */
export function withoutEmoji(text: string): string {
  return text.replaceAll(/:[\w+'-]+:/g, " ");
}
