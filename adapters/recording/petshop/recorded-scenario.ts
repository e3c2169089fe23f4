import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import { toRecordedGraph } from "./recorded-graph.ts";
import { parseTable, type RecordedTable } from "./recorded-table.ts";

const target = z.object({
  target: z.object({ node: z.string(), metric: z.string(), agg: z.string(), timestamp: z.number() }),
  root_cause: z.object({ node: z.string() }).nullish(),
});

/** The metrics of one fault, and, if it is known, the faulty component. */
export interface RecordedCase {
  readonly folder: string;
  readonly target: z.infer<typeof target>["target"];
  readonly answer: string | undefined;
  readonly table: RecordedTable;
}

/** Normal operation and the call graph, shared by all cases of a scenario. `period` in seconds. */
export interface RecordedScenario {
  readonly graph: ServiceGraph;
  readonly normal: RecordedTable;
  readonly period: number;
}

/** Reads `graph.csv` and `noissue/metrics.csv` of a scenario's folder; rejects if they are missing. */
export async function readScenario(folder: string): Promise<RecordedScenario> {
  const normal = await readTable(join(folder, "noissue"));
  const period = periodOf(normal.times);
  return { graph: toRecordedGraph(await readFile(join(folder, "graph.csv"), "utf8"), normal, period), normal, period };
}

/** Reads `metrics.csv` and `target.json` of a fault; rejects if they are missing or malformed. */
export async function readCase(folder: string): Promise<RecordedCase> {
  const file = join(folder, "target.json");
  const parsed = target.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is no target: ${z.prettifyError(parsed.error)}`);
  return {
    folder,
    target: parsed.data.target,
    answer: parsed.data.root_cause?.node,
    table: await readTable(folder),
  };
}

/** The folders of all faults in a scenario's `train` and `test`, in order. */
export async function caseFolders(folder: string): Promise<readonly string[]> {
  const found = await Promise.all(
    ["train", "test"].map(async (part) => {
      const names = await readdir(join(folder, part)).catch(() => []);
      const issues = names.filter((name) => name.startsWith("issue_"));
      return issues.toSorted((a, b) => numberOf(a) - numberOf(b)).map((name) => join(folder, part, name));
    }),
  );
  return found.flat();
}

async function readTable(folder: string): Promise<RecordedTable> {
  const file = join(folder, "metrics.csv");
  return parseTable(await readFile(file, "utf8"), file);
}

function numberOf(name: string): number {
  return Number(name.replace(/\D+/g, ""));
}

/** The most common distance between neighbours; five minutes for a single row. */
function periodOf(times: readonly number[]): number {
  const apart = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)] ?? 300;
}
