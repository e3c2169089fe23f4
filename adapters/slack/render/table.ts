import type { types } from "@slack/bolt";
import type { Block } from "../../../src/card/card.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import { LIMIT } from "./limits.ts";
import { codePoints, escapeCode, literal } from "./text.ts";

type Table = Extract<Block, { type: "table" }>;

/** The widest column; a longer cell is truncated in the middle, and the file has it whole. */
const WIDEST = 66;
/** Characters kept free for the fence and the count of omitted rows. */
const FRAME = 60;

/** A table as aligned text in a code block, with as many rows as a section holds; the rest is counted. */
export function tableText({ columns, rows }: Table): string {
  const shown = rows.map((row) => columns.map((_, index) => cell(row[index] ?? "")));
  const head = columns.map(({ name }) => cell(name));
  const widths = columns.map((_, index) => Math.max(...[head, ...shown].map((row) => codePoints(row[index] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.numeric ?? false))
      .join("  ")
      .trimEnd();
  const lines: string[] = head.some((name) => name !== "") ? [escapeCode(line(head))] : [];
  let room = LIMIT.section - FRAME - codePoints(lines.join("\n"));
  let count = 0;
  for (const row of shown) {
    const text = escapeCode(line(row));
    room -= codePoints(text) + 1;
    if (room < 0) break;
    lines.push(text);
    count += 1;
  }
  const rest = rows.length - count;
  return `\`\`\`\n${lines.join("\n")}\n\`\`\`${rest > 0 ? `\n… and ${rest} more rows` : ""}`;
}

/** Addresses of investigations' threads, by their name: "G-1042". */
export type ThreadLinks = ReadonlyMap<string, string>;

/** Slack's own table, with as many rows as fit; the rest is counted. Undefined where Slack's has no room for so many columns. */
export function tableBlocks({ columns, rows }: Table, threads: ThreadLinks): readonly types.KnownBlock[] | undefined {
  if (columns.length === 0 || columns.length > LIMIT.tableColumns) return undefined;
  const head = columns.map(({ name }) => toCell(name, undefined));
  let room = LIMIT.tableCharacters - codePoints(JSON.stringify(head));
  const shown = rows
    .slice(0, LIMIT.tableRows - 1)
    .map((row) => columns.map((_, index) => toCell(row[index] ?? "", threads.get(row[index] ?? ""))));
  const fitting = shown.filter((row) => {
    room -= codePoints(JSON.stringify(row));
    return room >= 0;
  });
  const rest = rows.length - fitting.length;
  const column_settings = columns.map(({ numeric = false }) => ({ align: numeric ? "right" : "left" }) as const);
  const table: types.TableBlock = { type: "table", column_settings, rows: [head, ...fitting] };
  if (rest === 0) return [table];
  const more = { type: "plain_text", text: `… and ${rest} more rows`, emoji: false } as const;
  return [table, { type: "context", elements: [more] }];
}

/** Slack takes no empty cell. */
function toCell(text: string, url: string | undefined): types.RawTextElement | types.RichTextBlock {
  const shown = literal(cell(text)).trim() || "\u00A0";
  if (url === undefined) return { type: "raw_text", text: shown };
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "link", url, text: shown }] }],
  };
}

function cell(text: string): string {
  return withoutMiddle(text.replaceAll(/\s+/g, " "), WIDEST);
}

function pad(text: string, width: number, numeric: boolean): string {
  const gap = " ".repeat(Math.max(0, width - codePoints(text)));
  return numeric ? `${gap}${text}` : `${text}${gap}`;
}
