import type { DatabaseSync } from "node:sqlite";

/** The layout's number, kept in the file's `user_version`. */
const LAYOUT = 1;

/** Times are epoch ms where they end in `_at`; `keep_until` is epoch seconds. */
const TABLES = `
  CREATE TABLE commits (
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    types TEXT NOT NULL, -- JSON: the types of its events
    body TEXT NOT NULL,  -- JSON: meta, events, work
    UNIQUE (stream, version)
  ) STRICT;
  CREATE TABLE steps ( -- unfinished work of commits
    stream TEXT NOT NULL,
    lane TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL, -- in the work of its commit
    work TEXT NOT NULL,        -- JSON
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (stream, lane, version, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX steps_due ON steps (due_at, stream);
  CREATE TABLE deliveries (
    stream TEXT NOT NULL,
    id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    due_at INTEGER,       -- none: handled; the row remains so that a repeat is recognised
    attempts INTEGER NOT NULL,
    body TEXT NOT NULL,   -- empty: handled
    keep_until INTEGER NOT NULL,
    trace TEXT,           -- traceparent
    UNIQUE (stream, id)
  ) STRICT;
  CREATE INDEX deliveries_waiting ON deliveries (stream, received_at) WHERE due_at IS NOT NULL;
  CREATE INDEX deliveries_due ON deliveries (due_at, stream) WHERE due_at IS NOT NULL;
  CREATE INDEX deliveries_expiry ON deliveries (keep_until);
  CREATE TABLE lanes (
    stream TEXT NOT NULL,
    lane TEXT NOT NULL,
    lease TEXT,
    leased_until INTEGER,
    memory TEXT, -- JSON
    PRIMARY KEY (stream, lane)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE names (name TEXT PRIMARY KEY, stream TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE summaries (
    stream TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    list TEXT NOT NULL,      -- open, or closed/<yyyy-mm>
    listed_at TEXT NOT NULL, -- ISO
    body TEXT NOT NULL       -- JSON
  ) STRICT;
  CREATE INDEX summaries_list ON summaries (list, listed_at);
  CREATE TABLE bodies (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT; -- JSON, gzip
  CREATE TABLE messages (
    place TEXT NOT NULL,
    key TEXT NOT NULL,
    posted_at TEXT NOT NULL, -- ISO
    body TEXT NOT NULL,
    keep_until INTEGER,
    UNIQUE (place, key)
  ) STRICT;
  CREATE INDEX messages_order ON messages (place, posted_at);
  CREATE INDEX messages_expiry ON messages (keep_until) WHERE keep_until IS NOT NULL;
`;

/** Creates the tables in an empty file. Throws with the remedy if the file's layout is that of a newer release. */
export function prepareTables(database: DatabaseSync, file: string): void {
  const found = database.prepare("PRAGMA user_version").get()?.user_version;
  if (found === LAYOUT) {
    addLater(database);
    return;
  }
  if (found !== 0) throw new NewerLayout(`${file} was written by a newer release of Gumshoe; start that one`);
  database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${LAYOUT}; COMMIT`);
}

/** Adds the columns that files of earlier releases lack. They may be empty, so that an earlier release can use the file again. */
function addLater(database: DatabaseSync): void {
  const columns = database.prepare("PRAGMA table_info(deliveries)").all();
  if (!columns.some(({ name }) => name === "trace")) database.exec("ALTER TABLE deliveries ADD COLUMN trace TEXT");
}

/** The file is one that this release cannot use. */
export class NewerLayout extends Error {
  override readonly name = "NewerLayout";
}
