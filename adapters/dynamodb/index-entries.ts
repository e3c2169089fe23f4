import type { LaneName } from "../../src/events/work.ts";
import { readLeft, removeFromIndex, takeOver } from "./history.ts";
import type { Holdings } from "./holdings.ts";
import type { KnownWork } from "./known-work.ts";
import { isConditionFailure, type Table } from "./table.ts";

/** Takes commits off the index that a lane has taken over. Where the other lane is held here as well, the last of both does so. */
export async function leaveIndex(
  { table, holdings }: { readonly table: Table; readonly holdings: Holdings },
  {
    stream,
    lane,
    leaving,
  }: { readonly stream: string; readonly lane: LaneName; readonly leaving: readonly KnownWork[] },
): Promise<void> {
  await Promise.all(
    leaving.map(async (known) => {
      if (!known.lanes.delete(lane)) return;
      const [other] = known.lanes;
      if (other === undefined) await removeFromIndex(table, stream, known.version);
      else if (!holdings.of(stream, other)) await takeOver(table, stream, known, lane);
    }),
  );
}

/** Takes off the index what a crash left there: commits up to a version that the lane has taken over. */
export async function clearIndex(table: Table, stream: string, lane: LaneName, through: number): Promise<void> {
  for (const version of await readLeft(table, stream, lane, through)) {
    await takeOver(table, stream, { version }, lane).catch((error: unknown) => {
      if (!isConditionFailure(error)) throw error;
    });
  }
}
