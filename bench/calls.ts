import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { sns } from "../adapters/aws/sns/door.ts";
import { simulate } from "../adapters/recording/shop/shop.ts";
import { slack } from "../adapters/slack/connect.ts";
import { silentLog } from "../src/log/log.ts";
import { readConfig } from "../src/process/config.ts";
import type { SourceAdapter } from "../src/process/source.ts";
import { start } from "../src/process/start.ts";
import { startDynamoLocal } from "../test/counterparts/dynamodb-local.ts";
import { freePort } from "../test/counterparts/free-port.ts";
import { createSender } from "../test/counterparts/slack/sender.ts";
import { BOT, startSlack } from "../test/counterparts/slack/server.ts";
import { startSigner } from "../test/counterparts/sns/signer.ts";
import { message } from "../test/scenarios/house.ts";
import { openCountedStores, type Usage } from "./counted-stores.ts";

/**
 * What Gumshoe asks of DynamoDB: calls, units and dollars of what happens to it, one after the other. The whole process runs, with a
 * Slack on loopback, notifications signed as SNS signs them, and a table in Amazon's DynamoDB Local. `-- [notifications] [seconds]`:
 * how many notifications the storm has, and in which time they come.
 */
const NOTIFICATIONS = Number(process.argv[2] ?? 10_000);
const SECONDS = Number(process.argv[3] ?? 60);
const ALARMS = 300;
const ATTEMPTS = 20;
const IDLE_MS = 60_000;
/** Nothing was asked for this long: what was begun is over. */
const QUIET_MS = 3_000;
/** What the bill is said for: alarms a day that go on firing, each told by itself, and one replica. */
const ALARMS_A_DAY = 100_000;
const DAYS_A_MONTH = 365 / 12;
const MINUTES_A_DAY = 1_440;

const local = await startDynamoLocal();
if (local.missing !== undefined) throw new Error(`DynamoDB Local does not start: ${local.missing}`);
const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
const counted = await openCountedStores({
  tableName: "gumshoe-calls",
  region: "us-east-1",
  endpoint: local.endpoint,
  credentials,
});
const [signer, office] = [await startSigner(), await startSlack()];
const environment = {
  PORT: String(await freePort()),
  TABLE_NAME: "gumshoe-calls",
  SNS_TOPICS: signer.topic,
  AWS_ENDPOINT_URL: signer.endpoint,
  SLACK_BOT_TOKEN: office.botToken,
  SLACK_SIGNING_SECRET: office.signingSecret,
  SLACK_CHANNEL: "C0001",
  SLACK_API_URL: office.apiUrl,
};
const now = (): Date => new Date();
const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
const [fired] = incident.notifications;
/** The telemetry of a simulated shop, whatever the alarm. */
const shop: SourceAdapter = { connect: async () => ({ telemetryFor: () => incident.telemetry }) };
const parts = { platforms: [slack], doors: [sns], sources: [shop], stores: counted.stores, now, log: silentLog };
const config = readConfig(environment, [...parts.platforms, ...parts.doors, ...parts.sources]);
const running = await start(config, parts);
const sender = createSender(office, `http://127.0.0.1:${running.port}/slack/events`);

const each: Record<string, Usage> = {};
await settle();
counted.take();
await setTimeout(IDLE_MS);
each.idleMinute = counted.take();
counted.countLooks(false);

const alone = { ...fired?.message };
const later = new Date(Date.now() + 60_000).toISOString();
each.newAlarm = await measure(() => post(alone));
each.toldTwice = await measure(() => post(alone));
each.repeat = await measure(() => post({ ...alone, StateChangeTime: later }));
const [number = 0] = (await counted.stores.directory.list("open", 1)).map((summary) => summary.number);
const root = office.workspace.post({ channel: "C0001", user: BOT.user, text: "x", blocks: [], attachments: [] });
each.press = await measure(() => sender.press(root, { action_id: "a", value: `G-${number} ack` }));
each.question = await measure(() => sender.slash(`G-${number} metrics checkout latency last 1h`));
const storm = await measure(() => sendStorm());
each.stormNotification = divided(storm, NOTIFICATIONS);

await running.stop();
counted.close();
await office.close();
signer.close();
await local.stop();
const { repeat, idleMinute } = each;
const aDay = repeat.dollars * ALARMS_A_DAY + idleMinute.dollars * MINUTES_A_DAY;
const dollarsAMonth = Number((aDay * DAYS_A_MONTH).toFixed(2));
const result = { bench: "calls", store: "dynamodb", each, storm: { ...storm, ports: undefined }, dollarsAMonth };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);

async function measure(act: () => Promise<unknown>): Promise<Usage> {
  counted.take();
  await act();
  await settle();
  return counted.take();
}

/** Until nothing but looks for work has been asked for a while. */
async function settle(): Promise<void> {
  for (let quiet = 0, before = counted.steps(); quiet < QUIET_MS; quiet += 100) {
    await setTimeout(100);
    if (counted.steps() !== before) quiet = 0;
    before = counted.steps();
  }
}

/** As SNS does: again until it is taken. */
async function post(alarm: Readonly<Record<string, unknown>>): Promise<void> {
  const body = JSON.stringify(signer.notification(JSON.stringify(alarm)));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const status = await fetch(`http://127.0.0.1:${running.port}/sns`, { method: "POST", body }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status === 200) return;
    await setTimeout(100);
  }
  throw new Error("a notification was not taken");
}

/** Notifications of alarms that go on firing, each with a later time, at a steady rate. */
async function sendStorm(): Promise<void> {
  const posts: Promise<void>[] = [];
  const started = performance.now();
  const begun = Date.now();
  for (let index = 0; index < NOTIFICATIONS; index++) {
    const due = started + (index * SECONDS * 1_000) / NOTIFICATIONS;
    if (due > performance.now()) await setTimeout(due - performance.now());
    posts.push(post(message(`storm-${index % ALARMS}`, "ALARM", new Date(begun + index).toISOString())));
  }
  await Promise.all(posts);
}

function divided(usage: Usage, by: number): Usage {
  const share = (counts: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, rounded(count / by)]));
  return {
    calls: rounded(usage.calls / by),
    readUnits: rounded(usage.readUnits / by),
    writeUnits: rounded(usage.writeUnits / by),
    dollars: usage.dollars / by,
    operations: share(usage.operations),
    ports: share(usage.ports),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
