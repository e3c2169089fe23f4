import { type Block, type Card, plain, type Tone, UNDO_WORDS } from "../../src/card/card.ts";

const EMOJI: Readonly<Record<Tone, string>> = {
  alarm: "🔴 ",
  acknowledged: "🟠 ",
  inconclusive: "⚪ ",
  ok: "🟢 ",
  neutral: "",
};

/** A card as lines of plain text, with times in `zone`. Control characters, which a terminal would obey, are left out. */
export function toLines(card: Card, zone: string): readonly string[] {
  const lines = [`${EMOJI[card.tone]}${card.title}`, ...card.blocks.flatMap((block) => blockLines(block, zone))];
  return lines.map((line) => line.replaceAll(/\p{Cc}/gu, " "));
}

function quoted(text: string): readonly string[] {
  return text.split("\n").map((line) => `  | ${line}`);
}

function blockLines(block: Block, zone: string): readonly string[] {
  switch (block.type) {
    case "heading":
      return ["", block.text];
    case "text":
    case "context":
      return [plain(block.text, zone)];
    case "facts":
      return block.facts.map(([label, value]) => `${label}: ${plain(value, zone)}`);
    case "quote":
      return quoted(block.text);
    case "command":
      if (block.undo === undefined) return quoted(block.text);
      return [...quoted(block.text), `${UNDO_WORDS}:`, ...quoted(block.undo)];
    case "points":
      return block.points.map(({ sign, text }) => `  ${sign} ${plain(text, zone)}`);
    case "table":
      return [block.columns.map(({ name }) => name), ...block.rows].map((row) => `  ${row.join("  ")}`);
    case "image":
      return [`  [chart: ${block.alt}]`];
    case "file":
      return [`  [file: ${block.name}${block.rows === undefined ? "" : `, ${block.rows} rows`}]`];
    case "progress":
      return [plain(block.text, zone)];
    case "links":
      return block.links.map(({ text, url }) => `${text}: ${url}`);
    case "actions":
      return [block.actions.map(({ label }) => `[${label}]`).join(" ")];
    default:
      return block satisfies never;
  }
}
