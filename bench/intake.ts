import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type Signer, startSigner } from "../test/counterparts/sns/signer.ts";
import { message } from "../test/scenarios/house.ts";
import { missingAlarms } from "./alarms-on-record.ts";
import { startBot } from "./bot-process.ts";
import { cpuSecondsOf } from "./process-figures.ts";
import { createSnsSender } from "./sns-sender.ts";

/** 500 notifications of one alarm, and 9,500 of 300 alarms, posted to the running bot as SNS signs them. */
const ONE = 500;
const MANY = 9_500;
const ALARMS = 300;
const AT_ONCE = 64;
const SETTLE_MS = 120_000;

const signer = await startSigner();
const folder = await mkdtemp(join(tmpdir(), "gumshoe-bench-"));
const bot = await startBot({
  DATA_DIR: folder,
  SNS_TOPICS: signer.topic,
  SNS_TOPICS_MANUAL: signer.topic,
  AWS_ENDPOINT_URL: signer.endpoint,
});

const at = new Date().toISOString();
const posts = [
  ...Array.from({ length: ONE }, () => notification(signer, "one-alarm")),
  ...Array.from({ length: MANY }, (_, index) => notification(signer, `alarm-${index % ALARMS}`)),
];
const sender = createSnsSender(bot.port, AT_ONCE);
let next = 0;
let stored = 0;
const cpuBefore = await cpuSecondsOf(bot.child.pid);
const started = performance.now();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let index = next++; index < posts.length; index = next++) {
      const { status } = await sender.post(posts[index] ?? "");
      if (status === 200) stored += 1;
    }
  }),
);
const seconds = (performance.now() - started) / 1000;
const cpuSeconds = (await cpuSecondsOf(bot.child.pid)) - cpuBefore;
sender.close();
await settle();
await bot.stop();

const names = ["one-alarm", ...Array.from({ length: ALARMS }, (_, index) => `alarm-${index}`)];
/** Alarms that are not on record; a repeat of a known alarm leaves no trace of its own. */
const missing = await missingAlarms(folder, names);
await rm(folder, { recursive: true });
signer.close();

const result = {
  bench: "intake",
  perSecond: Math.round(stored / seconds),
  /** Processor time of the bot while it accepted them; it works them off at the same time. */
  cpuMsEach: Math.round((cpuSeconds * 100_000) / posts.length) / 100,
  lost: missing.length,
  refused: posts.length - stored,
  alarms: names.length,
};
process.stdout.write(`${JSON.stringify(result)}\n`);

function notification(by: Signer, name: string): string {
  return JSON.stringify(by.notification(JSON.stringify(message(name, "ALARM", at))));
}

/** Until the storm's message counts nearly every alarm and has not changed for two seconds. */
async function settle(): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  let same = 0;
  for (let before = 0; performance.now() < end && same < 8; ) {
    const page = await (await fetch(`http://127.0.0.1:${bot.port}/`)).text();
    const counted = Number(/STORM (\d+) alarms/.exec(page)?.[1] ?? 0);
    same = counted === before && counted >= ALARMS - 5 ? same + 1 : 0;
    before = counted;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
