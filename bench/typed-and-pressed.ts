import { setTimeout } from "node:timers/promises";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { numberOf } from "../src/conversation/streams.ts";
import { threadName } from "../src/conversation/threads.ts";
import type { Event } from "../src/events/events.ts";
import { silentLog } from "../src/log/log.ts";
import { createSender, type Sent } from "../test/counterparts/slack/sender.ts";
import { BOT, type Slack } from "../test/counterparts/slack/server.ts";

const INVESTIGATIONS = 20;
const COMMITS = 200;

/** How long the answers to commands and presses took, ms, and how many were refused or not given. */
export interface Answered {
  readonly waits: readonly number[];
  readonly errors: number;
}

/** Types commands and presses buttons in turn, at a steady rate, on the investigations that {@link seedInvestigations} put into `channel`. */
export async function typeAndPress(
  {
    slack,
    port,
    channel,
    numbers,
  }: {
    readonly slack: Slack;
    readonly port: number;
    readonly channel: string;
    readonly numbers: readonly number[];
  },
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Answered> {
  const sender = createSender(slack, `http://127.0.0.1:${port}/slack/events`);
  const message = slack.workspace.post({ channel, user: BOT.user, text: "x", blocks: [], attachments: [] });
  for (const number of numbers) await sender.slash(`G-${number} status`, { channel });
  const waits: number[] = [];
  let errors = 0;

  /** Even ones are typed, odd ones are pressed; every one of them is stored. */
  function ask(index: number): Promise<Sent> {
    const number = numbers[index % numbers.length];
    if (index % 2 === 0) return sender.slash(`G-${number} note looked at it ${index}`, { channel });
    const round = Math.floor(index / numbers.length);
    return sender.press(message, { action_id: "a", value: `G-${number} ${round % 2 === 0 ? "ack" : "unack"}` });
  }

  async function timed(index: number): Promise<void> {
    try {
      const { status, ms, body } = await ask(index);
      waits.push(ms);
      if (status !== 200 || /NOT DONE/.test(body)) errors += 1;
    } catch {
      errors += 1;
    }
  }

  const running: Promise<void>[] = [];
  const started = performance.now();
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = started + (index * 1_000) / perSecond;
    if (due > performance.now()) await setTimeout(due - performance.now());
    running.push(timed(index));
  }
  await Promise.all(running);
  return { waits, errors };
}

/** Writes open investigations with a history of notes into a data folder that no process uses; returns their numbers. */
export async function seedInvestigations(folder: string, channel: string): Promise<readonly number[]> {
  const place = `slack:${BOT.team}:${channel}`;
  const now = (): Date => new Date();
  const stores = await openSqliteStores({ folder, now, log: silentLog });
  const by = { id: "slack:U0001", name: "Ana" };
  const seeded: number[] = [];
  for (let count = 0; count < INVESTIGATIONS; count++) {
    const number = await stores.directory.nextNumber();
    const stream = `investigation/${number}`;
    const thread = `${place}:${1_700_000_000 + number}.000100`;
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
      place,
      also: [],
      automatic: false,
    };
    const linked: Event = { type: "threadLinked", at, by, place, thread };
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
      place,
      openedAt: at,
    });
    seeded.push(numberOf(stream));
  }
  await stores.close();
  return seeded;
}
