import { beforeEach, describe, expect, test } from "vitest";
import type { Window } from "../../../src/findings/measured.ts";
import type { DatabaseLoads } from "../../../src/telemetry/ports/database-loads.ts";
import { givenUpContract } from "./given-up.ts";

/** A source that records the database `orders-db`, whose load grew between two windows. */
export interface DatabaseLoadsUnderTest {
  readonly loads: DatabaseLoads;
  readonly windows: { readonly before: Window; readonly around: Window };
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of the load of databases does. */
export function databaseLoadsContract(name: string, create: () => Promise<DatabaseLoadsUnderTest>): void {
  describe(`load of databases of ${name}`, () => {
    let under: DatabaseLoadsUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    const compare = (database = "orders-db") => under.loads.compare(database, under.windows, signal);

    test("is told in both windows, each list with the most first", async () => {
      const { value, gaps } = await compare();
      expect(value?.around).toBeGreaterThan(value?.before ?? Number.POSITIVE_INFINITY);
      for (const parts of [value?.statements, value?.waits, value?.hosts, value?.users]) {
        const sessions = parts?.map(({ around }) => around) ?? [];
        expect(sessions.length).toBeGreaterThan(0);
        expect(sessions).toEqual(sessions.toSorted((one, other) => other - one));
      }
      expect(gaps).toEqual([]);
    });

    test("of a database that is not recorded is unknown, and no error", async () => {
      expect((await compare("nobody-knows")).value).toBeUndefined();
      expect((await compare("no name; or 1=1")).value).toBeUndefined();
    });

    test("is believed up to now at most", async () => {
      expect((await compare()).horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
    });

    givenUpContract((given) => under.loads.compare("orders-db", under.windows, given));
  });
}
