import type { Store } from "../../src/store/store.ts";
import { createBatches, toRequest } from "./deliveries.ts";
import { queryDue } from "./due.ts";
import { appendCommit, readCommits } from "./history.ts";
import { takeLane } from "./lane.ts";
import type { Table } from "./table.ts";

/** The history in DynamoDB. `owner` names this process. */
export function createDynamoStore(table: Table, owner: string, now: () => Date): Store {
  const batches = createBatches(table);
  const held = new Set<string>();
  return {
    read: (stream, after) => readCommits(table, stream, after),
    append: (commit) => appendCommit(table, commit),
    deliver: (deliveries) => batches.write(deliveries.map(toRequest)),
    due: (at, limit) => queryDue(table, at, limit),
    async take(stream, lane) {
      const key = `${lane} ${stream}`;
      if (held.has(key)) return undefined;
      held.add(key);
      const onEnd = (): void => {
        held.delete(key);
      };
      try {
        const taken = await takeLane({ table, batches, owner, now, onEnd }, stream, lane);
        if (!taken) onEnd();
        return taken;
      } catch (error) {
        onEnd();
        throw error;
      }
    },
  };
}
