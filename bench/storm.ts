import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { type Slack, startSlack } from "../test/counterparts/slack/server.ts";
import { startSigner } from "../test/counterparts/sns/signer.ts";
import { message } from "../test/scenarios/house.ts";
import { missingAlarms } from "./alarms-on-record.ts";
import { startBot } from "./bot-process.ts";
import { cpuSecondsOf, mebibytesOf } from "./process-figures.ts";
import { createSnsSender } from "./sns-sender.ts";
import { startAlertmanager } from "./storm-alertmanager.ts";
import { seedInvestigations, typeAndPress } from "./typed-and-pressed.ts";

/**
 * A storm through the whole process: notifications of 300 alarms that go on firing, signed as SNS signs them, at a steady rate, with a Slack
 * on loopback. Debian's Alertmanager gets the same alarms at the same time and tells the same Slack in another channel, where it is
 * installed. Afterwards people type and press while more of the same come at the same rate, and then they come as fast as they can. `-- [notifications] [seconds] [seconds of rest before restMebibytes]`.
 */
const NOTIFICATIONS = Number(process.argv[2] ?? 10_000);
const SECONDS = Number(process.argv[3] ?? 60);
const REST_SECONDS = Number(process.argv[4] ?? 30);
const KINDS = 300;
const FULL_SPEED = 3_000;
const AT_ONCE = 64;
const CHANNEL = "C0001";
const PEER_CHANNEL = "C0002";
/** People's own investigations, which count in neither channel. */
const PEOPLES_CHANNEL = "C0003";
/** As many commands and presses as in `bench:ack`. */
const TYPED_PER_SECOND = 50;
const TYPED_SECONDS = 20;
/** Whatever the last alarms brought is done by then. */
const SETTLE_MS = 10_000;
const POST_ATTEMPTS = 20;

const SERVICES = ["ECS", "ApplicationELB", "RDS", "SQS", "Lambda"];
const PARTS = ["orders", "checkout", "cart", "storefront", "catalog", "payments"];
const nameOf = (index: number): string =>
  `${PARTS[index % PARTS.length]}-${SERVICES[index % SERVICES.length]}-${String(index % KINDS).padStart(3, "0")}`.toLowerCase();

const [signer, slack] = [await startSigner(), await startSlack()];
const peer = await startAlertmanager({ ...slack, channel: PEER_CHANNEL });
if (!peer) process.stderr.write("No prometheus-alertmanager is installed: its part of the figures is null.\n");
const folder = await mkdtemp(join(tmpdir(), "gumshoe-storm-"));
const numbers = await seedInvestigations(folder, PEOPLES_CHANNEL);
const settings = {
  DATA_DIR: folder,
  SNS_TOPICS: signer.topic,
  SNS_TOPICS_MANUAL: signer.topic,
  AWS_ENDPOINT_URL: signer.endpoint,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_CHANNEL: CHANNEL,
  SLACK_API_URL: slack.apiUrl,
};
const bot = await startBot(settings, { program: "bench/storm-bot.ts" });
const sender = createSnsSender(bot.port, AT_ONCE);
const waits: number[] = [];
const firstSent = new Map<string, number>();
const acknowledged = new Set<string>();

const [callsBefore, cpuBefore, peerBefore] = [
  await storeCalls(),
  await cpuSecondsOf(bot.child.pid),
  await peer?.cpuSeconds(),
];
await storm(NOTIFICATIONS, peer);
await setTimeout(SETTLE_MS);
const ackP99Ms = at(waits, 0.99);
const cpuSeconds = (await cpuSecondsOf(bot.child.pid)) - cpuBefore;
const peerSeconds = peer && (await peer.cpuSeconds()) - (peerBefore ?? 0);
const calls = (await storeCalls()) - callsBefore;
const peakMebibytes = await mebibytesOf(bot.child.pid, "VmHWM");
const [ours, theirs] = [namedIn(slack, CHANNEL), peer && namedIn(slack, PEER_CHANNEL)];
await peer?.stop();
await setTimeout(REST_SECONDS * 1_000);
const restMebibytes = await mebibytesOf(bot.child.pid, "VmRSS");
const { waits: typed, errors: typedErrors } = await typedDuringStorm();
const fullSpeedPerSecond = await asFastAsTheyCome();
await setTimeout(SETTLE_MS);
sender.close();
await bot.stop();
const lost = await missingAlarms(folder, [...acknowledged]);
await slack.close();
signer.close();
await rm(folder, { recursive: true });

