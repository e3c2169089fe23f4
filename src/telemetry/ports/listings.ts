import type { Seen, Window } from "../../findings/measured.ts";
import type { ResultTable } from "../../findings/result-table.ts";
import type { Listing } from "../../packs/listing.ts";

/** A listing with the values of its parameters, by their names; `redshift` takes workgroup, database and sql. */
export interface ListingRequest {
  readonly listing: Listing;
  readonly values: Readonly<Record<string, string>>;
  /** The time that is looked at, where the listing has one. */
  readonly window: Window;
}

/** What only an API of AWS tells: what there is, and how it is set. */
export interface Listings {
  /** The rows of a listing, those that need somebody first. */
  read(request: ListingRequest, signal: AbortSignal): Promise<Seen<ResultTable>>;
}
