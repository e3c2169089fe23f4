import { z } from "zod";

/** How deep blocks, rich text and attachments may stand inside each other. */
const DEEPEST = 12;

/** Any piece of a message: a block, an element of rich text, a text object. What is not known is looked through for what it holds. */
const piece = z.looseObject({
  type: z.string().optional(),
  text: z.unknown().optional(),
  elements: z.array(z.unknown()).optional().catch(undefined),
  fields: z.array(z.unknown()).optional().catch(undefined),
});
type Piece = z.infer<typeof piece>;

const text = z.string().catch("");

const attachment = z.looseObject({
  pretext: text.default(""),
  author_name: text.default(""),
  title: text.default(""),
  text: text.default(""),
  fallback: text.default(""),
  footer: text.default(""),
  from_url: text.default(""),
  is_msg_unfurl: z.boolean().optional().catch(undefined),
  is_share: z.boolean().optional().catch(undefined),
  fields: z
    .array(z.object({ title: text.default(""), value: text.default("") }).catch({ title: "", value: "" }))
    .default([])
    .catch([]),
  blocks: z.array(z.unknown()).default([]).catch([]),
  message_blocks: z.array(z.unknown()).default([]).catch([]),
});

/** The parts of a message that carry text. */
export const worded = z.object({
  text: text.default(""),
  blocks: z.array(z.unknown()).default([]).catch([]),
  attachments: z.array(z.unknown()).default([]).catch([]),
  files: z.array(z.unknown()).default([]).catch([]),
});
const file = z.looseObject({ title: text.default(""), name: text.default("") });

/** Slack's stand-in for attachments that are blocks. */
const NO_PREVIEW = /^\[no preview available\]$/i;

/** Who a mention names: "Ana"; undefined where Slack does not tell. */
export type NameOf = (user: string) => string | undefined;