const result = {
  bench: "storm",
  alarms: NOTIFICATIONS,
  kinds: KINDS,
  seconds: SECONDS,
  lost: lost.length,
  ackP99Ms,
  firstCardMs: ours.firstMs,
  namedP95Ms: ours.p95Ms,
  named: ours.named,
  cpuSeconds: rounded(cpuSeconds),
  peakMebibytes,
  restMebibytes,
  chatWrites: ours.writes,
  storeCallsEach: rounded(calls / NOTIFICATIONS),
  ackDuringStormP99Ms: at(typed, 0.99),
  ackDuringStormErrors: typedErrors,
  fullSpeedPerSecond,
  alertmanager: theirs ? { namedP95Ms: theirs.p95Ms, cpuSeconds: rounded(peerSeconds ?? 0) } : null,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);

/** Notifications of the alarms in turn, each later than the one before it. */
function signed(count: number): readonly string[] {
  const begun = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const [service, kind] = [SERVICES[index % SERVICES.length] ?? "", index % KINDS];
    const dimensions = { Resource: `r-${kind}`, AvailabilityZone: kind % 10 === 0 ? "euw1-az2" : "euw1-az1" };
    const alarm = message(nameOf(index), "ALARM", new Date(begun + index).toISOString(), {
      namespace: `AWS/${service}`,
      dimensions,
    });
    return JSON.stringify(signer.notification(JSON.stringify(alarm)));
  });
}

/** Posts every notification when it is due, to both. */
async function storm(count: number, other?: typeof peer): Promise<void> {
  const bodies = signed(count);
  const posts: Promise<void>[] = [];
  const started = performance.now();
  for (const [index, body] of bodies.entries()) {
    const waitMs = started + (index * SECONDS * 1_000) / NOTIFICATIONS - performance.now();
    if (waitMs > 0) await setTimeout(waitMs);
    const name = nameOf(index);
    if (!firstSent.has(name)) firstSent.set(name, Date.now());
    posts.push(post(name, body));
    if (other) posts.push(other.fire(name));
  }
  await Promise.all(posts);
}

/** How long people wait for an answer while as many notifications a second go on coming. */
async function typedDuringStorm(): ReturnType<typeof typeAndPress> {
  const more = storm(Math.round((NOTIFICATIONS / SECONDS) * TYPED_SECONDS));
  const answered = await typeAndPress(
    { slack, port: bot.port, channel: PEOPLES_CHANNEL, numbers },
    { perSecond: TYPED_PER_SECOND, seconds: TYPED_SECONDS },
  );
  await more;
  return answered;
}

/** As SNS does: again until it is taken. The wait is that of the first attempt. */
async function post(name: string, body: string): Promise<void> {
  for (let attempt = 1; attempt <= POST_ATTEMPTS; attempt++) {
    const { status, ms } = await sender.post(body);
    if (attempt === 1) waits.push(ms);
    if (status === 200) {
      acknowledged.add(name);
      return;
    }
    await setTimeout(100);
  }
}

/** Accepted a second, over 64 connections. */
async function asFastAsTheyCome(): Promise<number> {
  const more = signed(FULL_SPEED);
  let [next, taken] = [0, 0];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let body = more[next++]; body !== undefined; body = more[next++]) {
        if ((await sender.post(body)).status === 200) taken += 1;
      }
    }),
  );
  return Math.round(taken / ((performance.now() - started) / 1_000));
}

/** How the names of the alarms came into a channel: every write counts, in it and in its threads. */
function namedIn({ calls: all }: Slack, channel: string) {
  const writes = all.filter(({ method, args }) => /^chat\.(post|update)/.test(method) && args.channel === channel);
  const texts = writes.map(({ at: time, args }) => ({ time, text: JSON.stringify(args) }));
  const delays = [...firstSent].map(([name, sent]) => {
    const write = texts.find(({ text }) => text.includes(name));
    return write === undefined ? Number.POSITIVE_INFINITY : write.time - sent;
  });
  const named = delays.filter(Number.isFinite).length;
  const p95Ms = at(delays, 0.95);
  const firstMs = writes[0] ? writes[0].at - Math.min(...firstSent.values()) : null;
  return { writes: writes.length, named, p95Ms: Number.isFinite(p95Ms) ? p95Ms : null, firstMs };
}

async function storeCalls(): Promise<number> {
  const answer = once(bot.child, "message");
  bot.child.send("calls");
  return Number((await answer)[0]);
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
