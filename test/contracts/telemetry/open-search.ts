import { beforeEach, describe, expect, test } from "vitest";
import type { OpenSearch, SearchLanguage } from "../../../src/telemetry/ports/open-search.ts";
import { givenUpContract } from "./given-up.ts";

/** A source that answers both queries with the same three rows, one of which has a secret in it, and knows no index `nothing`. */
export interface OpenSearchUnderTest {
  readonly openSearch: OpenSearch;
  readonly queries: Readonly<Record<SearchLanguage, string>>;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of OpenSearch's languages does. */
export function openSearchContract(name: string, create: () => Promise<OpenSearchUnderTest>): void {
  describe(`queries of ${name}`, () => {
    let under: OpenSearchUnderTest;
    beforeEach(async () => {
      under = await create();
    });

    test.each(["ppl", "sql"] as const)("rows of %s are text, as many cells as there are columns", async (language) => {
      const { value, horizon, gaps } = await under.openSearch.rows(language, under.queries[language], signal);
      expect(value.rows).toHaveLength(3);
      for (const row of value.rows) expect(row).toHaveLength(value.columns.length);
      expect(value.rows.flat().filter((cell) => typeof cell !== "string")).toEqual([]);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(gaps).toEqual([]);
    });

    test("what is not taken is said in OpenSearch's words", async () => {
      const asked = under.openSearch.rows("ppl", "source = nothing", signal);
      await expect(asked).rejects.toThrow(/does not take it: .*no such index/);
    });

    givenUpContract((given) => under.openSearch.rows("ppl", under.queries.ppl, given));
  });
}
