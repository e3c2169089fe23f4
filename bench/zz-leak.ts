import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { createHouse } from "../test/scenarios/house.ts";
import { silentLog } from "../src/log/log.ts";
import { mkdtempSync } from "node:fs";
const folder = mkdtempSync("/tmp/s2leak-");
let at = Date.now();
const now = () => new Date(at);
const stores = await openSqliteStores({ folder, now, log: silentLog });
const house = createHouse({ stores: stores as any, now });
for (let round = 0; round <= 40; round++) {
  for (let i = 0; i < 300; i += 50) await Promise.all(Array.from({ length: 50 }, (_, k) => house.alarm(`alarm-${i + k}`)));
  at += 15_000;
  if (round % 8 === 0) {
    (globalThis as any).gc(); await new Promise((r) => setTimeout(r, 300)); (globalThis as any).gc();
    const m = process.memoryUsage();
    console.log(round * 300, "heap", (m.heapUsed / 1e6).toFixed(1), "ext", (m.external / 1e6).toFixed(1), "rss", (m.rss / 1e6).toFixed(0), "cpu", (process.cpuUsage().user / 1e6).toFixed(1));
  }
}
process.exit(0);
