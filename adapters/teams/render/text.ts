import type { Call, Text, TextSpan } from "../../../src/card/card.ts";
import type { CardMention, Element, TextLook, TextRun } from "./element.ts";

/**
 * A text as a RichTextBlock. It shows every character as it is, on the phone, too, so that what is copied is what was sent; a TextBlock
 * reads Markdown. https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function shown(runs: readonly TextRun[], spacing?: "None" | "Small"): Element {
  return { type: "RichTextBlock", inlines: runs, ...(spacing !== undefined && { spacing }) };
}

/** A Text as runs, with times in the reader's zone and addresses as links; each string is cut to its share of `limit` code points. */
export function toRuns(text: Text, limit: number, look: TextLook = {}): readonly TextRun[] {
  const spans = typeof text === "string" ? [text] : text;
  const room = Math.floor(limit / Math.max(1, spans.length));
  const runs = spans.flatMap((span) =>
    typeof span === "string" ? linked(fitted(span, room), look) : toRun(span, look),
  );
  return runs.some((run) => run.text.trim() !== "") ? runs : [{ type: "TextRun", text: "–", ...look }];
}

/** Text from outside as runs, without links: what is to be read and copied. */
export function literal(text: string, look: TextLook = {}): readonly TextRun[] {
  // A run of "{{TIME(…)}}" would be shown as a time; two runs are shown as they are.
  const parts = text.toWellFormed().split(/(?<=\{)(?=\{)/);
  return parts.filter((part) => part !== "").map((part) => ({ type: "TextRun", text: part, ...look }));
}

/** An address in a text, without the punctuation behind it. */
const ADDRESS = /(https?:\/\/[^\s<>|"`{}\p{C}]*[^\s<>|"`{}\p{C}.,;:!?)\]}'*_~])/iu;

function linked(text: string, look: TextLook): readonly TextRun[] {
  return text
    .split(ADDRESS)
    .flatMap((part, index) => (index % 2 === 1 ? link({ text: part, url: part }, look) : literal(part, look)));
}

/** Longer links are left out, because a console's URL may contain a whole query. */
const LONGEST_LINK = 2_000;

function toRun(span: Exclude<TextSpan, string>, look: TextLook): readonly TextRun[] {
  if ("time" in span) return [{ type: "TextRun", text: moment(span.time), ...look }];
  if ("calls" in span) return literal(span.calls, look);
  return span.url.length > LONGEST_LINK ? [] : link(span, look);
}

/** A link to a page; one whose address cannot be read is text. */
export function link(
  { text, url }: { readonly text: string; readonly url: string },
  look: TextLook = {},
): readonly TextRun[] {
  const runs = literal(text, look);
  if (!URL.canParse(url)) return runs;
  return runs.map((run) => ({ ...run, selectAction: { type: "Action.OpenUrl", url } }));
}

/** As much of a text as fits into `limit` code points; the rest is counted. */
export function fitted(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  // An address that is cut would lead elsewhere.
  const kept = characters
    .slice(0, limit)
    .join("")
    .replace(/https?:\/\/\S*$/i, "");
  return `${kept} … and ${(characters.length - [...kept].length).toLocaleString("en-US")} more characters`;
}

/** From this age on a moment is shown with its day. */
const DAY_SHOWN_MS = 12 * 3_600_000;

/**
 * A time that Teams shows in the reader's zone, with its day where that may be another one than the reader's.
 * https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features
 */
export function moment(iso: string, now = Date.now()): string {
  const at = `${new Date(iso).toISOString().slice(0, 19)}Z`;
  const far = Math.abs(now - Date.parse(iso)) > DAY_SHOWN_MS;
  return `${far ? `{{DATE(${at}, SHORT)}} ` : ""}{{TIME(${at})}}`;
}

/** The mention of a person whom Teams knows by id, or of a tag (`teams:tag:<id>`); undefined for others, whose name stands alone. */
export function mentionOf({ calls, ids }: Call): CardMention | undefined {
  const [, tag, id] = ids.flatMap((each) => /^teams:(tag:)?(.+)$/.exec(each) ?? []);
  const name = calls.replaceAll(/[^\p{L}\p{N} .'-]/gu, "").trim();
  if (id === undefined || name === "") return undefined;
  return {
    type: "mention",
    text: `<at>${name}</at>`,
    mentioned: { id, name, ...(tag !== undefined && { type: "tag" }) },
  };
}

/** Whom a text mentions. */
export function mentionsOf(text: Text): readonly CardMention[] {
  if (typeof text === "string") return [];
  return text.flatMap((span) => (typeof span !== "string" && "calls" in span ? (mentionOf(span) ?? []) : []));
}
