import type { Commit, Store } from "../../src/store/store.ts";
import { createBatches, toRequest } from "./deliveries.ts";
import { createQueryDue } from "./due.ts";
import { eraseBetween } from "./erase.ts";
import { appendCommit, lanesOf, readHistory, versionKey } from "./history.ts";
import { createHoldings } from "./holdings.ts";
import { createKnownCommits } from "./known-work.ts";
import { takeLane } from "./lane.ts";
import type { Table } from "./table.ts";

/** A commit relies on lanes that are held for at least so long: longer than any write takes. */
const MARGIN_MS = 15_000;

/** The history in DynamoDB. `owner` names this process. */
export function createDynamoStore(table: Table, owner: string, now: () => Date): Store {
  const batches = createBatches(table);
  const commits = createKnownCommits();
  const holdings = createHoldings();

  /** Appends with an entry in the index, unless all of its lanes are held here and in the index themselves. */
  async function append(commit: Commit): Promise<void> {
    const { stream, version, meta, work } = commit;
    const lanes = lanesOf(work);
    const held = lanes.flatMap((lane) => holdings.of(stream, lane) ?? []);
    const enough = now().getTime() + MARGIN_MS;
    const covered = held.length === lanes.length && held.every(({ coveredUntil }) => coveredUntil > enough);
    const indexed = covered ? [] : lanes;
    const relied = covered ? held : [];
    for (const holding of relied) {
      holding.appending += 1;
      holding.owed = Math.max(holding.owed, version);
    }
    try {
      await appendCommit(table, commit, indexed);
      commits.add(stream, { version, at: meta.at, work, lanes: new Set(indexed) });
    } finally {
      for (const holding of relied) holding.appending -= 1;
    }
  }

  return {
    async read(stream, after) {
      const stored = await readHistory(table, stream, after);
      const isReadable = ({ events }: Commit): boolean => events.every(({ type }) => type !== "unreadable");
      // So that its lanes ask for what is stored, and find that they cannot read it.
      if (!stored.every(isReadable)) commits.forget(stream);
      return stored;
    },
    append,
    async erase(stream, through) {
      if (through < 1) return;
      await eraseBetween(table, { pk: stream, from: versionKey(1), to: versionKey(through) });
      const partsOf = (version: number): string => `part/${versionKey(version)}/`;
      await eraseBetween(table, { pk: stream, from: partsOf(1), to: `${partsOf(through)}\uffff` });
      await eraseBetween(table, { pk: stream, from: "lane/", to: "lane/\uffff" });
    },
    deliver: (deliveries) => batches.write(deliveries.map(toRequest)),
    due: createQueryDue(table),
    async take(stream, lane) {
      const holding = holdings.begin(stream, lane);
      if (!holding) return undefined;
      try {
        const deps = { table, batches, commits, holdings, owner, now };
        const taken = await takeLane(deps, { stream, lane, holding });
        if (!taken) holdings.end(stream, lane);
        return taken;
      } catch (error) {
        holdings.end(stream, lane);
        throw error;
      }
    },
  };
}
