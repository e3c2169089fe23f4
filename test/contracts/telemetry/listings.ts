import { beforeEach, describe, expect, test } from "vitest";
import { LISTINGS } from "../../../src/packs/listing.ts";
import type { ListingRequest, Listings } from "../../../src/telemetry/ports/listings.ts";
import { givenUpContract } from "./given-up.ts";

/** A source with rows in every listing, and what each of them is asked with. */
export interface ListingsUnderTest {
  readonly listings: Listings;
  readonly asked: Readonly<Record<ListingRequest["listing"], Readonly<Record<string, string>>>>;
  readonly window: ListingRequest["window"];
  readonly now: () => Date;
  /** Listings that cannot be asked here. */
  readonly without?: readonly string[];
}

const { signal } = new AbortController();

/** What every source of listings does. */
export function listingsContract(name: string, create: () => Promise<ListingsUnderTest>): void {
  describe(`listings of ${name}`, () => {
    let under: ListingsUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    const read = (listing: ListingRequest["listing"], given = signal) =>
      under.listings.read({ listing, values: under.asked[listing], window: under.window }, given);

    test.each(LISTINGS)("rows of %s are text, as many cells as there are columns, known up to now", async (listing) => {
      if (under.without?.includes(listing)) return;
      const { value, horizon, gaps } = await read(listing);
      expect(value.rows.length).toBeGreaterThan(0);
      for (const row of value.rows) expect(row).toHaveLength(value.columns.length);
      expect(value.rows.flat().filter((cell) => typeof cell !== "string")).toEqual([]);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(gaps).toEqual([]);
    });

    givenUpContract((given) => read("insight-rules", given));
  });
}
