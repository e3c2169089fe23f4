import type { Counted } from "../record/stats.ts";
import type { Directory, Summary } from "../store/directory.ts";

/** Closed investigations that are read, the newest; about 1 KB each. */
export const MOST_CLOSED = 5_000;

/** How far back it is looked for similar ones, in seconds. */
export const YEAR = 365 * 86_400;

/** Closed investigations, the newest first; `all` is false if there are more than were read. */
export interface ClosedList {
  readonly closed: readonly Counted[];
  readonly all: boolean;
}

/** Reads what was closed since a time (epoch seconds): a query a month, the newest first. Older releases wrote no facts; those are left out. */
export async function closedSince({ list }: Pick<Directory, "list">, start: number, now: Date): Promise<ClosedList> {
  const found: Summary[] = [];
  for (const closedIn of monthsBack(start, now)) {
    found.push(...(await list({ closedIn }, MOST_CLOSED - found.length)));
    if (found.length >= MOST_CLOSED) break;
  }
  return { closed: found.flatMap((summary) => counted(summary) ?? []), all: found.length < MOST_CLOSED };
}

/** A summary that has facts. */
export function counted(summary: Summary): Counted | undefined {
  return summary.facts && { ...summary, facts: summary.facts };
}

/** "2026-05", "2026-04": the months back to the one of a time (epoch seconds). */
function monthsBack(start: number, now: Date): readonly string[] {
  const from = new Date(start * 1000);
  const count = (now.getUTCFullYear() - from.getUTCFullYear()) * 12 + now.getUTCMonth() - from.getUTCMonth() + 1;
  return Array.from({ length: Math.max(1, count) }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
