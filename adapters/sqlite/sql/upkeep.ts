import type { DatabaseSync } from "node:sqlite";

/** The most rows of a table that are deleted at once, so that other calls do not wait. */
const AT_ONCE = 500;

export function upkeepStatements(database: DatabaseSync) {
  const start = database.prepare(
    "INSERT INTO counters (name, value) VALUES ('starts', 1) ON CONFLICT DO UPDATE SET value = value + 1",
  );
  const expire = ["deliveries", "messages"].map((table) =>
    database.prepare(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE keep_until < ? LIMIT ${AT_ONCE})`,
    ),
  );
  return {
    /** Counts a start: a write, so that a file that cannot be written is found at the start. */
    countStart(): void {
      start.run();
    },
    /** Deletes rows whose time is over, a bounded number of them. `now` is epoch seconds. */
    expire(now: number): void {
      for (const statement of expire) statement.run(now);
    },
  };
}
