import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDynamoStores } from "../../../adapters/dynamodb/stores.ts";
import { connectTable } from "../../../adapters/dynamodb/table.ts";
import { startDynalite } from "../../../maintenance/dynalite.ts";
import { NewerRelease } from "../../../src/errors.ts";
import { createClock } from "../../clock.ts";
import { storesContract } from "../../contracts/stores.ts";
import { useDynamoLocal } from "../../counterparts/dynamodb-local.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

async function replicasAt(endpoint: string, stop: () => Promise<void>) {
  const { now, advance } = createClock();
  const connection = { tableName: "gumshoe-test", region: "eu-west-1", endpoint, credentials, now };
  const first = await openDynamoStores(connection);
  const second = await openDynamoStores(connection);
  const close = async () => {
    await Promise.all([first.close(), second.close()]);
    await stop();
  };
  return { first, second, now, advance, close };
}

storesContract("dynalite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const dynalite = await startDynalite(folder);
  return replicasAt(dynalite.endpoint, async () => {
    await dynalite.close();
    await rm(folder, { recursive: true });
  });
});

const local = await useDynamoLocal();
describe.skipIf(local.missing !== undefined)("Amazon's own engine (skipped where it does not start)", () => {
  storesContract("DynamoDB Local", () => replicasAt(local.endpoint, async () => {}));
});

test("a folder that another process uses is refused with what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const first = await startDynalite(folder);
  await expect(startDynalite(folder)).rejects.toThrow(/another process uses it. Stop that one, or set DATA_DIR/);
  await first.close();
  const again = await startDynalite(folder);
  await again.close();
  await rm(folder, { recursive: true });
});

test("what a newer release wrote is read as far as it can be, and its work is left to that release", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const dynalite = await startDynalite(folder);
  const { now } = createClock();
  const connection = { tableName: "gumshoe-test", region: "eu-west-1", endpoint: dynalite.endpoint, credentials, now };
  const stores = await openDynamoStores(connection);
  const meta = { id: "d1", actor: { id: "a", name: "A" }, at: now().toISOString() };
  const events = [JSON.parse(`{ "type": "teleported", "at": "${meta.at}", "by": { "id": "a", "name": "A" } }`)];
  await stores.store.append({ stream: "s", version: 1, meta, events, work: [{ type: "chat" }] });
  expect((await stores.store.read("s", 0)).flatMap((commit) => commit.events)).toMatchObject([{ type: "unreadable" }]);
  const lane = await stores.store.take("s", "chat");
  await expect(lane?.due(now())).rejects.toThrow(NewerRelease);
  await lane?.release();
  expect(await stores.store.due(now(), 10)).toEqual(["s"]);
  await stores.close();
  await dynalite.close();
  await rm(folder, { recursive: true });
});

test("a table with other keys is refused with what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const dynalite = await startDynalite(folder);
  const connection = {
    tableName: "foreign",
    region: "eu-west-1",
    endpoint: dynalite.endpoint,
    credentials,
    now: () => new Date(),
  };
  const { client } = connectTable(connection);
  await client.createTable({
    TableName: "foreign",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const statusOf = async () => (await client.describeTable({ TableName: "foreign" })).Table?.TableStatus;
  await expect.poll(statusOf).toBe("ACTIVE");
  await expect(openDynamoStores(connection)).rejects.toThrow(
    /foreign is not Gumshoe's: its keys are id. Set TABLE_NAME/,
  );
  await dynalite.close();
  await rm(folder, { recursive: true });
});
