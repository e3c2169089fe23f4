import { z } from "zod";
import { OWN_ACCOUNT, telemetryOf } from "./owners.ts";
import type { Answered, AwsContent } from "./server.ts";

const startQuery = z.object({
  logGroupIdentifiers: z.array(z.string()).min(1).max(50),
  queryString: z.string().max(10_000),
  startTime: z.number().int(),
  endTime: z.number().int(),
  limit: z.number().max(10_000),
});
const queryId = z.object({ queryId: z.string() });
const describe = z.object({
  logGroupNamePrefix: z.string().default(""),
  nextToken: z.string().optional(),
  limit: z.number().max(50),
  includeLinkedAccounts: z.boolean().default(false),
  accountIdentifiers: z.array(z.string()).max(20).default([OWN_ACCOUNT]),
});

type Query = z.infer<typeof startQuery> & { looked: number; readonly startedAt: number };

/** Logs Insights: a query runs while it is looked at for the first time, and is complete the second, or `searchMs` later. */
export async function answerLogs(
  content: AwsContent,
  running: Map<string, unknown>,
  operation: string,
  input: unknown,
  searchMs = 0,
): Promise<Answered> {
  switch (operation) {
    case "StartQuery": {
      const id = `query-${running.size + 1}`;
      running.set(id, { ...startQuery.parse(input), looked: 0, startedAt: performance.now() });
      return { body: { queryId: id } };
    }
    case "GetQueryResults": {
      const query = running.get(queryId.parse(input).queryId) as Query | undefined;
      if (!query) return { error: "ResourceNotFoundException", message: "no such query" };
      query.looked += 1;
      const goesOn = query.looked === 1 || performance.now() - query.startedAt < searchMs;
      if (goesOn) return { body: { status: "Running", results: [], statistics: {} } };
      const results = await linesOf(content, query);
      return {
        body: { status: "Complete", results, statistics: { bytesScanned: 1024 ** 2, recordsMatched: results.length } },
      };
    }
    case "StopQuery":
      return { body: { success: true } };
    case "DescribeLogGroups": {
      const {
        logGroupNamePrefix,
        nextToken = "0",
        limit,
        includeLinkedAccounts,
        accountIdentifiers,
      } = describe.parse(input);
      const now = Date.now() / 1000;
      const [account = OWN_ACCOUNT] = includeLinkedAccounts ? accountIdentifiers : [];
      const signal = new AbortController().signal;
      const seen = await telemetryOf(content, account)?.topology.graph({ start: now - 3600, end: now }, signal);
      const names = [...new Set((seen?.value.components ?? []).flatMap(({ logGroups }) => logGroups))].filter((name) =>
        name.startsWith(logGroupNamePrefix),
      );
      const end = Number(nextToken) + limit;
      const logGroups = names.slice(Number(nextToken), end).map((logGroupName) => ({
        logGroupName,
        logGroupArn: `arn:aws:logs:eu-west-1:${account}:log-group:${logGroupName}`,
        storedBytes: 10 * 1024 ** 2,
        creationTime: (now - 30 * 86_400) * 1000,
        retentionInDays: 14,
      }));
      return { body: { logGroups, ...(end < names.length && { nextToken: String(end) }) } };
    }
    default:
      return { error: "UnknownOperationException", message: operation };
  }
}

/** Lines of the groups' patterns, spread over the window in which they were written; its last second is inclusive. */
async function linesOf(content: AwsContent, query: Query): Promise<{ field: string; value: string }[][]> {
  const { logGroupIdentifiers: groups, startTime: start, endTime: end, limit } = query;
  const middle = (start + end) / 2;
  const signal = new AbortController().signal;
  const { account, names } = placeOf(groups);
  const seen = await telemetryOf(content, account)?.logs.patterns(names, { start: middle, end }, middle, signal);
  const value = seen?.value ?? [];
  const [, wanted = ""] = /like \/(?:\(\?i\))?(.*?)(?<!\\)\//.exec(query.queryString) ?? [];
  const telling = value.filter(({ sample }) => new RegExp(wanted, "i").test(sample));
  const lines = telling.flatMap(({ group, sample, count, before, firstAt }) => [
    ...spread(before, start, middle).map((at) => ({ at, group, sample })),
    ...spread(count, firstAt, end).map((at) => ({ at, group, sample })),
  ]);
  return lines
    .sort((one, other) => one.at - other.at)
    .slice(0, limit)
    .map(({ at, group, sample }) => [
      { field: "@timestamp", value: new Date(at * 1000).toISOString().replace("T", " ").replace("Z", "") },
      { field: "@message", value: sample },
      { field: "@log", value: `${account}:${group}` },
      { field: "@ptr", value: "x" },
    ]);
}

/** Groups of its own account are named, those of a linked one have ARNs. */
function placeOf(groups: readonly string[]): { readonly account: string; readonly names: readonly string[] } {
  const [, , , , account = OWN_ACCOUNT] = groups[0]?.split(":") ?? [];
  return { account, names: groups.map((group) => group.split(":").at(-1) ?? group) };
}

function spread(count: number, start: number, end: number): number[] {
  const shown = Math.min(count, 2_000);
  return Array.from({ length: shown }, (_, index) => start + ((end - start) * (index + 1)) / shown);
}
