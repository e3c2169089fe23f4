import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDynamoStores } from "../../../adapters/dynamodb/stores.ts";
import { connectTable } from "../../../adapters/dynamodb/table.ts";
import { startDynalite } from "../../../maintenance/dynalite.ts";
import { createChangeIndex } from "../../../src/telemetry/changes/change-index.ts";
import { createClock } from "../../clock.ts";
import { changeIndexContract } from "../../contracts/change-index.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

changeIndexContract("dynalite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const { endpoint, close } = await startDynalite(folder);
  const { now, advance } = createClock();
  const connection = { tableName: "gumshoe-test", region: "eu-west-1", endpoint, credentials, now };
  const [first, second] = [await openDynamoStores(connection), await openDynamoStores(connection)];
  return {
    first: first.board,
    second: second.board,
    now,
    advance,
    close: async () => {
      await Promise.all([first.close(), second.close()]);
      await close();
      await rm(folder, { recursive: true });
    },
  };
});

test("the table drops what nobody asks for any more, 90 days after it happened", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const { endpoint, close } = await startDynalite(folder);
  const { now } = createClock();
  const connection = { tableName: "gumshoe-test", region: "eu-west-1", endpoint, credentials, now };
  const { board, close: disconnect } = await openDynamoStores(connection);
  const at = now().getTime() / 1000;
  const change = { id: "custom:1", at, action: "Deploy", actor: "ana", resources: ["checkout"], detail: {} };
  await createChangeIndex(board, now).put(change, "custom");
  await board.put({ place: "web:general", key: "m1", postedAt: now().toISOString(), body: "kept" });
  const { client } = connectTable(connection);
  const ttlOf = async (pk: string, sk: string) =>
    (await client.getItem({ TableName: "gumshoe-test", Key: { pk: { S: pk }, sk: { S: sk } } })).Item?.ttl?.N;
  expect(await ttlOf("board/changes/2026-05-01T03", "custom:1")).toBe(String(at + 90 * 86_400));
  expect(await ttlOf("board/web:general", "m1")).toBeUndefined();
  await disconnect();
  await close();
  await rm(folder, { recursive: true });
});
