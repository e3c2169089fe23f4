import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { bytesText, dollarsText } from "../../../src/card/number.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { ResultTable } from "../../../src/findings/result-table.ts";
import { type Lines, patternsOf } from "../../../src/telemetry/logs/log-patterns.ts";
import type { Logs } from "../../../src/telemetry/ports/ports.ts";
import { logDollars } from "../../../src/telemetry/resources/price.ts";
import type { Session } from "../call/session.ts";
import { bytesOf, type LogGroups, logGroupName } from "./groups.ts";
import { createInsights, epochSecondsOf, type QueryRows } from "./insights.ts";

/** Logs Insights accepts 50 groups by name and returns 10,000 rows at most. */
const GROUPS = 50;
const ROWS = 10_000;
/** Lines are searchable within about a minute. */
const LAG = 60;
const TELLING =
  "(?i)(error|exception|fail|fatal|panic|denied|refused|timeout|timed out|throttl|killed|out of memory|warn)";

/** Searches CloudWatch Logs. `dollars`: the highest cost of one search. */
export function createLogs(deps: {
  readonly client: CloudWatchLogsClient;
  readonly session: Session;
  readonly groups: LogGroups;
  readonly dollars: number;
  readonly now: () => Date;
}): Logs {
  const { client, session, groups: known, dollars, now } = deps;
  const run = createInsights(client, session);
  const seconds = () => now().getTime() / 1000;

  async function estimate(
    groups: readonly string[],
    window: { readonly start: number; readonly end: number },
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const found = await known.named(groups, signal);
    return found.length === 0 ? undefined : found.reduce((sum, group) => sum + bytesOf(group, window, seconds()), 0);
  }

  async function refuseIfDear(groups: readonly string[], window: { start: number; end: number }, signal: AbortSignal) {
    const bytes = await estimate(groups, window, signal);
    if (bytes === undefined || logDollars(bytes) <= dollars) return;
    const price = `about ${bytesText(bytes)}, ${dollarsText(logDollars(bytes))}`;
    throw new NotSeen(`the search would read ${price}; the limit is ${dollarsText(dollars)}`, {
      remedy: "ask for a shorter time, or raise QUERY_DOLLARS",
    });
  }

  /** The identifiers of these groups for a search; groups that the account does not share become a gap. */
  async function identified(groups: readonly string[], signal: AbortSignal) {
    const names = await known.identify(groups, signal);
    const missing = groups.filter((_, index) => names[index] === undefined);
    const gaps = missing.length === 0 ? [] : [{ what: `logs of ${missing.join(", ")}`, reason: "they are not shared" }];
    return { asked: names.filter((each) => each !== undefined), gaps };
  }

  /** Refuses missing groups: they have no price estimate, and a search would fail. */
  async function refuseUnknown(groups: readonly string[], signal: AbortSignal): Promise<void> {
    const found = new Set((await known.named(groups, signal)).map(({ logGroupName }) => logGroupName));
    const missing = groups.filter((group) => !found.has(logGroupName(group)));
    if (missing.length === 0) return;
    throw new NotSeen(`there is no log group ${missing.slice(0, 5).join(", ").slice(0, 300)}`, {
      remedy: "look at its name, and at the account and Region: use",
    });
  }

  /** The first lines of a window that look like errors or warnings; `share`: the part of the window that they cover. */
  async function telling(groups: readonly string[], window: Window, signal: AbortSignal): Promise<Lines> {
    const text = `fields @timestamp, @message, @log | filter @message like /${TELLING}/ | sort @timestamp asc`;
    const { rows } = await run({ groups, text, window, limit: ROWS }, signal);
    const lines = rows.map((row) => ({
      at: epochSecondsOf(row["@timestamp"] ?? ""),
      group: groupOf(row["@log"] ?? "", groups),
      message: row["@message"] ?? "",
    }));
    const covered = (lines.at(-1)?.at ?? window.end) - window.start;
    return { lines, share: rows.length < ROWS ? 1 : Math.max(0.001, covered / (window.end - window.start)) };
  }

  return {
    estimate,
    async patterns(groups, window, baselineEnd, signal) {
      const length = window.end - window.start;
      const end = Math.min(window.start, baselineEnd);
      const before = { start: end - length, end };
      const { asked, gaps: unseen } = await identified(groups.slice(0, GROUPS), signal);
      if (asked.length === 0) return { value: [], horizon: seconds() - LAG, gaps: unseen };
      await refuseIfDear(asked, { start: before.start, end: window.end }, signal);
      const [earlier, later] = await Promise.all([telling(asked, before, signal), telling(asked, window, signal)]);
      const reason = `more than ${ROWS.toLocaleString("en-US")} telling lines; counts are scaled up from the first`;
      const cut = earlier.share < 1 || later.share < 1;
      const gaps = cut ? [...unseen, { what: `logs of ${asked.map(logGroupName).join(", ")}`, reason }] : unseen;
      return { value: patternsOf(later, earlier, window), horizon: seconds() - LAG, gaps };
    },
    async query(groups, text, window, signal) {
      await refuseUnknown(groups, signal);
      await refuseIfDear(groups, window, signal);
      const { asked } = await identified(groups, signal);
      const rows = await run({ groups: asked, text, window, limit: ROWS }, signal);
      return { value: toTable(rows), horizon: seconds() - LAG, gaps: [] };
    },
  };
}

/** A number or the empty text; not an address or a version. */
const NUMBER = /^(-?\d*\.?\d+(e[+-]?\d+)?)?$/i;

function toTable({ rows, scanned, records, matched }: QueryRows): ResultTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => ({ name, numeric: rows.every((row) => NUMBER.test(row[name] ?? "")) }));
  return { columns, rows: rows.map((row) => names.map((name) => row[name] ?? "")), scanned, records, matched };
}

/** `@log` is `account:group`. */
function groupOf(log: string, groups: readonly string[]): string {
  const name = log.replace(/^\d+:/, "");
  return groups.map(logGroupName).includes(name) ? name : (groups.find((group) => group.endsWith(name)) ?? name);
}
