import { beforeEach, describe, expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";
import type { Athena, AthenaRequest } from "../../../src/telemetry/ports/ports.ts";
import { givenUpContract } from "./given-up.ts";
import { expectTable } from "./table.ts";

/** An Athena with a request that it can answer with at least one row and one numeric column. */
export interface AthenaUnderTest {
  readonly athena: Athena;
  readonly request: AthenaRequest;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What everything that runs SQL does. */
export function athenaContract(name: string, create: () => Promise<AthenaUnderTest>): void {
  describe(`Athena of ${name}`, () => {
    let under: AthenaUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    const run = (request: AthenaRequest, given = signal) =>
      under.athena.run(request, { token: "G-1/q1", signal: given, onProgress: () => undefined });

    test("answers with typed columns, rows as wide, and the SQL that was run; the names of columns are no row", async () => {
      const { value, horizon } = await run(under.request);
      expectTable(value);
      expect(value.columns.some(({ numeric }) => numeric)).toBe(true);
      expect(value.rows.length).toBeGreaterThan(0);
      expect(value.rows).not.toContainEqual(value.columns.map((column) => column.name));
      expect(value.sql).toMatch(/^select/i);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
    });

    test.each<[string, AthenaRequest]>([
      ["writes", { type: "sql", sql: "DROP TABLE logins" }],
      ["was saved under no such name", { type: "named", name: "no-such-query", values: {} }],
    ])("what %s is refused in words", async (_name, request) => {
      await expect(run(request)).rejects.toThrow(NotSeen);
    });

    givenUpContract((given) => run(under.request, given));
  });
}
