/** Rows of a query, as text. */
export interface ResultTable {
  readonly columns: readonly { readonly name: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** The bytes that the query read. */
  readonly scanned?: number;
  /** The log lines, or other records, that the query compared. */
  readonly records?: number;
  /** The log lines that match, where a query leaves some of them out. */
  readonly matched?: number;
}
