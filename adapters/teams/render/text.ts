import { plain, type Span, type Text } from "../../../src/card/card.ts";

/** Breaks what would otherwise be read as markup: invisible. */
const GAP = "\u200B";

/** Signs that look the same and begin no format. Inside a word Teams leaves the real ones alone, and so do we. */
const LIKE: Readonly<Record<string, string>> = { "*": "\u2217", _: "\u02CD", "~": "\u223C", "`": "\u02CB" };

/** Text from outside in a TextBlock, which reads a subset of Markdown: shown as it is. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, (sign) => LIKE[sign] ?? sign)
    .replaceAll("](", `]${GAP}(`)
    .replace(/\{(?=\{)/g, `{${GAP}`)
    .replace(/<(?=[a-z/!?])/gi, `<${GAP}`)
    .replace(/^(\s*)([-+#>]|\d+\.)(?=\s)/gm, `$1${GAP}$2`)
    .replace(/\r?\n/g, "\n\n");
}

/** As much of a text as fits in `limit` code points; the rest is counted. */
export function fitted(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  return `${characters.slice(0, limit).join("")} … and ${(characters.length - limit).toLocaleString("en-US")} more characters`;
}

/** A Text with its moments in the reader's zone. */
export function markdown(text: Text, limit: number): string {
  if (typeof text === "string") return escaped(fitted(text, limit));
  const room = Math.floor(limit / Math.max(1, text.length));
  return text.map((span) => (typeof span === "string" ? escaped(fitted(span, room)) : spanOf(span))).join("");
}

/** Longer links are left out: an editor's whole query may stand in an address. */
const LONGEST_LINK = 2_000;

function spanOf(span: Exclude<Span, string>): string {
  if ("time" in span) return moment(span.time);
  const url = span.url.replaceAll(/[()\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return url.length > LONGEST_LINK ? "" : `[${escaped(span.text)}](${url})`;
}

/** A moment that Teams shows in the reader's zone. https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features */
export function moment(iso: string): string {
  return `{{TIME(${new Date(iso).toISOString().slice(0, 19)}Z)}}`;
}

/** For notifications and screen readers: moments in UTC, no markup. */
export function spoken(text: Text): string {
  return plain(text).toWellFormed();
}
