import { expect } from "vitest";
import type { ResultTable } from "../../../src/findings/result-table.ts";

/** Rows are as wide as the columns, which have names, and what is numeric holds numbers. */
export function expectTable({ columns, rows }: ResultTable): void {
  expect(columns.every(({ name }) => name !== "")).toBe(true);
  expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
  for (const [index, { name, numeric }] of columns.entries()) {
    if (!numeric) continue;
    expect
      .soft(
        rows.map((row) => row[index] ?? "").filter((cell) => !Number.isFinite(Number(cell))),
        name,
      )
      .toEqual([]);
  }
}
