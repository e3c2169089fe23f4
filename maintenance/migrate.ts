import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { connectTable } from "../adapters/dynamodb/table.ts";
import { createDynamoTransfer } from "../adapters/dynamodb/transfer.ts";
import { openSqliteTransfer } from "../adapters/sqlite/open-transfer.ts";
import { FILE, OLDER } from "../adapters/sqlite/thread/file.ts";
import { ConfigError } from "../src/process/config.ts";
import { readWhere, run } from "./settings.ts";

// npm run migrate: takes the data of release 0.1.0 in DATA_DIR over into gumshoe.sqlite. The old folder stays as it is.

await run(async () => {
  const { DATA_DIR } = readWhere();
  const older = join(DATA_DIR, OLDER);
  if (!existsSync(join(older, "CURRENT"))) throw new ConfigError(`DATA_DIR: ${older} has no data of release 0.1.0.`);
  if (existsSync(join(DATA_DIR, FILE))) throw new ConfigError(`DATA_DIR: there is a ${FILE} in ${DATA_DIR} already.`);
  const { startDynalite } = await import("./dynalite.ts").catch((error: unknown) => {
    throw new ConfigError("This needs the packages that release 0.1.0 kept its data with: run npm ci first.", {
      cause: error,
    });
  });
  const dynalite = await startDynalite(older);
  // Whole or not at all: the new file gets its place when everything is in it.
  const aside = await mkdtemp(join(DATA_DIR, "migrate-"));
  try {
    const credentials = { accessKeyId: "embedded", secretAccessKey: "embedded" };
    const table = connectTable({ tableName: "gumshoe", region: "embedded", endpoint: dynalite.endpoint, credentials });
    const into = openSqliteTransfer(aside, "import");
    const count = await into.transfer.import(createDynamoTransfer(table).export());
    into.close();
    table.close();
    await rename(join(aside, FILE), join(DATA_DIR, FILE));
    return `Took ${count} entries over into ${join(DATA_DIR, FILE)}; ${older} is no longer used.`;
  } finally {
    await dynalite.close();
    await rm(aside, { recursive: true, force: true });
  }
});
