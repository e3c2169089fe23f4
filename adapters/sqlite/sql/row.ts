import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The text in a column. Throws where there is none: the schema is STRICT, so that is a bug. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`${column} is no text`);
  return value;
}

/** The number in a column. */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`${column} is no number`);
  return value;
}

/** The text in a column that may be empty. */
export function optionalTextOf(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textOf(row, column);
}

/** Prepares a statement that returns whether it changed a row. */
export function changes(database: DatabaseSync, sql: string): (values: Record<string, SQLInputValue>) => boolean {
  const statement = database.prepare(sql);
  return (values) => statement.run(values).changes !== 0;
}
