import { randomUUID } from "node:crypto";
import type { OpenStores } from "../../src/process/stores.ts";
import { createDynamoArchive } from "./archive.ts";
import { createDynamoBoard } from "./board.ts";
import { createDynamoDirectory } from "./directory.ts";
import { createDynamoStore } from "./store.ts";
import { connectTable, type DynamoConnection } from "./table.ts";

/** Connects to a table, created if it is missing. Any number of processes may share it. */
export async function openDynamoStores(
  connection: DynamoConnection & { readonly now: () => Date },
): Promise<OpenStores> {
  const table = connectTable(connection);
  await table.initialize();
  return {
    store: createDynamoStore(table, randomUUID(), connection.now),
    directory: createDynamoDirectory(table),
    archive: createDynamoArchive(table),
    board: createDynamoBoard(table),
    async close() {
      table.close();
      return true;
    },
  };
}
