import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll } from "vitest";

/** Six hours of a shop that asks for payments and sends mails over a queue; payments fail from 05:30:20 on, and every third minute before. */
export const MIDNIGHT = Date.parse("2026-05-04T00:00:00Z") / 1000;
export const INJECTED = MIDNIGHT + 5 * 3_600 + 30 * 60 + 20;
/** At which second of a minute it is sampled. */
export const SECOND = 19;
const MINUTES = 360;
const all = Array.from({ length: MINUTES }, (_, minute) => minute);

export const time = (minute: number, second = 0): string =>
  new Date((MIDNIGHT + minute * 60 + second) * 1000).toISOString();

/** What a request of a minute did. */
export const idOf = (minute: number): string => `req-${String(minute).padStart(6, "0")}`;
export const fails = (minute: number): boolean => minute % 3 === 0;

export function handMade(): Record<string, string> {
  const isFaulty = (minute: number) => minute > 330 && minute < 334;
  const metrics = all.map((minute) => {
    const latency = isFaulty(minute) ? 2 : 0.1 + (minute % 7) / 100;
    return [time(minute), latency, latency * 2, 100 + (minute % 5), minute === 5 ? "" : 0.05, 20 + (minute % 3)].join();
  });
  const calls = all.map((minute) => [time(minute), "shop", "pay", 60 + (minute % 5), 0.06, 0.09, 0.05].join());
  const medians = all.map((minute) => [time(minute), "shop", "mail", 0.002, 0.4 + (minute % 2) / 10].join());
  const span = (id: number, parent: number | null, component: string, start: string, duration: number) => {
    return { id, parent, component, operation: `${component} work`, start, duration };
  };
  const traces = all.map((minute) => {
    const paid = [span(1, 0, "shop", time(minute, 40.1), 0.2), span(2, 1, "pay", time(minute, 40.15), 0.1)];
    const mailed = [span(3, 0, "shop", time(minute, 40.3), 0.002), span(4, 3, "mail", time(minute, 40.4), 5)];
    const spans = [span(0, null, "shop", time(minute, 40), 0.5 + (minute % 4) / 10)];
    return JSON.stringify({ trace: idOf(minute), sample: "f01", spans: [...spans, ...(minute % 2 ? paid : mailed)] });
  });
  const lines = all.flatMap((minute) => [
    { time: time(minute, 30), component: "pay", message: `ERROR Payment ${minute} is late` },
    ...(fails(minute)
      ? [
          { time: time(minute, 40.2), component: "shop", message: `ERROR [${idOf(minute)}] Cannot pay` },
          { time: time(minute, 40.25), component: "pay", message: `ERROR [${idOf(minute)}] Card refused` },
        ]
      : []),
    { time: time(minute, 50), component: "shop", message: "INFO done, 0 errors" },
  ]);
  const fault = { id: "f01", at: "2026-05-04T05:30:20Z", component: "pay", kind: "exception" };
  return {
    "faults.json": JSON.stringify({ entry: "shop", sampled_at_second: SECOND, faults: [fault] }, null, 1),
    "graph.csv": "caller,callee\nshop,pay\nshop,mail\npay,bank\n",
    "metrics.csv": table("time,shop:latency_p50,shop:latency_p99,shop:requests,pay:latency_p90,pay:cpu", metrics),
    "calls.csv": table("time,caller,callee,calls,caller_latency_mean,caller_latency_p90,callee_latency_mean", calls),
    "call_medians.csv": table("time,caller,callee,caller_latency_p50,callee_latency_p50", medians),
    "traces.jsonl": traces.join("\n"),
    "logs.jsonl": lines.map((line) => JSON.stringify(line)).join("\n"),
  };
}

const folders: string[] = [];

/** Removes what {@link folderOf} made; to be called in each file that calls it. */
export function cleanUp(): void {
  afterAll(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });
}

/** A folder with these files, gone after all tests; tables and lines are packed. */
export async function folderOf(files: Readonly<Record<string, string | undefined>>, packed = true): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "recording-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) continue;
    const pack = packed && !/^(faults\.json|graph\.csv)$/.test(name);
    await writeFile(join(folder, pack ? `${name}.gz` : name), pack ? gzipSync(text) : text);
  }
  return folder;
}

function table(head: string, rows: readonly string[]): string {
  return `${[head, ...rows].join("\n")}\n`;
}
