import { setTimeout } from "node:timers/promises";
import type { AthenaClient, QueryExecution } from "@aws-sdk/client-athena";
import { bytesText, dollarsText } from "../../../src/card/number.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Athena } from "../../../src/telemetry/ports/ports.ts";
import { athenaDollars } from "../../../src/telemetry/resources/price.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { type AthenaCalls, createAthenaCalls, ROWS_A_PAGE } from "./calls.ts";
import { toStatement } from "./statement.ts";
import { toTable } from "./table.ts";

const FIRST_LOOK_MS = 250;
const LATEST_LOOK_MS = 2_000;
/** Pages of rows that are fetched. */
const MOST_PAGES = 10;

/** Athena in one workgroup. `dollars`: what one query may cost at most, by the workgroup's own limit on bytes. */
export function createAthena(deps: {
  readonly client: AthenaClient;
  readonly session: Session;
  readonly workgroup: string;
  readonly database: string | undefined;
  readonly dollars: number;
  readonly now: () => Date;
}): Athena {
  const { session, workgroup, dollars, now } = deps;
  const calls = createAthenaCalls(deps);
  return {
    async run(request, { token, signal, onProgress }) {
      const statement = await toStatement(calls, workgroup, request, signal);
      const most = await refuseUnlimited(calls, workgroup, dollars, signal);
      onProgress(`asking Athena, ${most}`);
      const { QueryExecutionId } = await calls.start({ ...statement, token }, signal);
      if (QueryExecutionId === undefined) throw new NotSeen("Athena started no query");
      const stop = () => void calls.stop(QueryExecutionId);
      signal.addEventListener("abort", stop, { once: true });
      try {
        const done = await finished(calls, QueryExecutionId, signal, onProgress);
        const scanned = done.Statistics?.DataScannedInBytes ?? 0;
        session.charge(athenaDollars(scanned));
        const { pages, more } = await pagesOf((next) => calls.rows({ QueryExecutionId, ...next }, signal), MOST_PAGES);
        const reasonOfMore = `only the first ${(ROWS_A_PAGE * MOST_PAGES).toLocaleString("en-US")} rows were fetched`;
        const gaps = more ? [{ what: "athena", reason: reasonOfMore }] : [];
        return { value: { ...toTable(pages), scanned, sql: statement.sql }, horizon: now().getTime() / 1000, gaps };
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

/** Athena gives no price beforehand, so the workgroup's limit on bytes per query bounds it. Returns the bound in words. */
async function refuseUnlimited(
  { group }: AthenaCalls,
  workgroup: string,
  dollars: number,
  signal: AbortSignal,
): Promise<string> {
  const { WorkGroup } = await group({ WorkGroup: workgroup }, signal);
  const bytes = WorkGroup?.Configuration?.BytesScannedCutoffPerQuery;
  if (bytes === undefined) {
    throw new NotSeen(`the workgroup ${workgroup} has no limit on what a query reads`, {
      remedy: "set its data usage limit per query",
    });
  }
  const most = athenaDollars(bytes);
  if (most > dollars) {
    const price = `${bytesText(bytes)}, ${dollarsText(most)}`;
    throw new NotSeen(`a query in ${workgroup} may read ${price}; the limit is ${dollarsText(dollars)}`, {
      remedy: "lower the workgroup's limit, or raise QUERY_DOLLARS",
    });
  }
  return `at most ${dollarsText(most)}`;
}

/** Polls a query until it has succeeded. @throws NotSeen with Athena's reason when it failed or was cancelled. */
async function finished(
  { execution }: AthenaCalls,
  id: string,
  signal: AbortSignal,
  onProgress: (words: string) => void,
): Promise<QueryExecution> {
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LATEST_LOOK_MS, wait * 1.5)) {
    const { QueryExecution: found = {} } = await execution({ QueryExecutionId: id }, signal);
    const { State, StateChangeReason } = found.Status ?? {};
    if (State === "SUCCEEDED") return found;
    if (State === "FAILED" || State === "CANCELLED") {
      throw new NotSeen(`Athena: ${(StateChangeReason ?? State).slice(0, 300)}`);
    }
    onProgress(`${State ?? "QUEUED"}, ${bytesText(found.Statistics?.DataScannedInBytes ?? 0)} read`);
    await setTimeout(wait, undefined, { signal });
  }
}
