import type { ResultSet } from "@aws-sdk/client-athena";
import type { ResultTable } from "../../../src/findings/result-table.ts";

/** Converts pages of results to one table; the first row of a SELECT, which repeats the column names, is left out. */
export function toTable(pages: readonly { readonly ResultSet?: ResultSet | undefined }[]): ResultTable {
  const columns = (pages[0]?.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = "", Type = "" }) => ({
    name: Name,
    numeric: /int|double|float|decimal|real/i.test(Type),
  }));
  const all = pages.flatMap(({ ResultSet }) => ResultSet?.Rows ?? []);
  const cells = all.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue ?? ""));
  const [first] = cells;
  const header = first !== undefined && columns.every(({ name }, index) => first[index] === name);
  return { columns, rows: header ? cells.slice(1) : cells };
}
