import { type FileLine, rowsOf, toNumber, toSeconds } from "./files.ts";
import { type Minutes, minuteOf } from "./minutes.ts";

/** The recorded calls from one component to another, one value per minute; NaN if it is missing. */
export interface CallColumns {
  readonly from: string;
  readonly to: string;
  readonly requests?: Float64Array;
  /** Seconds as measured by either side: the mean, or the median if that is recorded. */
  readonly mean?: Sides;
  readonly median?: Sides;
}

interface Sides {
  readonly caller: Float64Array;
  readonly callee: Float64Array;
}

/** Calls by caller and callee, and the minutes in which calls were traced. */
export interface CallTable {
  readonly calls: ReadonlyMap<string, CallColumns>;
  readonly followed: ReadonlySet<number>;
}

export function keyOfCall(from: string, to: string): string {
  return `${from}\n${to}`;
}

/** Reads the calls and the medians of a recording, each of which may be missing. */
export function toCallTable(
  minutes: Minutes,
  calls: readonly FileLine[] | undefined,
  medians: readonly FileLine[] | undefined,
): CallTable {
  const followed = new Set<number>();
  const counted = read(minutes, calls ?? [], ["calls", "caller_latency_mean", "callee_latency_mean"], followed);
  const middle = read(minutes, medians ?? [], ["caller_latency_p50", "callee_latency_p50"]);
  const callsByKey = new Map<string, CallColumns>();
  for (const [key, { from, to, columns }] of counted) {
    const [requests, caller, callee] = columns;
    if (!requests || !caller || !callee) continue;
    // A minute with traces but without this call had none.
    for (const minute of followed) requests[minute] = requests[minute] || 0;
    callsByKey.set(key, { from, to, requests, mean: { caller, callee } });
  }
  for (const [key, { from, to, columns }] of middle) {
    const [caller, callee] = columns;
    if (caller && callee) callsByKey.set(key, { ...callsByKey.get(key), from, to, median: { caller, callee } });
  }
  return { calls: callsByKey, followed };
}

interface Read {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly Float64Array[];
}

function read(
  minutes: Minutes,
  lines: readonly FileLine[],
  wanted: readonly string[],
  seen?: Set<number>,
): ReadonlyMap<string, Read> {
  const found = new Map<string, Read>();
  for (const { line, cells, names } of rowsOf(lines, ["time", "caller", "callee", ...wanted])) {
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    // A row is labelled with the start of the minute in which it was sampled, and describes the time before.
    const minute = minuteOf(minutes, toSeconds(cell("time"), line) - 1);
    if (minute < 0 || minute >= minutes.count) continue;
    seen?.add(minute);
    const [from, to] = [cell("caller"), cell("callee")];
    const key = keyOfCall(from, to);
    const empty = () => wanted.map(() => new Float64Array(minutes.count).fill(Number.NaN));
    const row = found.get(key) ?? { from, to, columns: empty() };
    found.set(key, row);
    for (const [index, name] of wanted.entries()) {
      const column = row.columns[index];
      if (column) column[minute] = toNumber(cell(name), line);
    }
  }
  return found;
}
