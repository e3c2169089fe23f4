import { type Call, plain, type Text, type TextSpan } from "../../../src/card/card.ts";
import type { Mention } from "./element.ts";

/** An invisible character that breaks markup. */
const GAP = "\u200B";

/** Characters that look the same but are not markup. Teams ignores the real ones inside words, so those stay. */
const LIKE: Readonly<Record<string, string>> = { "*": "\u2217", _: "\u02CD", "~": "\u223C", "`": "\u02CB" };

/** Escapes external text for a TextBlock, which reads a subset of Markdown. */
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

/** As much of a text as fits into `limit` code points; the rest is counted. */
export function fitted(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  return `${characters.slice(0, limit).join("")} … and ${(characters.length - limit).toLocaleString("en-US")} more characters`;
}

/** A Text as Markdown, with times in the reader's zone. */
export function markdown(text: Text, limit: number): string {
  if (typeof text === "string") return escaped(fitted(text, limit));
  const room = Math.floor(limit / Math.max(1, text.length));
  return text.map((span) => (typeof span === "string" ? escaped(fitted(span, room)) : spanOf(span))).join("");
}

/** Longer links are left out, because a console's URL may contain a whole query. */
const LONGEST_LINK = 2_000;

function spanOf(span: Exclude<TextSpan, string>): string {
  if ("time" in span) return moment(span.time);
  if ("calls" in span) return mentionOf(span)?.text ?? escaped(span.calls);
  const url = span.url.replaceAll(/[()\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return url.length > LONGEST_LINK ? "" : `[${escaped(span.text)}](${url})`;
}

/** The mention of a person whom Teams knows by id; undefined for others, whose name stands alone. */
export function mentionOf({ calls, ids }: Call): Mention | undefined {
  const id = ids.find((each) => each.startsWith("teams:"))?.slice("teams:".length);
  const name = calls.replaceAll(/[<>&]/g, "").trim();
  return id === undefined || name === ""
    ? undefined
    : { type: "mention", text: `<at>${name}</at>`, mentioned: { id, name } };
}

/** A time that Teams shows in the reader's zone. https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features */
export function moment(iso: string): string {
  return `{{TIME(${new Date(iso).toISOString().slice(0, 19)}Z)}}`;
}

/** Text for notifications and screen readers: times in UTC, without markup. */
export function spoken(text: Text): string {
  return plain(text).toWellFormed();
}
