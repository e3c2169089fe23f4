import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { numberOf } from "../src/conversation/streams.ts";
import { threadName } from "../src/conversation/threads.ts";
import type { Event } from "../src/events/events.ts";
import { silentLog } from "../src/log/log.ts";
import { createSender, type Sent } from "../test/counterparts/slack/sender.ts";
import { BOT, startSlack } from "../test/counterparts/slack/server.ts";
import { startBot } from "./bot-process.ts";

/** Slash commands and button presses in turn, at a steady rate, on investigations that already have a history. */
const PER_SECOND = 50;
const SECONDS = Number(process.argv[2] ?? 30);
const INVESTIGATIONS = 20;
const COMMITS = 200;
const CHANNEL = `slack:${BOT.team}:C0001`;

const slack = await startSlack();
const folder = await mkdtemp(join(tmpdir(), "gumshoe-bench-"));
const numbers = await seed(folder);
const bot = await startBot({
  DATA_DIR: folder,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_CHANNEL: "C0001",
  SLACK_API_URL: slack.apiUrl,
});
const sender = createSender(slack, `http://127.0.0.1:${bot.port}/slack/events`);
const message = slack.workspace.post({ channel: "C0001", user: BOT.user, text: "x", blocks: [], attachments: [] });

for (const number of numbers) await sender.slash(`G-${number} status`);
const waits: number[] = [];
let errors = 0;
const running: Promise<void>[] = [];
const started = performance.now();
for (let index = 0; index < PER_SECOND * SECONDS; index++) {
  const due = started + (index * 1_000) / PER_SECOND;
  if (due > performance.now()) await setTimeout(due - performance.now());
  running.push(
    ask(index).then(
      ({ status, ms, body }) => {
        waits.push(ms);
        if (status !== 200 || /NOT DONE/.test(body)) errors += 1;
      },
      () => {
        errors += 1;
      },
    ),
  );
}
await Promise.all(running);

await bot.stop();
await slack.close();
await rm(folder, { recursive: true });
const sorted = waits.toSorted((a, b) => a - b);
const at = (share: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
const result = { bench: "ack", requests: waits.length, errors, p50: at(0.5), p99: at(0.99), max: at(1) };
process.stdout.write(`${JSON.stringify(result)}\n`);

/** Even ones are typed, odd ones are pressed; every one of them is stored. */
function ask(index: number): Promise<Sent> {
  const number = numbers[index % numbers.length];
  if (index % 2 === 0) return sender.slash(`G-${number} note looked at it ${index}`);
  const round = Math.floor(index / numbers.length);
  return sender.press(message, { action_id: "a", value: `G-${number} ${round % 2 === 0 ? "ack" : "unack"}` });
}

/** Open investigations with a history of notes. */
async function seed(into: string): Promise<readonly number[]> {
  const now = (): Date => new Date();
  const stores = await openSqliteStores({ folder: into, now, log: silentLog });
  const by = { id: "slack:U0001", name: "Ana" };
  const seeded: number[] = [];
  for (let count = 0; count < INVESTIGATIONS; count++) {
    const number = await stores.directory.nextNumber();
    const stream = `investigation/${number}`;
    const thread = `${CHANNEL}:${1_700_000_000 + number}.000100`;
    const at = now().toISOString();
    const title = `alarm-${number}`;
    const subject = { type: "question", text: title } as const;
    const opened: Event = {
      type: "opened",
      at,
      by,
      number,
      title,
      subject,
      place: CHANNEL,
      also: [],
      automatic: false,
    };
    const linked: Event = { type: "threadLinked", at, by, place: CHANNEL, thread };
    for (let version = 1; version <= COMMITS; version++) {
      const note: Event = { type: "noteAdded", at, by, id: `n${version - 1}`, text: `line ${version} of the record` };
      const events = version === 1 ? [opened, linked] : [note];
      await stores.store.append({
        stream,
        version,
        meta: { id: `seed-${number}-${version}`, actor: by, at },
        events,
        work: [],
      });
    }
    await stores.directory.claim(threadName(thread), stream);
    await stores.directory.summarise({
      stream,
      number,
      version: COMMITS,
      status: "open",
      title,
      place: CHANNEL,
      openedAt: at,
    });
    seeded.push(numberOf(stream));
  }
  await stores.close();
  return seeded;
}
