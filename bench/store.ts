import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { silentLog } from "../src/log/log.ts";

/** Durable writes a second into the SQLite file, alone and 64 at a time, and how long they hold up the event loop meanwhile. */
const ALONE = 500;
const TOGETHER = 20_000;
const AT_ONCE = 64;
/** One write of so many is a large body of evidence. */
const LARGE_EVERY = 100;
const body = "x".repeat(1_500);
const evidence = Array.from({ length: 2_000 }, (_, index) => Math.sin(index));

const folder = await mkdtemp(join(tmpdir(), "gumshoe-store-"));
const now = (): Date => new Date();
const { store, archive, close } = await openSqliteStores({ folder, now, log: silentLog });
const receivedAt = now().toISOString();
let written = 0;

const alone = await perSecond(ALONE, 1);
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const before = process.threadCpuUsage();
const together = await perSecond(TOGETHER, AT_ONCE);
const { user, system } = process.threadCpuUsage(before);
loop.disable();
await close();
await rm(folder, { recursive: true });
const ms = (nanoseconds: number): number => Math.round(nanoseconds / 100_000) / 10;
const result = {
  bench: "store",
  alone,
  together,
  mainThreadMicrosecondsEach: Math.round((user + system) / TOGETHER),
  loopP99Ms: ms(loop.percentile(99)),
  loopMaxMs: ms(loop.max),
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function perSecond(count: number, atOnce: number): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next++ < count) await write();
    }),
  );
  return Math.round((count / (performance.now() - started)) * 1_000);
}

async function write(): Promise<void> {
  const id = String(written++);
  if (written % LARGE_EVERY === 0) await archive.save("investigation/1", [written, ...evidence]);
  else await store.deliver([{ id, stream: `intake/${written % 10}`, receivedAt, body }]);
}
