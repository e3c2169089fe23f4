import { z } from "zod";

/** The schema of a complete table in the archive. */
export const tableBody = z.object({
  type: z.literal("table"),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});
export type TableBody = z.infer<typeof tableBody>;

/** A table as CSV (RFC 4180). Values that a spreadsheet would read as a formula are marked as text. */
export function toCsv({ columns, rows }: TableBody): string {
  return [columns, ...rows].map((row) => `${row.map(toCell).join(",")}\r\n`).join("");
}

function toCell(text: string): string {
  const formula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text);
  const safe = formula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
