import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "./row.ts";

/** A summary as a row. */
export interface SummaryRow {
  readonly stream: string;
  readonly version: number;
  readonly list: string;
  readonly listedAt: string;
  readonly body: string;
}

export function directoryStatements(database: DatabaseSync) {
  const find = database.prepare("SELECT stream FROM names WHERE name = ?");
  const claim = database.prepare(
    `INSERT INTO names (name, stream) VALUES (:name, :stream)
     ON CONFLICT DO UPDATE SET stream = excluded.stream WHERE stream = :instead`,
  );
  const count = database.prepare(
    `INSERT INTO counters (name, value) VALUES ('number', 1001)
     ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value`,
  );
  const summarise = database.prepare(
    `INSERT INTO summaries (stream, version, list, listed_at, body) VALUES (:stream, :version, :list, :listedAt, :body)
     ON CONFLICT DO UPDATE SET version = excluded.version, list = excluded.list, listed_at = excluded.listed_at, body = excluded.body
       WHERE version < excluded.version`,
  );
  const list = database.prepare("SELECT body FROM summaries WHERE list = ? ORDER BY listed_at DESC LIMIT ?");
  const closed = database.prepare(
    `SELECT body FROM summaries WHERE list BETWEEN 'closed/' AND 'closed/' || substr(:time, 1, 7) AND listed_at < :time
     ORDER BY list, listed_at LIMIT :limit`,
  );
  const release = database.prepare("DELETE FROM names WHERE name = ? AND stream = ?");
  const forget = database.prepare("DELETE FROM summaries WHERE stream = ?");

  const findName = (name: string): string | undefined => {
    const row = find.get(name);
    return row && textOf(row, "stream");
  };
  return {
    find: findName,
    /** The stream that has the name afterwards. */
    claim(name: string, stream: string, instead: string | undefined): string {
      claim.run({ name, stream, instead: instead ?? null });
      return findName(name) ?? stream;
    },
    nextNumber: () => numberOf(count.get() ?? {}, "value"),
    summarise(summary: SummaryRow): void {
      summarise.run({ ...summary });
    },
    /** JSON of summaries, newest first. */
    list: (partition: string, limit: number) => list.all(partition, limit).map((row) => textOf(row, "body")),
    /** The same of those that were closed before a time, the longest closed first. */
    closedBefore: (time: string, limit: number) => closed.all({ time, limit }).map((row) => textOf(row, "body")),
    releaseName(name: string, stream: string): void {
      release.run(name, stream);
    },
    forget(stream: string): void {
      forget.run(stream);
    },
  };
}
