import type { types } from "@slack/bolt";
import { toMessageContent } from "../../adapters/slack/render/message.ts";
import type { Card } from "../../src/card/card.ts";

/** The message that Slack gets for a card, block by block, as text: "header", "section", buttons with their menu. */
export function slackText(card: Card): string {
  const held = Object.fromEntries(card.blocks.flatMap((block) => ("archive" in block ? [[block.archive, "F1"]] : [])));
  const { text, blocks, attachments } = toMessageContent(card, { held, own: ["table", "progress"] });
  const footer = attachments.flatMap(({ color, blocks: inside = [] }) => [
    `bar ${color}`,
    ...inside.map((block) => `  ${blockText(block)}`),
  ]);
  return [`push: ${text}`, ...blocks.map(blockText), ...footer].join("\n");
}

type AnyBlock = types.KnownBlock | types.Block;

function blockText(block: AnyBlock): string {
  const known = block as types.KnownBlock;
  switch (known.type) {
    case "header":
      return `header: ${known.text.text}`;
    case "section":
      return [known.text, ...(known.fields ?? [])].flatMap((part) => (part ? [readable(part.text)] : [])).join("\n");
    case "context":
      return known.elements.map((part) => ("text" in part ? `small: ${readable(part.text)}` : "picture")).join("\n");
    case "actions":
      return known.elements.map(elementText).join(" ");
    case "image":
      return `picture: ${known.alt_text}`;
    case "task_card":
      return [`task: ${known.title}`, ...(known.details ? [`small: ${inlineText(known.details)}`] : [])].join("\n");
    case "table":
      return known.rows.map((row) => row.map(cellText).join(" | ")).join("\n");
    default:
      throw new Error(`the golden files know no ${known.type}`);
  }
}

function elementText(element: types.ActionsBlockElement): string {
  if (element.type === "button") return `[${element.text.text}${element.confirm ? " (asks once more)" : ""}]`;
  if (element.type === "overflow") return `⋯(${element.options.map(({ text }) => text.text).join(", ")})`;
  throw new Error(`the golden files know no ${element.type}`);
}

function cellText(cell: unknown): string {
  return [...JSON.stringify(cell).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text).join("");
}

/** Rich text as its words; a date as its fallback. */
function inlineText({ elements }: types.RichTextBlock): string {
  const inside = elements.flatMap((section) => (section.type === "rich_text_section" ? section.elements : []));
  return inside
    .map((each) => (each.type === "date" ? (each.fallback ?? "") : each.type === "text" ? each.text : ""))
    .join("");
}

/** Slack's dates as their fallback: "<!date^1764…^{time}|12:05 UTC>" is "12:05 UTC". */
function readable(text: string): string {
  return text.replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1");
}
