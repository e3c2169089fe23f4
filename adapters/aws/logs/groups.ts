import { type CloudWatchLogsClient, DescribeLogGroupsCommand, type LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import type { Memo } from "../../../src/concurrency/memoize.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const describeLogGroups: Operation = {
  action: "logs:DescribeLogGroups",
  reason: "find the log groups of a component, and estimate what a search would cost",
};

/** The most pages that are read, with 50 groups each. */
const MOST_PAGES = 20;

/** The log groups of an account and Region. */
export interface LogGroups {
  /** The identifiers for a search: names for groups of this account, ARNs for those of a linked one. Undefined for a group that is not found. */
  identify(names: readonly string[], signal: AbortSignal): Promise<readonly (string | undefined)[]>;
  all(signal: AbortSignal): Promise<LogGroupListing>;
  named(names: readonly string[], signal: AbortSignal): Promise<readonly LogGroup[]>;
}

/** `more`: there are further groups. */
export interface LogGroupListing {
  readonly found: readonly LogGroup[];
  readonly more: boolean;
}

/** Lists the groups of CloudWatch Logs; with `account` those that a linked account shares. */
export function createLogGroups(
  client: CloudWatchLogsClient,
  session: Session,
  kept: Memo<LogGroupListing>,
  account: string | undefined,
): LogGroups {
  const describe = session.asked(describeLogGroups, async (input: Next & { prefix?: string }, signal) => {
    const { nextToken, logGroups } = await client.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: input.prefix,
        nextToken: input.NextToken,
        limit: 50,
        ...(account !== undefined && { includeLinkedAccounts: true, accountIdentifiers: [account] }),
      }),
      { abortSignal: signal },
    );
    return { NextToken: nextToken, logGroups };
  });
  async function list(prefix: string | undefined, signal: AbortSignal): Promise<LogGroupListing> {
    const { pages, more } = await pagesOf(
      (next) => describe({ ...(prefix !== undefined && { prefix }), ...next }, signal),
      prefix === undefined ? MOST_PAGES : 1,
    );
    return { found: pages.flatMap(({ logGroups = [] }) => logGroups), more };
  }
  async function named(given: readonly string[], signal: AbortSignal): Promise<readonly LogGroup[]> {
    const names = given.map(logGroupName);
    const { found: known } = await kept.get(() => list(undefined, signal));
    const here = known.filter(({ logGroupName = "" }) => names.includes(logGroupName));
    if (here.length === names.length) return here;
    const found = await Promise.all(names.map((name) => list(name, signal)));
    return found.flatMap(({ found: groups }, index) =>
      groups.filter(({ logGroupName }) => logGroupName === names[index]),
    );
  }
  return {
    all: (signal) => kept.get(() => list(undefined, signal)),
    named,
    async identify(names, signal) {
      if (account === undefined) return names;
      const arns = new Map((await named(names, signal)).map((group) => [group.logGroupName, arnOf(group)]));
      return names.map((name) => arns.get(logGroupName(name)));
    },
  };
}

/** The name of a group that is given by its name or its ARN: `arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders`. */
export function logGroupName(group: string): string {
  return /^arn:[\w-]+:logs:[\w-]*:\d*:log-group:([^:]+)/.exec(group)?.[1] ?? group;
}

/** The ARN of a group without the `:*` for its streams. */
function arnOf({ logGroupArn, arn }: LogGroup): string | undefined {
  return logGroupArn ?? arn?.replace(/:\*$/, "");
}

/** Estimates the bytes that a search over a window reads: the group's stored bytes, spread evenly over its retention time. */
export function bytesOf(
  group: LogGroup,
  window: { readonly start: number; readonly end: number },
  now: number,
): number {
  const { storedBytes = 0, retentionInDays, creationTime = 0 } = group;
  const age = Math.max(3_600, now - creationTime / 1000);
  const kept = Math.min(age, retentionInDays === undefined ? Number.POSITIVE_INFINITY : retentionInDays * 86_400);
  const covered = Math.min(window.end, now) - Math.max(window.start, now - kept);
  return storedBytes * Math.min(1, Math.max(0, covered) / kept);
}
