import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../../adapters/dynamodb/embedded.ts";
import { openDynamoStores } from "../../../adapters/dynamodb/stores.ts";
import { createClock } from "../../clock.ts";
import { changeIndexContract } from "../../contracts/change-index.ts";

changeIndexContract("the embedded store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const { endpoint, close } = await startEmbedded(folder);
  const { now, advance } = createClock();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
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
