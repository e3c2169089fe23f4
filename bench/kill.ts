import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { openDynamoStores } from "../adapters/dynamodb/stores.ts";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { startDynalite } from "../maintenance/dynalite.ts";
import { evolve } from "../src/investigation/evolve.ts";
import { type Investigation, initialState } from "../src/investigation/state.ts";
import { silentLog } from "../src/log/log.ts";
import type { OpenStores } from "../src/process/stores.ts";
import { startDynamoLocal } from "../test/counterparts/dynamodb-local.ts";
import { startFaultyProxy } from "../test/counterparts/faulty-proxy.ts";
import { type Signer, startSigner } from "../test/counterparts/sns/signer.ts";
import { message } from "../test/scenarios/house.ts";
import { type BotProcess, startBot } from "./bot-process.ts";

/**
 * Kills a replica with SIGKILL at a random moment of an investigation, again and again, and counts what was lost or doubled in
 * the end. `npm run bench:kill -- 50 2`: fifty kills of two replicas on one table; with 1, of one on SQLite. `-- 120 3 20 5`: of three on
 * DynamoDB Local, where one call in twenty is throttled, fails or is cut, a kill every five seconds at most. A fifth argument is the
 * `src/main.ts` of another release, which the first replica runs.
 */
const kills = Number(process.argv[2] ?? 50);
const replicas = Number(process.argv[3] ?? 1);
const failsOneIn = Number(process.argv[4] ?? 0);
const apartMs = Number(process.argv[5] ?? 0) * 1_000;
const otherRelease = process.argv[6];
const SETTLE_MS = 150_000;
/** So few alarms that they are no storm; each recovers and fires again, and every firing is investigated. */
const ALARMS = 4;
const nameOf = (kill: number): string => `alarm-${kill % ALARMS}`;

const signer = await startSigner();
const folder = await mkdtemp(join(tmpdir(), "gumshoe-kill-"));
const local = failsOneIn > 0 ? await startDynamoLocal() : undefined;
if (local?.missing !== undefined) throw new Error(`DynamoDB Local does not start: ${local.missing}`);
const dynalite = !local && replicas > 1 ? await startDynalite(join(folder, "shared")) : undefined;
const shared = local ?? dynalite;
const proxy = local && (await startFaultyProxy(local.endpoint));
const keys = { AWS_ACCESS_KEY_ID: "embedded", AWS_SECRET_ACCESS_KEY: "embedded" };
const running: BotProcess[] = [];
for (let index = 0; index < replicas; index++) running[index] = await startReplica(index);
if (proxy) proxy.every = failsOneIn;
const began = performance.now();

for (let kill = 0; kill < kills; kill++) {
  const victim = kill % replicas;
  const [recoveredAt, firedAt] = [new Date().toISOString(), new Date(Date.now() + 1).toISOString()];
  if (kill >= ALARMS) await post(signer, nameOf(kill), "OK", recoveredAt, victim);
  await post(signer, nameOf(kill), "ALARM", firedAt, victim);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
  await running[victim]?.kill();
  running[victim] = await startReplica(victim);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (kill + 1) * apartMs - performance.now())));
}
const found = shared ? await settle(await openShared(shared.endpoint)) : await settleEmbedded();
await Promise.all(running.map((bot) => bot.kill()));
await proxy?.close();
await Promise.all([local?.stop(), dynalite?.close()]);
await rm(folder, { recursive: true, force: true });
signer.close();
const seconds = Math.round((performance.now() - began) / 1_000);
const faults = proxy && { failsOneIn, seconds, faults: proxy.faults };
process.stdout.write(`${JSON.stringify({ bench: "kill", kills, replicas, ...faults, ...found })}\n`);
process.exit(0);

/** Starts a replica; one that comes back has the port that it had. */
function startReplica(index: number): Promise<BotProcess> {
  const port = running[index]?.port;
  const settings = {
    ...keys,
    DATA_DIR: join(folder, `replica-${index}`),
    SNS_TOPICS: signer.topic,
    AWS_ENDPOINT_URL: signer.endpoint,
    ...(shared && { TABLE_NAME: "gumshoe", DYNAMODB_ENDPOINT: (proxy ?? shared).endpoint }),
  };
  const program = index === 0 ? otherRelease : undefined;
  return startBot(settings, { ...(port !== undefined && { port }), ...(program !== undefined && { program }) });
}

/** As SNS does: again until somebody has taken it. */
async function post(by: Signer, name: string, state: "ALARM" | "OK", at: string, first: number): Promise<void> {
  const body = JSON.stringify(by.notification(JSON.stringify(message(name, state, at))));
  for (let attempt = first; ; attempt++) {
    const url = `http://127.0.0.1:${running[attempt % replicas]?.port}/sns`;
    const taken = await fetch(url, { method: "POST", body }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (taken) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Found {
  readonly lost: number;
  readonly unfinished: number;
  readonly doubled: number;
}

async function openShared(endpoint: string): Promise<OpenStores> {
  const credentials = { accessKeyId: "embedded", secretAccessKey: "embedded" };
  return openDynamoStores({ tableName: "gumshoe", region: "us-east-1", endpoint, credentials, now: () => new Date() });
}

async function settle(stores: OpenStores): Promise<Found> {
  const end = performance.now() + SETTLE_MS;
  let found = await look(stores);
  while (performance.now() < end && found.lost + found.unfinished > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    found = await look(stores);
  }
  await stores.close();
  return found;
}

/** The folder belongs to its one process, so that has to end before anybody may look. */
async function settleEmbedded(): Promise<Found> {
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  await running[0]?.stop();
  return settle(await openSqliteStores({ folder: join(folder, "replica-0"), now: () => new Date(), log: silentLog }));
}

/** Every firing must be known, and have its verdict unless it was over before it was heard of; every alarm must stand in the channel exactly once. */
async function look({ store, directory, board }: OpenStores): Promise<Found> {
  const found = { lost: 0, unfinished: 0, doubled: 0 };
  const roots = await board.list("web:general", 1_000);
  for (let index = 0; index < Math.min(kills, ALARMS); index++) {
    const fired = Array.from({ length: kills }, (_, kill) => kill).filter((kill) => kill % ALARMS === index).length;
    const stream = await directory.find(`group/111122223333/eu-west-1/${nameOf(index)}`);
    const events = stream === undefined ? [] : (await store.read(stream, 0)).flatMap((commit) => commit.events);
    const state: Investigation = events.reduce(evolve, initialState);
    const shown = roots.filter(({ key }) => key === `${stream}#root`).length;
    found.lost += fired - state.episodes.length;
    const { findings, episodes } = state;
    const wanted = episodes.filter(({ number }, last) => findings[number]?.requested || last === episodes.length - 1);
    found.unfinished += wanted.filter(({ number }) => !findings[number]?.conclusion).length;
    if (shown === 0) found.unfinished += 1;
    const repeats = events.length - new Set(events.map((event) => JSON.stringify(event))).size;
    found.doubled += Math.max(0, shown - 1) + repeats;
  }
  return found;
}
