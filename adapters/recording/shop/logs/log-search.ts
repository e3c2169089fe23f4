import { cpuUsage } from "node:process";
import { setImmediate } from "node:timers/promises";
import { NotSeen } from "../../../../src/errors.ts";
import type { Seen, Window } from "../../../../src/findings/measured.ts";
import type { ResultTable } from "../../../../src/findings/result-table.ts";
import type { World } from "../world/world.ts";
import { linesOf, type SimulatedLine, type SimulatedLogGroup } from "./log-lines.ts";
import { type FieldName, type LogQuery, parseLogQuery } from "./log-query.ts";
import { patiently } from "./patiently.ts";
import { writtenIn } from "./voices.ts";

/** The most lines that a query scans, because each is generated. */
const MOST_LINES = 300_000;
/** Minutes scanned before other work gets a turn. */
const AT_ONCE = 20;
/** The time limit for a query's patterns, over all lines. */
const PATIENCE_MS = 2_000;
/** Bytes that CloudWatch Logs adds to each line's text. https://aws.amazon.com/cloudwatch/pricing/ */
const OVERHEAD = 26;

/** The world, log groups and window of a search. */
export interface Search {
  readonly world: World;
  readonly sources: readonly SimulatedLogGroup[];
  readonly text: string;
  readonly window: Window;
  readonly signal: AbortSignal;
}

/** The rows of a query over simulated lines; rejects with NotSeen if it is not supported. */
export async function searchLogs(
  search: Search,
): Promise<{ readonly table: ResultTable; readonly gaps: Seen<ResultTable>["gaps"] }> {
  const query = parseLogQuery(search.text);
  const { lines, scanned, records, gaps } = await matching(search, query);
  const table = query.count ? counted(lines, query, query.count) : listed(lines, query);
  return { table: { ...table, scanned, records }, gaps };
}

/** Lines that match all filters, from the end at which the sort order begins. */
async function matching({ world, sources, window, signal }: Search, query: LogQuery) {
  const { sort, count, limit } = query;
  const first = Math.floor(window.start / 60);
  const minutes = Math.max(0, Math.ceil(window.end / 60) - first);
  const forward = sort.by === "@timestamp" && !sort.descending;
  const enough = count === undefined && sort.by === "@timestamp" ? limit : Number.POSITIVE_INFINITY;
  const found: SimulatedLine[] = [];
  let [scanned, seen, left] = [0, 0, PATIENCE_MS];
  for (let looked = 0; looked < minutes && found.length < enough; looked += AT_ONCE) {
    await setImmediate();
    signal.throwIfAborted();
    if (seen > MOST_LINES) {
      const minute = forward ? first + looked : first + minutes - looked;
      const at = new Date(minute * 60_000).toISOString().slice(11, 16);
      const reason = `more than ${MOST_LINES.toLocaleString("en-US")} lines; looked ${forward ? "up to" : "back to"} ${at} UTC`;
      return { lines: found, scanned, records: seen, gaps: [{ what: "logs", reason }] };
    }
    const lines = Array.from({ length: Math.min(AT_ONCE, minutes - looked) }, (_, index) =>
      linesOf(world, sources, forward ? first + looked + index : first + minutes - 1 - looked - index),
    )
      .flat()
      .filter(({ at }) => at >= window.start * 1000 && at < window.end * 1000);
    seen += lines.length;
    scanned += lines.reduce((sum, { message }) => sum + message.length + OVERHEAD, 0);
    // Processor time: a machine that is busy with something else is no fault of the pattern.
    const began = cpuUsage();
    found.push(...passing(lines, query.filters, left));
    left -= cpuUsage(began).user / 1_000;
  }
  return { lines: found, scanned, records: seen, gaps: [] };
}

/** Matching has a time limit, because a pattern may backtrack forever. */
function passing(
  lines: readonly SimulatedLine[],
  filters: LogQuery["filters"],
  milliseconds: number,
): readonly SimulatedLine[] {
  if (filters.length === 0) return lines;
  const passes = (line: SimulatedLine): boolean =>
    filters.every(({ field, pattern, not }) => pattern.test(textOf(line, field)) !== not);
  const passed = patiently(() => lines.filter(passes), Math.max(1, Math.round(milliseconds)));
  if (!passed)
    throw new NotSeen("the pattern takes too long to compare", { remedy: "write it without nested repeats" });
  return passed;
}

function listed(lines: readonly SimulatedLine[], { fields, sort, limit }: LogQuery): ResultTable {
  const sign = sort.descending ? -1 : 1;
  const compare = (one: SimulatedLine, other: SimulatedLine): number => {
    if (sort.by === "@message") return one.message < other.message ? -1 : 1;
    if (sort.by === "@log") return one.group < other.group ? -1 : 1;
    return one.at - other.at;
  };
  const sorted = [...lines].sort((one, other) => sign * compare(one, other)).slice(0, limit);
  const rows = sorted.map((line) => fields.map((field) => textOf(line, field)));
  return { columns: fields.map((name) => ({ name })), rows };
}

function counted(
  lines: readonly SimulatedLine[],
  { sort, limit }: LogQuery,
  { name, bin }: NonNullable<LogQuery["count"]>,
): ResultTable {
  if (bin === undefined) return { columns: [{ name, numeric: true }], rows: [[String(lines.length)]] };
  const bins = new Map<number, number>();
  for (const { at } of lines) {
    const start = Math.floor(at / 1000 / bin) * bin;
    bins.set(start, (bins.get(start) ?? 0) + 1);
  }
  const sign = sort.descending ? -1 : 1;
  const sorted = [...bins].sort((one, other) => sign * (sort.by === "bin" ? one[0] - other[0] : one[1] - other[1]));
  const rows = sorted.slice(0, limit).map(([at, count]) => [stamp(at * 1000), String(count)]);
  return { columns: [{ name: `bin(${bin % 60 === 0 ? `${bin / 60}m` : `${bin}s`})` }, { name, numeric: true }], rows };
}

function textOf({ at, message, group }: SimulatedLine, field: FieldName): string {
  switch (field) {
    case "@timestamp":
      return stamp(at);
    case "@message":
      return message;
    case "@log":
      return group;
    default:
      return field satisfies never;
  }
}

/** A time in the form of Logs Insights: UTC with milliseconds. */
function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "");
}

const SAMPLED = 120;

/** Bytes written in a window, estimated from some of its minutes. */
export function writtenBytes(world: World, sources: readonly SimulatedLogGroup[], { start, end }: Window): number {
  const minutes = (end - start) / 60;
  const every = Math.max(1, Math.floor(minutes / SAMPLED));
  let [bytes, looked] = [0, 0];
  for (let minute = Math.floor(start / 60); minute < end / 60; minute += every) {
    looked += 1;
    for (const { voices } of sources) {
      for (const voice of voices) bytes += writtenIn(world, voice, minute).count * (voice.sample.length + OVERHEAD);
    }
  }
  return looked === 0 ? 0 : Math.round((bytes / looked) * minutes);
}
