import type { types } from "@slack/bolt";
import { type Call, clock, type Text, type TextSpan } from "../../../src/card/card.ts";

/** An invisible word boundary that breaks markup. */
const GAP = "\u200B";

/** Characters that look the same but are not markup. Slack ignores the real ones inside words, so those stay. */
const LIKE: Readonly<Record<string, string>> = { "*": "\u2217", _: "\u02CD", "~": "\u223C", "`": "\u02CB" };

/**
 * Text from outside inside mrkdwn: shown as it is. No mention, format or emoji can be made of it; addresses stay whole, because they are
 * copied, and {@link markup} keeps Slack from reading any further.
 */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"))
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, (sign) => LIKE[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}:]):(?=[a-z0-9_+'-]+:(?![\p{L}\p{N}]))/giu, `:${GAP}`)
    .replace(/^(?=&gt;)/gm, GAP);
}

/** An address in a text, without the punctuation behind it. Slack's own signs end it, so that nothing in it has to be encoded. */
const ADDRESS = /https?:\/\/[^\s<>|"`\p{C}]*[^\s<>|"`\p{C}.,;:!?)\]}'*_~]/giu;

/** Text from outside inside mrkdwn, whose addresses are links that show where they lead. */
export function linked(text: string): string {
  const between = text.split(ADDRESS);
  const addresses = text.match(ADDRESS) ?? [];
  return between.map((part, index) => `${escaped(part)}${addressed(addresses[index])}`).join("");
}

function addressed(url = ""): string {
  return url === "" ? "" : `<${url.replaceAll("&", "&amp;")}>`;
}

/** Escapes external text for a code block: only fences and entities. */
export function escapeCode(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"))
    .replaceAll("```", `\`${GAP}\`${GAP}\``);
}

/** Breaks Slack's tokens in text that Slack does not interpret. */
export function literal(text: string): string {
  return text.toWellFormed().replace(/<(?=[!@#]|https?:|mailto:)/g, `<${GAP}`);
}

/** As much of a text as fits into `limit` code points after `convert`; the rest is counted. */
export function fitted(text: string, limit: number, convert: (text: string) => string = (same) => same): string {
  const whole = text.length > 2 * limit ? undefined : convert(text);
  if (whole !== undefined && codePoints(whole) <= limit) return whole;
  const characters = [...text];
  let keep = Math.min(characters.length, limit);
  for (;;) {
    keep -= cutAddress(characters.slice(0, keep).join(""), characters[keep]);
    const shown = convert(characters.slice(0, keep).join(""));
    const rest = ` … and ${(characters.length - keep).toLocaleString("en-US")} more characters`;
    const room = limit - codePoints(rest);
    const length = codePoints(shown);
    if (length <= room || keep === 0) return `${shown}${rest}`;
    keep = Math.max(0, Math.min(keep - 1, Math.floor((keep * room) / length)));
  }
}

/** How much of an address a cut would leave at the end of a text: it would lead elsewhere. */
function cutAddress(before: string, next = " "): number {
  const [part = ""] = /\s/.test(next) ? [] : (/https?:\/\/\S*$/i.exec(before) ?? []);
  return codePoints(part);
}

/** The number of code points, which Slack's limits count. */
export function codePoints(text: string): number {
  return [...text].length;
}

/** From this age on a moment is shown with its day. */
const DAY_SHOWN_MS = 12 * 3_600_000;

/** A moment in the reader's zone, UTC where it cannot be shown; with its day where that may be another one than the reader's. */
export function moment(iso: string, now = Date.now()): string {
  const { timestamp, format, fallback } = momentParts(iso, now);
  return `<!date^${timestamp}^${format}|${fallback}>`;
}

/** The parts of a {@link moment}: seconds, Slack's format, and the text where it cannot be shown. */
export function momentParts(iso: string, now = Date.now()) {
  const far = Math.abs(now - Date.parse(iso)) > DAY_SHOWN_MS;
  const day = far ? `${new Date(iso).toISOString().slice(0, 10)} ` : "";
  return {
    timestamp: Math.floor(Date.parse(iso) / 1000),
    format: `${far ? "{date_short_pretty} " : ""}{time}`,
    fallback: `${day}${clock(iso, "UTC")} UTC`,
  };
}

/** Text that Slack formats, and in which it makes no link, mention or channel of what only looks like one. */
export function markup(text: string): types.MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

/** A Text as mrkdwn. */
export function mrkdwn(text: Text, limit: number): string {
  if (typeof text === "string") return fitted(text, limit, linked);
  const fixed = text.flatMap((span) => (typeof span === "string" ? [] : codePoints(spanOf(span))));
  const strings = Math.max(1, text.length - fixed.length);
  const room = Math.floor((limit - fixed.reduce((sum, length) => sum + length, 0)) / strings);
  return text.map((span) => (typeof span === "string" ? fitted(span, room, linked) : spanOf(span))).join("");
}

/** Longer links are left out: a context holds 2,000 characters, and a console's URL may contain a whole query. */
const LONGEST_LINK = 1_200;

function spanOf(span: Exclude<TextSpan, string>): string {
  if ("time" in span) return moment(span.time);
  if ("calls" in span) return called(span);
  const url = span.url.replaceAll(/[<>|]/g, encodeURIComponent);
  return url.length > LONGEST_LINK ? "" : `<${url.replaceAll("&", "&amp;")}|${escaped(span.text)}>`;
}

/** A mention of the person or user group that Slack knows by id, or of everybody in the channel who is active; else the plain name. */
function called({ calls, ids }: Call): string {
  const user = ids.find((id) => /^slack:[UW][A-Z0-9]+$/.test(id));
  if (user !== undefined) return `<@${user.slice("slack:".length)}>`;
  const group = ids.find((id) => /^slack:S[A-Z0-9]+$/.test(id));
  if (group !== undefined) return `<!subteam^${group.slice("slack:".length)}>`;
  return ids.includes("here") ? "<!here>" : escaped(calls);
}

/** A section's text: plain text, which cannot contain markup, unless it contains a time or an address. */
export function toTextObject(text: Text, limit: number): types.PlainTextElement | types.MrkdwnElement {
  if (typeof text === "string" && text.search(ADDRESS) < 0) return plainText(text, limit);
  return markup(notEmpty(mrkdwn(text, limit)));
}

export function plainText(text: string, limit: number): types.PlainTextElement {
  return { type: "plain_text", text: notEmpty(fitted(text, limit, literal)), emoji: false };
}

/** Slack refuses empty text. */
export function notEmpty(text: string): string {
  return text.trim() === "" ? "–" : text;
}
