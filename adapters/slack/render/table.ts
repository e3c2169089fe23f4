import type { Block } from "../../../src/card/card.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import { LIMIT } from "./limits.ts";
import { codePoints, escapeCode } from "./text.ts";

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

function cell(text: string): string {
  return withoutMiddle(text.replaceAll(/\s+/g, " "), WIDEST);
}

function pad(text: string, width: number, numeric: boolean): string {
  const gap = " ".repeat(Math.max(0, width - codePoints(text)));
  return numeric ? `${gap}${text}` : `${text}${gap}`;
}
