import type { DatabaseSync } from "node:sqlite";
import { contentStatements } from "./contents.ts";
import { deliveryStatements } from "./deliveries.ts";
import { directoryStatements } from "./directory.ts";
import { historyStatements } from "./history.ts";
import { laneStatements } from "./lanes.ts";
import { upkeepStatements } from "./upkeep.ts";

/** Everything that can be asked of the file, prepared once. Each runs within one transaction, wholly or not at all. */
export function prepareStatements(database: DatabaseSync) {
  return {
    ...historyStatements(database),
    ...laneStatements(database),
    ...deliveryStatements(database),
    ...directoryStatements(database),
    ...contentStatements(database),
    ...upkeepStatements(database),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
export type StatementName = keyof Statements;

/** Those that only read: a round of nothing else takes no write lock and waits for no disk. */
const READS: ReadonlySet<StatementName> = new Set<StatementName>([
  "read",
  "due",
  "dueSteps",
  "dueDeliveries",
  "find",
  "list",
  "closedBefore",
  "loadBody",
  "listMessages",
]);

export function isRead(name: StatementName): boolean {
  return READS.has(name);
}
