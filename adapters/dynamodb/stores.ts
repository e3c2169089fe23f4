import { randomUUID } from "node:crypto";
import type { Archive } from "../../src/store/archive.ts";
import type { Board } from "../../src/store/board.ts";
import type { Directory } from "../../src/store/directory.ts";
import type { Store } from "../../src/store/store.ts";
import { createDynamoArchive } from "./archive.ts";
import { createDynamoBoard } from "./board.ts";
import { createDynamoDirectory } from "./directory.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { createDynamoStore } from "./store.ts";
import { type Connection, connectTable } from "./table.ts";

/** All ports on one DynamoDB table. */
export interface Stores {
  readonly store: Store;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly board: Board;
  close(): Promise<void>;
}

/** Connects to a table, created if it is missing. Any number of processes may share it. */
export async function openDynamoStores(
  connection: Connection & { readonly owner?: string; readonly now: () => Date },
): Promise<Stores> {
  const table = connectTable(connection);
  await table.initialize();
  return {
    store: createDynamoStore(table, connection.owner ?? randomUUID(), connection.now),
    directory: createDynamoDirectory(table),
    archive: createDynamoArchive(table),
    board: createDynamoBoard(table),
    close: async () => table.close(),
  };
}

/** Opens a table if one is named, else the embedded store. */
export function openStores(options: {
  readonly tableName: string | undefined;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly folder: string;
  readonly now: () => Date;
}): Promise<Stores> {
  const { tableName, region, endpoint, folder, now } = options;
  if (tableName === undefined) return openEmbeddedStores({ folder, now });
  return openDynamoStores({ tableName, region, now, ...(endpoint !== undefined && { endpoint }) });
}

/** The embedded store: one process, on disk under a folder. */
export async function openEmbeddedStores(options: {
  readonly folder: string;
  readonly now: () => Date;
}): Promise<Stores> {
  const embedded: Embedded = await startEmbedded(options.folder);
  const stores = await openDynamoStores({
    tableName: "gumshoe",
    region: "embedded",
    endpoint: embedded.endpoint,
    credentials: { accessKeyId: "embedded", secretAccessKey: "embedded" },
    owner: "embedded",
    now: options.now,
  });
  return {
    ...stores,
    async close() {
      await stores.close();
      await embedded.close();
    },
  };
}
