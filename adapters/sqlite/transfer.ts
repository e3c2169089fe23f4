import type { DatabaseSync } from "node:sqlite";
import { listOf } from "../../src/store/directory.ts";
import { DELIVERIES_KEPT_SECONDS } from "../../src/store/store.ts";
import { parseCommit, storedSummary, storedWork } from "../../src/store/stored.ts";
import { type ExportEntry, type LaneEntry, NotEmpty, type Transfer } from "../../src/store/transfer.ts";
import { numberOf, optionalTextOf, type Row, textOf } from "./sql/row.ts";

/** Everything of an open file: out of it as it is at one moment, into it wholly or not at all. */
export function createSqliteTransfer(database: DatabaseSync): Transfer {
  return {
    async *export() {
      database.exec("BEGIN");
      try {
        for (const [sql, toEntry] of TABLES) {
          for (const row of database.prepare(sql).iterate()) yield toEntry(row);
        }
        yield* lanesOf(database);
      } finally {
        database.exec("ROLLBACK");
      }
    },
    async import(entries) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const used = ["commits", "deliveries", "names", "messages"].some(
          (table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined,
        );
        if (used) throw new NotEmpty("something is stored there already; name an empty DATA_DIR");
        const put = prepareInserts(database);
        let count = 0;
        for await (const entry of entries) {
          put(entry);
          count += 1;
        }
        database.exec("COMMIT");
        return count;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
  };
}

const TABLES: readonly (readonly [sql: string, toEntry: (row: Row) => ExportEntry])[] = [
  [
    "SELECT stream, version, body FROM commits ORDER BY stream, version",
    (row) => ({
      kind: "commit",
      stream: textOf(row, "stream"),
      version: numberOf(row, "version"),
      body: JSON.parse(textOf(row, "body")),
    }),
  ],
  ["SELECT * FROM deliveries", toDelivery],
  [
    "SELECT name, stream FROM names",
    (row) => ({ kind: "name", name: textOf(row, "name"), stream: textOf(row, "stream") }),
  ],
  ["SELECT value FROM counters WHERE name = 'number'", (row) => ({ kind: "number", last: numberOf(row, "value") })],
  ["SELECT body FROM summaries", (row) => ({ kind: "summary", body: JSON.parse(textOf(row, "body")) })],
  [
    "SELECT id, bytes FROM bodies",
    ({ bytes, ...row }) => ({
      kind: "evidence",
      id: textOf(row, "id"),
      bytes: bytes instanceof Uint8Array ? Buffer.from(bytes).toString("base64") : "",
    }),
  ],
  [
    "SELECT place, key, posted_at, body, keep_until FROM messages ORDER BY rowid",
    (row) => ({
      kind: "message",
      place: textOf(row, "place"),
      key: textOf(row, "key"),
      postedAt: textOf(row, "posted_at"),
      body: textOf(row, "body"),
      ...(row.keep_until !== null && { keepUntil: numberOf(row, "keep_until") }),
    }),
  ],
];

function toDelivery(row: Row): ExportEntry {
  const [stream, id] = [textOf(row, "stream"), textOf(row, "id")];
  if (row.due_at === null) return { kind: "done", stream, id, keepUntil: numberOf(row, "keep_until") };
  return {
    kind: "delivery",
    stream,
    id,
    receivedAt: numberOf(row, "received_at"),
    due: numberOf(row, "due_at"),
    attempts: numberOf(row, "attempts"),
    body: textOf(row, "body"),
  };
}

function* lanesOf(database: DatabaseSync): Iterable<LaneEntry> {
  const lanes = database.prepare(
    `SELECT stream, lane, memory, (SELECT COALESCE(MAX(version), 0) FROM commits WHERE commits.stream = found.stream) AS through
     FROM (SELECT stream, lane FROM lanes UNION SELECT stream, lane FROM steps) AS found
     LEFT JOIN lanes USING (stream, lane)`,
  );
  const steps = database.prepare("SELECT * FROM steps WHERE stream = ? AND lane = ? ORDER BY version, position");
  for (const row of lanes.iterate()) {
    const [stream, lane] = [textOf(row, "stream"), textOf(row, "lane") === "chat" ? "chat" : "work"] as const;
    const memory = optionalTextOf(row, "memory");
    yield {
      kind: "lane",
      stream,
      lane,
      through: numberOf(row, "through"),
      waiting: steps.all(stream, lane).map((step) => ({
        version: numberOf(step, "version"),
        index: numberOf(step, "position"),
        work: storedWork.parse(JSON.parse(textOf(step, "work"))),
        due: numberOf(step, "due_at"),
        attempts: numberOf(step, "attempts"),
      })),
      memory: memory === undefined ? undefined : JSON.parse(memory),
    };
  }
}

/** Prepares the writing of one entry. What does not pass the schema that reads it throws. */
function prepareInserts(database: DatabaseSync): (entry: ExportEntry) => void {
  const into = (table: string, columns: readonly string[]) => {
    const places = columns.map(() => "?").join(", ");
    return database.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`);
  };
  const commits = into("commits", ["stream", "version", "types", "body"]);
  const steps = into("steps", ["stream", "lane", "version", "position", "work", "due_at", "attempts"]);
  const lanes = into("lanes", ["stream", "lane", "memory"]);
  const deliveries = into("deliveries", ["stream", "id", "received_at", "due_at", "attempts", "body", "keep_until"]);
  const names = into("names", ["name", "stream"]);
  const counters = into("counters", ["name", "value"]);
  const summaries = into("summaries", ["stream", "version", "list", "listed_at", "body"]);
  const bodies = into("bodies", ["id", "bytes"]);
  const messages = into("messages", ["place", "key", "posted_at", "body", "keep_until"]);

  return (entry) => {
    switch (entry.kind) {
      case "commit": {
        const { stream, version, body } = entry;
        const types = new Set(parseCommit(stream, version, body).events.map(({ type }) => type));
        commits.run(stream, version, JSON.stringify([...types]), JSON.stringify(body));
        return;
      }
      case "lane": {
        const { stream, lane, waiting, memory } = entry;
        lanes.run(stream, lane, memory === undefined ? null : JSON.stringify(memory));
        for (const { version, index, work, due, attempts } of waiting) {
          steps.run(stream, lane, version, index, JSON.stringify(work), due, attempts);
        }
        return;
      }
      case "delivery": {
        const { stream, id, receivedAt, due, attempts, body } = entry;
        const keepUntil = Math.floor(receivedAt / 1000) + DELIVERIES_KEPT_SECONDS;
        deliveries.run(stream, id, receivedAt, due, attempts, body, keepUntil);
        return;
      }
      case "done":
        deliveries.run(entry.stream, entry.id, 0, null, 0, "", entry.keepUntil);
        return;
      case "name":
        names.run(entry.name, entry.stream);
        return;
      case "number":
        counters.run("number", entry.last);
        return;
      case "summary": {
        const summary = storedSummary.parse(entry.body);
        const { stream, version, closedAt, openedAt } = summary;
        summaries.run(stream, version, listOf(summary), closedAt ?? openedAt, JSON.stringify(entry.body));
        return;
      }
      case "evidence":
        bodies.run(entry.id, Buffer.from(entry.bytes, "base64"));
        return;
      case "message":
        messages.run(entry.place, entry.key, entry.postedAt, entry.body, entry.keepUntil ?? null);
        return;
      default:
        entry satisfies never;
    }
  };
}
