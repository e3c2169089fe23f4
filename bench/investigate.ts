import process from "node:process";
import { simulate } from "../adapters/recording/shop/shop.ts";
import { createApp } from "../src/app.ts";
import type { Chat } from "../src/chat/chat.ts";
import { silentLog } from "../src/log/log.ts";
import { createMemoryStores } from "../src/store/memory.ts";
import { connectTo } from "../test/counterparts/aws/connect.ts";
import { scaled } from "../test/counterparts/aws/scaled.ts";
import { type AwsCounterpart, type Manners, startAws } from "../test/counterparts/aws/server.ts";
import { playedAhead } from "./played-ahead.ts";

/**
 * An alarm's way from its arrival to the verdict, against an AWS on loopback that takes 150 ms for each call, throttles one in
 * twenty and denies one action; and against one that denies none and searches logs for 8 s. Its metrics are simulated before the alarm arrives.
 * `npm run bench:investigate -- [runs]`
 */
const RUNS = Number(process.argv[2] ?? 20);
const SLOW: Manners = { latencyMs: 150, throttleEvery: 20 };
const DENYING: Manners = { ...SLOW, deny: ["logs:DescribeLogGroups"] };
const SYSTEMS: readonly { readonly components: number; readonly manners: Manners }[] = [
  ...[20, 200, 2_000].map((components) => ({ components, manners: DENYING })),
  { components: 200, manners: { ...SLOW, searchMs: 8_000 } },
];
const GIVE_UP_MS = 90_000;

process.env.AWS_ACCESS_KEY_ID = "bench";
process.env.AWS_SECRET_ACCESS_KEY = "bench";

interface Run {
  readonly firstMessageMs: number;
  readonly firstHypothesisMs: number;
  readonly doneMs: number;
  readonly calls: number;
  readonly repeatedCalls: number;
  readonly dollars: number;
}

const runs = [];
for (const { components, manners } of SYSTEMS) {
  const measured: Run[] = [];
  for (let index = 0; index < RUNS; index++) measured.push(await investigateOnce(components, manners, index));
  const all = (of: (run: Run) => number): number[] => measured.map(of).sort((one, other) => one - other);
  const at = (values: readonly number[], share: number): number =>
    Math.round(values[Math.ceil(values.length * share) - 1] ?? 0);
  runs.push({
    components,
    searchMs: manners.searchMs ?? 0,
    runs: measured.length,
    firstMessageMs: at(
      all(({ firstMessageMs }) => firstMessageMs),
      0.5,
    ),
    firstHypothesisMs: at(
      all(({ firstHypothesisMs }) => firstHypothesisMs),
      0.5,
    ),
    firstHypothesisP95Ms: at(
      all(({ firstHypothesisMs }) => firstHypothesisMs),
      0.95,
    ),
    doneMs: at(
      all(({ doneMs }) => doneMs),
      0.5,
    ),
    calls: at(
      all(({ calls }) => calls),
      0.5,
    ),
    repeatedCalls: Math.max(...measured.map(({ repeatedCalls }) => repeatedCalls)),
    dollars: Number(Math.max(...measured.map(({ dollars }) => dollars)).toFixed(4)),
  });
}
process.stdout.write(`${JSON.stringify({ bench: "investigate", runs })}\n`);
process.exit(0);

async function investigateOnce(components: number, manners: Manners, index: number): Promise<Run> {
  const now = (): Date => new Date();
  const incident = simulate({ incident: "orders-failing", seed: 100 + index, startedAt: now(), now });
  const [first] = incident.notifications;
  const simulated = scaled(await playedAhead(incident.telemetry, now()), components);
  const counterpart = await startAws({ telemetry: simulated }, manners);
  const telemetry = connectTo(counterpart.endpoint).telemetryFor({ account: undefined, region: undefined });
  const shown = createWatch();
  const stores = createMemoryStores({ now });
  const app = createApp({
    ...stores,
    policy: { autoCloseMs: 86_400_000 },
    chatOf: () => shown.chat,
    routeOf: () => ({ place: "web:bench", also: [], automatic: true, simulated: false }),
    telemetryFor: () => telemetry,
    components: () => [],
    now,
    random: Math.random,
    log: silentLog,
  });
  const started = performance.now();
  const body = {
    Type: "Notification",
    MessageId: "m",
    TopicArn: "arn:aws:sns:eu-west-1:1:t",
    Timestamp: now().toISOString(),
  };
  await app.deliver({
    id: "m",
    stream: "intake/web:bench",
    receivedAt: now().toISOString(),
    body: JSON.stringify({ ...body, Message: JSON.stringify(first?.message) }),
  });
  await Promise.race([
    shown.done,
    new Promise((_, reject) => setTimeout(() => reject(new Error("no verdict")), GIVE_UP_MS).unref()),
  ]);
  await app.runner.stop();
  await counterpart.close();
  const since = (at: number): number => at - started;
  return {
    firstMessageMs: since(shown.times.message),
    firstHypothesisMs: since(shown.times.hypothesis),
    doneMs: since(shown.times.verdict),
    calls: counterpart.calls.length,
    repeatedCalls: repeatedOf(counterpart),
    dollars: telemetry.spent?.().dollars ?? 0,
  };
}

/** A chat that only notes when it shows what. */
function createWatch() {
  const times = { message: 0, hypothesis: 0, verdict: 0 };
  const done = Promise.withResolvers<void>();
  function look(slot: string, text: string): void {
    const at = performance.now();
    if (slot === "root") times.message ||= at;
    if (/ h1\b/.test(text)) times.hypothesis ||= at;
    if (!/CONFIRMED|LIKELY|INCONCLUSIVE|NO FAULT FOUND/.test(text)) return;
    times.verdict ||= at;
    times.hypothesis ||= at;
    done.resolve();
  }
  const chat: Chat = {
    turn: async () => false,
    async post(place, { card }, { slot }) {
      look(slot, JSON.stringify(card));
      return { message: slot, thread: `${place}:${slot}` };
    },
    async edit(_place, message, { card }) {
      look(message, JSON.stringify(card));
    },
    find: async () => undefined,
    hold: async () => undefined,
  };
  return { chat, times, done: done.promise };
}

/** Calls with the same action and body, without those that ask how something goes and those that were throttled. */
function repeatedOf({ calls }: AwsCounterpart): number {
  const asked = calls.filter(({ action, throttled }) => action !== "logs:GetQueryResults" && !throttled);
  return asked.length - new Set(asked.map(({ action, body }) => `${action} ${body}`)).size;
}
