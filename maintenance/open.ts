import { connectTable } from "../adapters/dynamodb/table.ts";
import { createDynamoTransfer } from "../adapters/dynamodb/transfer.ts";
import { openSqliteTransfer } from "../adapters/sqlite/open-transfer.ts";
import type { Config } from "../src/process/config.ts";
import type { Transfer } from "../src/store/transfer.ts";

/** Opens what the settings name to export or import everything: the table, or the file in `DATA_DIR`. */
export async function openTransfer(
  { TABLE_NAME: tableName, DATA_DIR, AWS_REGION: region, DYNAMODB_ENDPOINT, AWS_ENDPOINT_URL }: Config,
  purpose: "export" | "import",
): Promise<{ readonly name: string; readonly transfer: Transfer; close(): void }> {
  if (tableName === undefined) return { name: DATA_DIR, ...openSqliteTransfer(DATA_DIR, purpose) };
  const endpoint = DYNAMODB_ENDPOINT ?? AWS_ENDPOINT_URL;
  const table = connectTable({ tableName, region, ...(endpoint !== undefined && { endpoint }) });
  if (purpose === "import") await table.initialize();
  return { name: `the table ${tableName}`, transfer: createDynamoTransfer(table), close: () => table.close() };
}
