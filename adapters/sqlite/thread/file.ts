import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { prepareTables } from "../sql/schema.ts";
import { prepareStatements, type Statements } from "../sql/statements.ts";
import { FileGone, faultOf } from "./faults.ts";

/** The file with everything in it, in `DATA_DIR`. SQLite keeps two more beside it, `-wal` and `-shm`. */
export const FILE = "gumshoe.sqlite";
/** Locked as long as a process uses the folder: `gumshoe.sqlite` itself stays open to backups and exports. */
const LOCK = "gumshoe.lock";
/** How long a write waits for another process, such as an export. */
const BUSY_MS = 2_000;

/** The open file. */
export interface OpenFile {
  readonly database: DatabaseSync;
  readonly statements: Statements;
  /** Throws {@link FileGone} if the path no longer leads to the open file: what is written now would be lost. */
  assureThere(): void;
}

/** Opens the file in a folder; both are created if they are missing. */
export function openFile(folder: string): OpenFile {
  createFolder(folder);
  const path = join(folder, FILE);
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216");
    prepareTables(database, path);
    const statements = prepareStatements(database);
    const { ino, dev } = statSync(path);
    return {
      database,
      statements,
      assureThere() {
        const now = statSync(path, { throwIfNoEntry: false });
        if (now?.ino !== ino || now.dev !== dev) throw new FileGone(path);
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Locks a folder until the process ends, whichever way it does. Throws if another process holds the lock. */
export function lockFolder(folder: string): () => void {
  createFolder(folder);
  const lock = new DatabaseSync(join(folder, LOCK), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => lock.close();
}

/** Creates a folder and those above it. Node's own `recursive` never returns below `/proc`, where nothing can be made. */
function createFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    const missingAbove = error instanceof Error && "code" in error && error.code === "ENOENT";
    const above = dirname(folder);
    if (!missingAbove || statSync(above, { throwIfNoEntry: false }) !== undefined) throw error;
    createFolder(above);
    mkdirSync(folder);
  }
}

/** Whether opening the file again may help after an error: all but a full disk, and another process that holds the file. */
export function isStale(error: unknown): boolean {
  return faultOf(error)?.kind === "unusable";
}
