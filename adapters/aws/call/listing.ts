import type { Seen, Series } from "../../../src/findings/measured.ts";
import type { ResultTable } from "../../../src/findings/result-table.ts";
import type { ListingRequest } from "../../../src/telemetry/ports/listings.ts";

/** How one listing is read. */
export type ReadListing = (
  request: Pick<ListingRequest, "values" | "window">,
  signal: AbortSignal,
) => Promise<Pick<Seen<ResultTable>, "value" | "gaps">>;

/** The columns of a table: a name, or with a # before it one of numbers. */
export function columnsOf(...names: readonly string[]): ResultTable["columns"] {
  return names.map((name) => (name.startsWith("#") ? { name: name.slice(1), numeric: true } : { name }));
}

/** The sum of a count that has no values while it is zero. */
export function sumOf(series: Series | undefined): number {
  return series?.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) ?? 0;
}
