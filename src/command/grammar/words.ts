/** One word of what was typed; a quoted one is exact and may hold spaces. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

/** Splits at spaces; `"…"` is one word, also inside `Name="my function"`. */
export function wordsOf(text: string): readonly Word[] {
  const found = text.match(/(?:[^\s"]*"[^"]*"|[^\s"]+|")+/g) ?? [];
  return found.map((word) => ({ text: word.replaceAll('"', ""), quoted: word.startsWith('"') && word.length > 2 }));
}

/** Without the full stop, comma or question mark that ends a sentence. */
export function withoutEnding(text: string): string {
  return text.replace(/[\s.,;:!?]+$/, "");
}

/** A name as it can be typed again: quoted when it has to be exact. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', "'")}"`;
}
