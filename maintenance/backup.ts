import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { FILE } from "../adapters/sqlite/thread/file.ts";
import { ConfigError } from "../src/process/config.ts";
import { fileGiven, readWhere, run } from "./settings.ts";

// npm run backup -- <file>: copies gumshoe.sqlite as it is at one moment, also while Gumshoe runs. The copy appears when it is whole.

/** All pages in one step: with fewer, each write of the running process would begin the copy again. */
const ALL_PAGES = 2 ** 31 - 1;

await run(async () => {
  const file = fileGiven("backup");
  const { TABLE_NAME, DATA_DIR } = readWhere();
  if (TABLE_NAME !== undefined) {
    throw new ConfigError("TABLE_NAME is set: back the table up with DynamoDB's own backups, or use npm run export.");
  }
  const part = `${file}.part`;
  const source = openExisting(join(DATA_DIR, FILE));
  try {
    await backup(source, part, { rate: ALL_PAGES });
    assureWhole(part);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    source.close();
  }
  return `Backed up ${DATA_DIR} to ${file}.`;
});

function openExisting(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  } catch {
    throw new ConfigError(`DATA_DIR: ${path} cannot be opened; name the folder that Gumshoe uses.`);
  }
}

/** Throws if the copy is damaged, which it is where the source is. The copy becomes one file that needs no other beside it. */
function assureWhole(path: string): void {
  const copy = new DatabaseSync(path);
  try {
    const found = copy.prepare("PRAGMA quick_check(1)").get()?.quick_check;
    if (found !== "ok") throw new Error(`gumshoe.sqlite is damaged (${found}); the backup was not kept.`);
    copy.exec("PRAGMA journal_mode = DELETE");
  } finally {
    copy.close();
  }
}