/** The people whom a message mentions, by id. */
export function mentionedIn(message: z.infer<typeof worded>): readonly string[] {
  return [...new Set(JSON.stringify(message).match(/(?<=<@|"user_id":")[UW][A-Z0-9]+/g) ?? [])];
}

/**
 * What a person sees of a message, whole and in order: its blocks, or its text where it has none; then its attachments, and the names of
 * its files. Plain text: mentions and links by what they show.
 */
export function messageText(message: z.infer<typeof worded>, nameOf: NameOf): string {
  const blocks = linesOf(message.blocks.map((block) => blockText(block, nameOf, 0)));
  const said = blocks === "" ? fromMrkdwn(message.text, nameOf) : blocks;
  const attached = message.attachments.map((each) => attachmentText(each, nameOf));
  const files = message.files.map((each) => {
    const { title, name } = file.safeParse(each).data ?? { title: "", name: "" };
    return title || name;
  });
  return linesOf([NO_PREVIEW.test(said.trim()) ? "" : said, ...attached, ...files]);
}

function attachmentText(given: unknown, nameOf: NameOf): string {
  const parsed = attachment.safeParse(given);
  if (!parsed.success) return "";
  const { pretext, author_name, title, text: body, fallback, footer, fields, blocks, message_blocks } = parsed.data;
  // The preview of a link says nothing that its author wrote; a message that is shared does.
  const shares = parsed.data.is_msg_unfurl || parsed.data.is_share;
  if (parsed.data.from_url !== "" && !shares) return "";
  const inside = linesOf([...blocks, ...message_blocks].map((block) => blockText(block, nameOf, 0)));
  const told = linesOf([
    ...[pretext, author_name, title, inside === "" ? body : inside].map((each) => fromMrkdwn(each, nameOf)),
    ...fields
      .map((each) => [each.title, each.value].filter(Boolean).join(": "))
      .map((each) => fromMrkdwn(each, nameOf)),
  ]);
  // Below a message that is shared Slack writes where it stands.
  if (told !== "") return linesOf([told, shares ? "" : fromMrkdwn(footer, nameOf)]);
  return NO_PREVIEW.test(fallback.trim()) ? "" : fromMrkdwn(fallback, nameOf);
}

/** One block, of Block Kit or of rich text, and everything in it; buttons and other controls say nothing. */
function blockText(given: unknown, nameOf: NameOf, depth: number): string {
  const parsed = piece.safeParse(given);
  if (!parsed.success || depth > DEEPEST) return "";
  const block = parsed.data;
  const deeper = (each: unknown): string => blockText(each, nameOf, depth + 1);
  switch (block.type) {
    case "plain_text":
      return text.parse(block.text);
    case "mrkdwn":
    case "markdown":
      return fromMrkdwn(text.parse(block.text), nameOf);
    case "actions":
    case "input":
    case "divider":
      return "";
    case "image":
    case "video":
      return linesOf([deeper(block.title), text.parse(block.alt_text)]);
    case "context":
      return (block.elements ?? []).map(deeper).filter(Boolean).join(" ");
    case "rich_text_section":
    case "rich_text_preformatted":
    case "rich_text_quote":
      return (block.elements ?? []).map((each) => inlineText(each, nameOf)).join("");
    case "table":
      return linesOf(rowsOf(block).map((row) => row.map(deeper).filter(Boolean).join(" | ")));
    case "raw_text":
    case "raw_number":
      return text.parse(block.text);
    default:
      return linesOf([deeper(block.text), ...(block.fields ?? []).map(deeper), ...(block.elements ?? []).map(deeper)]);
  }
}

function rowsOf({ rows }: Piece): readonly (readonly unknown[])[] {
  return z.array(z.array(z.unknown())).safeParse(rows).data ?? [];
}

const inline = z.looseObject({
  type: text,
  text: text.default(""),
  url: text.default(""),
  user_id: text.default(""),
  usergroup_id: text.default(""),
  channel_id: text.default(""),
  range: text.default(""),
  name: text.default(""),
  fallback: text.default(""),
});

function inlineText(given: unknown, nameOf: NameOf): string {
  const parsed = inline.safeParse(given);
  if (!parsed.success) return "";
  const { type, text: shown, url, user_id, usergroup_id, channel_id, range, name, fallback } = parsed.data;
  switch (type) {
    case "link":
      return linkText(url, shown);
    case "user":
      return `@${nameOf(user_id) ?? user_id}`;
    case "usergroup":
      return `@${usergroup_id}`;
    case "channel":
      return `#${channel_id}`;
    case "broadcast":
      return `@${range}`;
    case "emoji":
      return `:${name}:`;
    case "date":
      return fallback;
    default:
      return shown;
  }
}

/** Slack's markup as what it shows; formats stay, because their signs may be meant. */
function fromMrkdwn(mrkdwn: string, nameOf: NameOf): string {
  return mrkdwn
    .replace(/<@([^<>|\s]+)(?:\|([^<>]*))?>/g, (_, id: string, label = "") => `@${label || (nameOf(id) ?? id)}`)
    .replace(/<#([^<>|\s]+)(?:\|([^<>]*))?>/g, (_, id: string, label = "") => `#${label || id}`)
    .replace(/<!date\^[^<>|]*\|([^<>]*)>/g, "$1")
    .replace(/<!subteam\^([^<>|\s]+)(?:\|@?([^<>]*))?>/g, (_, id: string, label = "") => `@${label || id}`)
    .replace(/<!([a-z]+)(?:\|[^<>]*)?>/g, "@$1")
    .replace(/<((?:https?|mailto|tel):[^<>|\s]+)(?:\|([^<>]*))?>/gi, (_, url: string, label = "") =>
      linkText(url, label),
    )
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** A link by its label; its address beside it where the label says something else. */
function linkText(url: string, label: string): string {
  const bare = (address: string): string => address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, "").replace(/\/$/, "");
  if (label === "") return bare(url) === url || /^https?:/i.test(url) ? url : bare(url);
  return bare(label) === bare(url) ? label : `${label} (${url})`;
}

function linesOf(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
