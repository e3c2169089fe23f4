import { type Block, type Card, plain, UNDO_WORDS } from "../../src/card/card.ts";

/** Escape sequences, and marks that hide text or turn its direction. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

/** A card as plain text, with times in UTC and without its buttons. */
export function cardText({ title, blocks }: Card): string {
  return [title, ...blocks.flatMap(linesOf)].map(clean).join("\n");
}

/** A text on one line, without what a terminal or a reader would not show. */
export function clean(text: string): string {
  return visible(text.replaceAll(/\s+/g, " ")).trim();
}

/** A line without what a terminal or a reader would not show. */
export function visible(line: string): string {
  return line.replaceAll(UNSEEN, "");
}

function linesOf(block: Block): readonly string[] {
  switch (block.type) {
    case "heading":
    case "text":
    case "context":
    case "progress":
      return [plain(block.text)];
    case "quote":
      return [`> ${block.text}`];
    case "command":
      return [`> ${block.text}`, ...(block.undo === undefined ? [] : [`${UNDO_WORDS}: ${block.undo}`])];
    case "facts":
      return block.facts.map(([label, value]) => `${label}: ${plain(value)}`);
    case "points":
      return block.points.map(({ sign, text }) => `${sign} ${plain(text)}`);
    case "table":
      return [block.columns.map(({ name }) => name), ...block.rows].map((row) => row.join(" | "));
    case "image":
      return [block.alt];
    case "file":
      return [block.rows === undefined ? `File: ${block.name}` : `${block.rows} rows in ${block.name}`];
    case "links":
    case "actions":
      return [];
    default:
      return block satisfies never;
  }
}
