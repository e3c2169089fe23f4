import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { closedSince } from "../src/jobs/closed-list.ts";
import { silentLog } from "../src/log/log.ts";
import { similarTo } from "../src/record/similar.ts";
import { type Counted, statsOf } from "../src/record/stats.ts";

/** What `similar` and `stats` take on the embedded store, with 5,000 closed investigations of a year. */
const CLOSED = Number(process.argv[2] ?? 5_000);
const RUNS = 40;
const YEAR = 365 * 86_400;
/** A query of an index reads so many bytes for one read unit. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
const BYTES_A_UNIT = 8_192;

const folder = await mkdtemp(join(tmpdir(), "gumshoe-memory-"));
const now = (): Date => new Date();
const { directory, close } = await openSqliteStores({ folder, now, log: silentLog });
const end = now().getTime() / 1000;
const summaries = Array.from({ length: CLOSED }, (_, index) =>
  summaryOf(index, end - ((index + 1) * YEAR) / (CLOSED + 1)),
);
for (const summary of summaries) await directory.summarise(summary);

const own = summaryOf(CLOSED, end);
const similar = await measured(async () => {
  const { closed } = await closedSince(directory, end - YEAR, now());
  return similarTo({ number: own.number, groupKey: own.groupKey, facts: own.facts }, closed).length;
});
const stats = await measured(async () => {
  const { closed } = await closedSince(directory, end - YEAR, now());
  return statsOf(closed, { start: end - YEAR, end }, "alarm").groups.length;
});
await close();
await rm(folder, { recursive: true });
const bytes = summaries.reduce((sum, summary) => sum + Buffer.byteLength(JSON.stringify(summary)), 0);
const result = {
  bench: "memory",
  closed: CLOSED,
  similar,
  stats,
  kilobytesRead: Math.round(bytes / 1024),
  dynamodb: { queriesAtLeast: 13, readUnitsAtMost: Math.ceil(bytes / BYTES_A_UNIT) },
};
process.stdout.write(`${JSON.stringify(result)}\n`);

/** Milliseconds at the median and the 95th percentile, and processor milliseconds of the main thread and the file's thread each. */
async function measured(run: () => Promise<number>) {
  const times: number[] = [];
  let found = 0;
  const before = process.cpuUsage();
  for (let count = 0; count < RUNS; count++) {
    const begun = performance.now();
    found = await run();
    times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((one, other) => one - other);
  const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  return { found, p50Ms: at(0.5), p95Ms: at(0.95), cpuMsEach: Math.round((user + system) / 1000 / RUNS) };
}

/** An investigation of one of 40 alarms and 30 components, closed at a time (epoch seconds). */
function summaryOf(index: number, closedAt: number): Counted {
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const component = `service-${index % 30}`;
  return {
    stream: `investigation/${10_000 + index}`,
    number: 10_000 + index,
    version: 40,
    status: "closed",
    title: `alarm-${index % 40}-5xx`,
    place: "slack:T0123:C0456",
    verdict: index % 3 === 0 ? "CONFIRMED" : "LIKELY",
    groupKey: `111122223333/eu-west-1/alarm-${index % 40}-5xx`,
    owner: "Ana",
    ownerId: "slack:U0123",
    openedAt: iso(closedAt - 7_200),
    closedAt: iso(closedAt),
    facts: {
      kind: "alarm",
      firings: 1 + (index % 4),
      firedAt: iso(closedAt - 7_300),
      acknowledgedAt: iso(closedAt - 7_000),
      recoveredAt: iso(closedAt - 3_600),
      reached: index % 3 === 0 ? "CONFIRMED" : "LIKELY",
      ...(index % 5 !== 0 && { agreed: index % 7 !== 0 }),
      ...(index % 4 !== 0 && {
        cause: {
          statement: `UpdateService by role/deploy caused it: ${component} errors none → 67 per min`,
          component,
          by: "Ana",
        },
      }),
      resolution: `rolled back to ${component}:${index}`,
      closedBy: "Ben",
      team: `team-${index % 6}`,
      service: component,
      signs: [
        `component ${component}`,
        "mechanism service change",
        `log TypeError: Cannot read properties of undefined (reading '${index % 50}') at <*>`,
      ],
      knowledge: index % 20 === 0 ? ["drain the queue first"] : [],
    },
  };
}
