import { NotSeen } from "../../../src/errors.ts";
import type { Listings } from "../../../src/telemetry/ports/listings.ts";
import type { SystemListing } from "./system-incident.ts";
import type { SystemRun } from "./system-run.ts";

/** The tables that APIs of AWS would answer of a system. */
export function createSystemListings(tables: readonly SystemListing[], run: SystemRun): Listings {
  return {
    async read({ listing, values }, signal) {
      signal.throwIfAborted();
      const table = tables.find((each) => each.listing === listing && (values.sql ?? "").includes(each.of ?? ""));
      if (!table)
        throw new NotSeen("the simulated account does not list that", { remedy: "ask another question of the pack" });
      const isBad = !run.isHealthy && run.now().getTime() / 1000 >= run.onset;
      const columns = table.columns.map((name) =>
        name.startsWith("#") ? { name: name.slice(1), numeric: true as const } : { name },
      );
      return {
        value: { columns, rows: isBad ? table.rows : table.usual },
        horizon: Math.floor(run.now().getTime() / 1000),
        gaps: [],
      };
    },
  };
}
