import type { Signal } from "../../../src/packs/signal.ts";
import { type FileLine, malformed, rowsOf, toNumber, toSeconds } from "./files.ts";
import { MINUTE, type Minutes } from "./minutes.ts";

/** A column: a signal of a component in one statistic, one value per minute; NaN if it is missing. */
export interface MetricColumn {
  readonly component: string;
  readonly signal: Signal;
  readonly statistic: string;
  readonly values: Float64Array;
}

export interface MetricTable {
  readonly minutes: Minutes;
  readonly columns: readonly MetricColumn[];
}

const COUNTED: readonly string[] = ["requests", "errors", "throttles"] satisfies readonly Signal[];
const GAUGED: readonly string[] = [
  "latency",
  "cpu",
  "memory",
  "availability",
  "backlog",
  "age",
  "connections",
] satisfies readonly Signal[];

/** Reads a table of minutes, sampled at a given second of each, with columns `component:signal` or, for percentiles, `component:latency_p99`. */
export function toMetricTable(lines: readonly FileLine[], sampledAtSecond: number): MetricTable {
  const rows = [...rowsOf(lines, ["time"])];
  const [head] = lines;
  const [row] = rows;
  if (!head || !row) throw new Error(`${head?.file} holds no minutes.`);
  const time = row.names.indexOf("time");
  const times = rows.map(({ cells, line }) => toSeconds(cells[time], line));
  const start = times[0] ?? 0;
  const count = ((times.at(-1) ?? start) - start) / MINUTE + 1;
  const columns = row.names.flatMap((name, cell) =>
    cell === time
      ? []
      : [{ cell, ...toColumn(name, head), values: new Float64Array(Math.ceil(count)).fill(Number.NaN) }],
  );
  for (const [index, { cells, line }] of rows.entries()) {
    const minute = ((times[index] ?? 0) - start) / MINUTE;
    if (!Number.isInteger(minute) || minute < 0 || minute >= count)
      throw malformed(line, "is not a whole minute in order");
    for (const { cell, values } of columns) values[minute] = toNumber(cells[cell], line);
  }
  return {
    minutes: { first: start + sampledAtSecond - MINUTE, count },
    columns: columns.map(({ cell: _cell, ...column }) => column),
  };
}

function toColumn(name: string, head: FileLine): Omit<MetricColumn, "values"> {
  const [, component, measured, percentile] = /^(.+):([a-z]+)(?:_(p\d+(?:\.\d+)?))?$/.exec(name) ?? [];
  if (component === undefined || !isSignal(measured))
    throw malformed(head, `${JSON.stringify(name)} is no component:signal that can be read`);
  return { component, signal: measured, statistic: percentile ?? (COUNTED.includes(measured) ? "Sum" : "Average") };
}

function isSignal(word: string | undefined): word is Signal {
  return word !== undefined && (COUNTED.includes(word) || GAUGED.includes(word));
}
