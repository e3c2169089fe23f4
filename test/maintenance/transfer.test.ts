import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openDynamoStores } from "../../adapters/dynamodb/stores.ts";
import { connectTable } from "../../adapters/dynamodb/table.ts";
import { createDynamoTransfer } from "../../adapters/dynamodb/transfer.ts";
import { openSqliteStores } from "../../adapters/sqlite/stores.ts";
import { openFile } from "../../adapters/sqlite/thread/file.ts";
import { createSqliteTransfer } from "../../adapters/sqlite/transfer.ts";
import { startDynalite } from "../../maintenance/dynalite.ts";
import { silentLog } from "../../src/log/log.ts";
import { fromLines, toLines } from "../../src/store/transfer.ts";
import { createClock } from "../clock.ts";
import { comparable, fill, gather, split, type Transferable, transferContract } from "../contracts/transfer.ts";
import { useDynamoLocal } from "../counterparts/dynamodb-local.ts";

const { now } = createClock();
const temporary = await mkdtemp(join(tmpdir(), "gumshoe-transfer-"));
const dynalite = await startDynalite(join(temporary, "dynalite"));
const local = await useDynamoLocal();
afterAll(async () => {
  await dynalite.close();
  await rm(temporary, { recursive: true });
});

let created = 0;

async function createTable(endpoint: string): Promise<Transferable> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const connection = { tableName: `transfer-${++created}`, region: "eu-west-1", endpoint, credentials, now };
  const stores = await openDynamoStores(connection);
  const table = connectTable(connection);
  const close = async (): Promise<void> => {
    table.close();
    await stores.close();
  };
  return { stores, transfer: createDynamoTransfer(table), close };
}

async function createFile(): Promise<Transferable> {
  const folder = join(temporary, `file-${++created}`);
  const stores = await openSqliteStores({ folder, owner: "test", now, log: silentLog });
  const { database } = openFile(folder);
  const close = async (): Promise<void> => {
    database.close();
    await stores.close();
  };
  return { stores, transfer: createSqliteTransfer(database), close };
}

transferContract("SQLite", createFile);
transferContract("dynalite", () => createTable(dynalite.endpoint));
describe.skipIf(local.missing !== undefined)("Amazon's own engine (skipped where it does not start)", () => {
  transferContract("DynamoDB Local", () => createTable(local.endpoint));
});

test("a table goes into a file and back into a table, and nothing is different", async () => {
  const [table, file, again] = [
    await createTable(dynalite.endpoint),
    await createFile(),
    await createTable(dynalite.endpoint),
  ];
  await fill(table.stores);
  const everything = comparable(await gather(table.transfer.export()));
  await file.transfer.import(table.transfer.export());
  expect(comparable(await gather(file.transfer.export()))).toEqual(everything);
  await again.transfer.import(file.transfer.export());
  expect(comparable(await gather(again.transfer.export()))).toEqual(everything);
  await Promise.all([table, file, again].map(({ close }) => close()));
});

test("what was cut off, shortened, or is no export changes nothing, and is refused by its line", async () => {
  const from = await createFile();
  await fill(from.stores);
  const lines: string[] = [];
  for await (const line of split(toLines(from.transfer.export()))) lines.push(line);
  const into = await createFile();
  const importing = (given: readonly string[]) => into.transfer.import(fromLines(each(given)));
  await expect(importing(lines.slice(0, -1))).rejects.toThrow(/the end is missing; the export was cut off/);
  await expect(importing(lines.toSpliced(3, 1))).rejects.toThrow(/lines are missing above/);
  await expect(importing(lines.toSpliced(3, 1, "{"))).rejects.toThrow("line 4: it is not JSON");
  await expect(importing(["{}", ...lines])).rejects.toThrow(/line 1: this is no export of Gumshoe/);
  await expect(importing([])).rejects.toThrow(/the end is missing/);
  expect(await gather(into.transfer.export())).toEqual([]);
  await Promise.all([from.close(), into.close()]);
});

async function* each(lines: readonly string[]): AsyncIterable<string> {
  yield* lines;
}
