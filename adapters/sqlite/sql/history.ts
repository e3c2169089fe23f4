import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "./row.ts";

/** A commit as a row, with the steps that follow from it. Bodies and work are JSON. */
export interface CommitRow {
  readonly stream: string;
  readonly version: number;
  readonly types: string;
  readonly body: string;
  readonly steps: readonly StepRow[];
}

/** A step as a row. */
export interface StepRow {
  readonly lane: string;
  readonly version: number;
  readonly position: number;
  readonly work: string;
  readonly due: number;
  readonly attempts: number;
}

export function historyStatements(database: DatabaseSync) {
  const read = database.prepare("SELECT version, body FROM commits WHERE stream = ? AND version > ? ORDER BY version");
  const append = database.prepare(
    `INSERT INTO commits (stream, version, types, body) VALUES (:stream, :version, :types, :body)
     ON CONFLICT DO NOTHING`,
  );
  const follow = database.prepare(
    `INSERT INTO steps (stream, lane, version, position, work, due_at, attempts)
     VALUES (:stream, :lane, :version, :position, :work, :due, :attempts)`,
  );
  const erase = [
    "DELETE FROM commits WHERE stream = :stream AND version <= :through",
    "DELETE FROM steps WHERE stream = :stream AND version <= :through",
    "DELETE FROM lanes WHERE stream = :stream AND :through > 0",
  ].map((sql) => database.prepare(sql));
  const due = database.prepare(
    `SELECT stream, MIN(due_at) AS first FROM (
       SELECT stream, due_at FROM steps WHERE due_at <= :now
       UNION ALL SELECT stream, due_at FROM deliveries WHERE due_at <= :now
     ) GROUP BY stream ORDER BY first LIMIT :limit`,
  );
  return {
    read: (stream: string, after: number) =>
      read.all(stream, after).map((row) => ({ version: numberOf(row, "version"), body: textOf(row, "body") })),
    /** Returns whether the version was free. */
    append({ stream, version, types, body, steps }: CommitRow): boolean {
      if (append.run({ stream, version, types, body }).changes === 0) return false;
      for (const step of steps) follow.run({ stream, ...step });
      return true;
    },
    erase(stream: string, through: number): void {
      for (const statement of erase) statement.run({ stream, through });
    },
    /** Streams with due steps or deliveries, the longest waiting first. */
    due: (now: number, limit: number) => due.all({ now, limit }).map((row) => textOf(row, "stream")),
  };
}
