import { setTimeout } from "node:timers/promises";
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { NotSeen } from "../../../src/errors.ts";
import type { Window } from "../../../src/findings/measured.ts";
import { logDollars } from "../../../src/telemetry/resources/price.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";

const onGroups = ["arn:aws:logs:*:*:log-group:*"];
export const startQuery: Operation = {
  action: "logs:StartQuery",
  reason: "search logs for errors that began with the alarm, and answer the logs command",
  resources: onGroups,
};
export const getQueryResults: Operation = {
  action: "logs:GetQueryResults",
  reason: "fetch the lines that a search found",
};
export const stopQuery: Operation = {
  action: "logs:StopQuery",
  reason: "stop a search that exceeds its time limit",
};

/** Rows of a finished query: field → value. */
export interface QueryRows {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly scanned: number;
  /** The records that it compared. */
  readonly records: number;
  /** The records that its filters let through, before its limit. */
  readonly matched: number;
}

/** Runs a Logs Insights query and waits for it; an aborted query is stopped, so that it costs nothing more. */
export type RunQuery = (
  query: { readonly groups: readonly string[]; readonly text: string; readonly window: Window; readonly limit: number },
  signal: AbortSignal,
) => Promise<QueryRows>;

const FIRST_LOOK_MS = 200;
const LATEST_LOOK_MS = 1_500;

/** Logs Insights over one client. Limits: 50 groups and 10,000 characters a query. */
export function createInsights(client: CloudWatchLogsClient, session: Session): RunQuery {
  const start = session.asked(startQuery, (input: Parameters<RunQuery>[0], signal) =>
    client.send(
      new StartQueryCommand({
        logGroupIdentifiers: [...input.groups],
        queryString: input.text,
        startTime: Math.floor(input.window.start),
        endTime: Math.ceil(input.window.end),
        limit: input.limit,
      }),
      { abortSignal: signal },
    ),
  );
  const results = session.made(getQueryResults, (input: { queryId: string }, signal) =>
    client.send(new GetQueryResultsCommand(input), { abortSignal: signal }),
  );

  function stop(queryId: string): void {
    // Ignored: the caller has aborted already.
    client.send(new StopQueryCommand({ queryId })).catch(() => undefined);
  }

  return async (query, signal) => {
    const { queryId } = await start(query, signal);
    if (queryId === undefined) throw new NotSeen("CloudWatch Logs started no query");
    const stopping = () => stop(queryId);
    signal.addEventListener("abort", stopping, { once: true });
    try {
      for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LATEST_LOOK_MS, wait * 1.5)) {
        const found = await results({ queryId }, signal);
        const ended = endOf(found, query.window);
        if (ended) {
          session.charge(logDollars(ended.scanned));
          return ended;
        }
        await setTimeout(wait, undefined, { signal });
      }
    } finally {
      signal.removeEventListener("abort", stopping);
    }
  };
}

/** When a line was written, epoch seconds: "2026-11-23 03:02:00.000" is UTC. */
export function epochSecondsOf(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
}

/** The rows of a finished query; undefined while it runs. */
function endOf(
  { status, results = [], statistics }: GetQueryResultsCommandOutput,
  window: Window,
): QueryRows | undefined {
  if (status === "Scheduled" || status === "Running" || status === "Unknown") return undefined;
  if (status !== "Complete") throw new NotSeen(`the search ended as ${status ?? "unknown"}`);
  const rows = results.map((row) =>
    Object.fromEntries(
      row.flatMap(({ field, value }) => (field === undefined || field === "@ptr" ? [] : [[field, value ?? ""]])),
    ),
  );
  // The query covers whole seconds, including the last one.
  const within = rows.filter(({ "@timestamp": at }) => at === undefined || isWithin(epochSecondsOf(at), window));
  const { bytesScanned: scanned = 0, recordsScanned: records = 0, recordsMatched: matched = 0 } = statistics ?? {};
  return { rows: within, scanned, records, matched };
}

function isWithin(at: number, { start, end }: Window): boolean {
  return at >= start && at < end;
}
