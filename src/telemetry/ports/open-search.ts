import type { Seen } from "../../findings/measured.ts";
import type { ResultTable } from "../../findings/result-table.ts";

/** The languages that OpenSearch answers besides its own. */
export type SearchLanguage = "ppl" | "sql";

/** A cluster or a collection of OpenSearch. Queries are checked before to only read. */
export interface OpenSearch {
  /** Shown with its answers: "simulated". */
  readonly label?: string;
  /** The rows of a query, as text. */
  rows(language: SearchLanguage, query: string, signal: AbortSignal): Promise<Seen<ResultTable>>;
}
