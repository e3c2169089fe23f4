import { messageOf, StoreUnavailable } from "../../src/errors.ts";
import type { Log } from "../../src/log/log.ts";
import type { OpenStores } from "../../src/process/stores.ts";
import { createSqliteArchive } from "./archive.ts";
import { createSqliteBoard } from "./board.ts";
import { connectThread, type FileConnection } from "./connection.ts";
import { createSqliteDirectory } from "./directory.ts";
import { createSqliteStore } from "./store.ts";
import { createTrouble } from "./trouble.ts";

/** The longest that a call waits for the disk. */
const LIMIT_MS = 10_000;
/** How often rows whose time is over are deleted. */
const EXPIRE_EVERY_MS = 60_000;

/**
 * Opens the file in a folder; both are created if they are missing. Rejects with the remedy if it cannot be written. `owner` names the
 * process among several that share the file; where there is none, no other process may use the folder meanwhile.
 */
export async function openSqliteStores(options: {
  readonly folder: string;
  readonly owner?: string;
  readonly limitMs?: number;
  readonly now: () => Date;
  readonly log: Log;
}): Promise<OpenStores> {
  const { folder, owner, limitMs = LIMIT_MS, now, log } = options;
  const trouble = createTrouble(log, now);
  const connection = connectThread({ folder, alone: owner === undefined, limitMs, trouble, log });
  await connection.call("countStart").catch(async (error: unknown) => {
    const hangs = !(await connection.close());
    throw new StoreUnavailable(messageOf(error), { hangs });
  });
  const expiry = setInterval(() => void expire(connection, now), EXPIRE_EVERY_MS);
  expiry.unref();
  return {
    store: createSqliteStore(connection, owner ?? "embedded", now),
    directory: createSqliteDirectory(connection),
    archive: createSqliteArchive(connection),
    board: createSqliteBoard(connection),
    close() {
      clearInterval(expiry);
      return connection.close();
    },
  };
}

async function expire({ call }: FileConnection, now: () => Date): Promise<void> {
  await call("expire", Math.floor(now().getTime() / 1000)).catch((error: unknown) => {
    if (!(error instanceof StoreUnavailable)) throw error;
  });
}
