import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { startSigner } from "../test/counterparts/sns/signer.ts";
import { message } from "../test/scenarios/house.ts";
import { missingAlarms } from "./alarms-on-record.ts";
import { startBot } from "./bot-process.ts";
import { cpuSecondsOf, mebibytesOf } from "./process-figures.ts";
import { createSnsSender } from "./sns-sender.ts";

/** Notifications of 300 alarms that keep firing, at a steady rate, through the whole process: `npm run bench:soak -- 20 1200`. */
const perSecond = Number(process.argv[2] ?? 20);
const seconds = Number(process.argv[3] ?? 300);
const ALARMS = 300;
const AT_ONCE = 64;
const MINUTE_MS = 60_000;

const signer = await startSigner();
const folder = await mkdtemp(join(tmpdir(), "gumshoe-soak-"));
const bot = await startBot({
  DATA_DIR: folder,
  SNS_TOPICS: signer.topic,
  SNS_TOPICS_MANUAL: signer.topic,
  AWS_ENDPOINT_URL: signer.endpoint,
});

const sender = createSnsSender(bot.port, AT_ONCE);
const cpuBefore = await cpuSecondsOf(bot.child.pid);
const rssMebibytes: number[] = [];
const waits: number[] = [];
let acknowledged = 0;
const acknowledgedAlarms = new Set<string>();
const running: Promise<void>[] = [];
const started = performance.now();
const everyMinute = setInterval(() => void rss().then((now) => rssMebibytes.push(now)), MINUTE_MS);
for (let index = 0; index < perSecond * seconds; index++) {
  const due = started + (index * 1_000) / perSecond;
  if (due > performance.now()) await setTimeout(due - performance.now());
  running.push(post(`alarm-${index % ALARMS}`));
}
await Promise.all(running);
clearInterval(everyMinute);
rssMebibytes.push(await rss());
const cpuMs = ((await cpuSecondsOf(bot.child.pid)) - cpuBefore) * 1_000;
sender.close();
await bot.stop();

/** Alarms that were acknowledged and are not on record; a repeat of a known alarm leaves no trace of its own. */
const lost = await missingAlarms(folder, [...acknowledgedAlarms]);
await rm(folder, { recursive: true });
signer.close();
const sorted = waits.toSorted((a, b) => a - b);
const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
const result = {
  bench: "soak",
  perSecond,
  seconds,
  lost: lost.length,
  refused: perSecond * seconds - acknowledged,
  rssMebibytes,
  cpuMsEach: Math.round((cpuMs / (perSecond * seconds)) * 10) / 10,
  ackP50Ms: at(0.5),
  ackP99Ms: at(0.99),
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function post(name: string): Promise<void> {
  const body = JSON.stringify(signer.notification(JSON.stringify(message(name, "ALARM", new Date().toISOString()))));
  const { status, ms } = await sender.post(body);
  waits.push(ms);
  if (status !== 200) return;
  acknowledged += 1;
  acknowledgedAlarms.add(name);
}

function rss(): Promise<number> {
  return mebibytesOf(bot.child.pid, "VmRSS");
}
