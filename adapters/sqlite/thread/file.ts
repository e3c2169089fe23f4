import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { prepareTables } from "../sql/schema.ts";
import { prepareStatements, type Statements } from "../sql/statements.ts";
import { FileGone, faultOf, OlderData } from "./faults.ts";

/** The file with everything in it, in `DATA_DIR`. SQLite keeps two more beside it, `-wal` and `-shm`. */
export const FILE = "gumshoe.sqlite";
/** Locked as long as a process uses the folder: `gumshoe.sqlite` itself stays open to backups and exports. */
const LOCK = "gumshoe.lock";
/** The folder in `DATA_DIR` where release 0.1.0 kept its data. */
export const OLDER = "dynamodb";
/** How long a write waits for another process, such as an export. */
const BUSY_MS = 2_000;

/** The open file. */
export interface OpenFile {
  readonly database: DatabaseSync;
  readonly statements: Statements;
  /** Its number on its disk: another file of the same name has another one. */
  readonly inode: number;
  /** Throws {@link FileGone} if the path no longer leads to the open file: what is written now would be lost. */
  assureThere(): void;
}

/**
 * Opens the file in a folder; both are created if they are missing. A file that was open before must be the same one: the process knows
 * what is in it.
 */
export function openFile(folder: string, before?: number): OpenFile {
  const path = join(folder, FILE);
  if (before === undefined) {
    createFolder(folder);
    assureNoOlderData(folder, path);
  } else assureSame(path, before);
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216");
    prepareTables(database, path);
    const statements = prepareStatements(database);
    const { ino: inode } = statSync(path);
    return { database, statements, inode, assureThere: () => assureSame(path, inode) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function assureSame(path: string, inode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.ino !== inode) throw new FileGone(path);
}

/** Release 0.1.0 kept its data in LevelDB. Throws where it was not taken over. */
function assureNoOlderData(folder: string, path: string): void {
  const older = existsSync(join(folder, OLDER, "CURRENT"));
  if (older && !existsSync(path)) throw new OlderData(OLDER);
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
