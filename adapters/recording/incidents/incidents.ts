import { z } from "zod";
import { lazy } from "../../../src/engine/series/lazy.ts";
import { type CallTable, toCallTable } from "./call-table.ts";
import { readLines, readNeeded, rowsOf } from "./files.ts";
import { errorsByRequest, type RecordedLine, toLogLines } from "./log-lines.ts";
import { type MetricColumn, toMetricTable } from "./metric-table.ts";
import { faultFree, type Minutes, minuteOf } from "./minutes.ts";
import { type FollowedRequest, messagesAmong, toRequests } from "./trace-lines.ts";

/** A fault that was injected into a component; `at` in epoch seconds. */
export interface RecordedFault {
  readonly id: string;
  readonly at: number;
  readonly component: string;
  readonly kind: string;
}

/** A set of recorded incidents, shared by their telemetry. What the recording does not contain is undefined. */
export interface RecordedIncidents {
  /** The component that users call. */
  readonly entry: string;
  readonly faults: readonly RecordedFault[];
  readonly minutes: Minutes;
  /** Minutes in which no fault shows, in order. */
  readonly free: readonly number[];
  readonly columns: readonly MetricColumn[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly calls: CallTable | undefined;
  /** Calls, by caller and callee, whose callers do not wait. */
  readonly messages: ReadonlySet<string>;
  readonly requests: ReadonlyMap<number, readonly FollowedRequest[]> | undefined;
  readonly lines: ReadonlyMap<number, readonly RecordedLine[]> | undefined;
  /** Error lines of requests, by request id. */
  readonly errors: ReadonlyMap<string, readonly RecordedLine[]>;
}

const incidentsFile = z.object({
  entry: z.string().min(1),
  sampled_at_second: z.number().int().min(0).max(59),
  faults: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text) / 1000),
      component: z.string(),
      kind: z.string(),
    }),
  ),
});

/** Reads a folder of recorded incidents. Rejects if required files are missing; names file and line of malformed input. */
export async function readIncidents(folder: string): Promise<RecordedIncidents> {
  const { entry, faults, sampled_at_second } = await readFaults(folder);
  const { minutes, columns } = toMetricTable(await readNeeded(folder, "metrics.csv"), sampled_at_second);
  const pairs = [...rowsOf(await readNeeded(folder, "graph.csv"), ["caller", "callee"])];
  const edges = pairs.map(({ cells, names }) => ({
    from: cells[names.indexOf("caller")] ?? "",
    to: cells[names.indexOf("callee")] ?? "",
  }));
  const [counted, medians] = [await readLines(folder, "calls.csv"), await readLines(folder, "call_medians.csv")];
  const followed = await readLines(folder, "traces.jsonl");
  const requests = followed && toRequests(followed);
  const written = await readLines(folder, "logs.jsonl");
  const lines = written && toLogLines(written);
  const byMinute = <T extends { readonly at: number }>(all: readonly T[]): ReadonlyMap<number, readonly T[]> =>
    Map.groupBy(all, ({ at }) => minuteOf(minutes, at));
  const errors = lazy(() => errorsByRequest(lines ?? [], new Set(requests?.map(({ id }) => id))));
  return {
    entry,
    faults,
    minutes,
    free: faultFree(
      minutes,
      faults.map(({ at }) => at),
    ),
    columns,
    edges,
    calls: counted || medians ? toCallTable(minutes, counted, medians) : undefined,
    messages: messagesAmong(requests ?? []),
    requests: requests && byMinute(requests),
    lines: lines && byMinute(lines),
    get errors() {
      return errors();
    },
  };
}

async function readFaults(folder: string): Promise<z.infer<typeof incidentsFile>> {
  const lines = await readNeeded(folder, "faults.json");
  const file = lines[0]?.file ?? folder;
  let value: unknown;
  try {
    value = JSON.parse(lines.map(({ text }) => text).join("\n"));
  } catch (cause) {
    throw new Error(`${file} is no JSON.`, { cause });
  }
  const parsed = incidentsFile.safeParse(value);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
