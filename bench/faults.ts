import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { openDynamoStores } from "../adapters/dynamodb/stores.ts";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { startDynalite } from "../maintenance/dynalite.ts";
import { silentLog } from "../src/log/log.ts";
import type { Stores } from "../src/store/stores.ts";
import { startDynamoLocal } from "../test/counterparts/dynamodb-local.ts";
import { startFaultyProxy } from "../test/counterparts/faulty-proxy.ts";
import { createHouse, type House, stateOf } from "../test/scenarios/house.ts";
import { createFaultyStores } from "./faulty-stores.ts";

/**
 * What people are told by a store that fails one call in three, every other time after the call was done. `-- [commands]`: notes, ten at
 * a time, on ten investigations. SQLite fails at the ports; DynamoDB Local, or dynalite where there is no Java, behind a proxy that
 * throttles, fails and cuts connections.
 */
const COMMANDS = Number(process.argv[2] ?? 300);
const AT_ONCE = 10;
const ONE_IN = 3;

const folder = await mkdtemp(join(tmpdir(), "gumshoe-faults-"));
const now = (): Date => new Date();

const sqlite = await openSqliteStores({ folder: join(folder, "sqlite"), now, log: silentLog });
const faulty = createFaultyStores(sqlite);
await report("sqlite", faulty.stores, (every) => {
  faulty.every = every;
});
await sqlite.close();

const local = await startDynamoLocal();
const engine = local.missing === undefined ? local : await startDynalite(join(folder, "dynalite"));
const proxy = await startFaultyProxy(engine.endpoint);
const table = await openDynamoStores({
  tableName: "gumshoe-faults",
  region: "us-east-1",
  endpoint: proxy.endpoint,
  credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  now,
});
await report(engine === local ? "dynamodb" : "dynalite", table, (every) => {
  proxy.every = every;
});
await table.close();
await proxy.close();
await ("close" in engine ? engine.close() : engine.stop());
await rm(folder, { recursive: true, force: true });
process.exit(0);

async function report(store: string, stores: Stores, fail: (every: number) => void): Promise<void> {
  const house = createHouse({ stores: { ...stores } });
  const investigations = await begin(house);
  fail(ONE_IN);
  const found = await sayNotes(house, investigations);
  fail(0);
  const kept = await keptNotes(house, investigations);
  const { stored, refused, unknown, ms } = found;
  const wrong =
    stored.filter((text) => kept.filter((each) => each === text).length !== 1).length +
    refused.filter((text) => kept.includes(text)).length;
  ms.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(ms[Math.floor((ms.length - 1) * share)] ?? 0);
  const percent = (all: readonly string[]): number => Math.round((all.length / COMMANDS) * 1_000) / 10;
  const figures = {
    notStoredPercent: percent(refused),
    unknownPercent: percent(unknown),
    wrong,
    p50: at(0.5),
    p99: at(0.99),
  };
  process.stdout.write(
    `${JSON.stringify({ bench: "faults", store, commands: COMMANDS, oneIn: ONE_IN, ...figures })}\n`,
  );
  await house.stop();
}

/** Begins investigations and waits for their verdicts: what is measured is the store, not the processor. Returns their numbers. */
async function begin(house: House): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (let index = 0; index < AT_ONCE; index++) {
    const say = () => house.say(`investigate the slow page ${index}`, { id: `begin-${index}` });
    let begun = await say();
    while (begun.type !== "stored") begun = await say();
    numbers.push(Number(begun.investigation.slice(2)));
  }
  for (const number of numbers) {
    while ((await stateOf(house, number)).findings[1]?.conclusion === undefined) await setTimeout(100);
  }
  return numbers;
}

async function sayNotes(house: House, investigations: readonly number[]) {
  const found: { stored: string[]; refused: string[]; unknown: string[]; ms: number[] } = {
    stored: [],
    refused: [],
    unknown: [],
    ms: [],
  };
  const notes = Array.from({ length: COMMANDS }, (_, index) => index);
  await Promise.all(
    investigations.map(async (investigation, writer) => {
      for (const index of notes.filter((each) => each % AT_ONCE === writer)) {
        const text = `line ${index} of the record`;
        const begun = performance.now();
        const received = await house.say(`G-${investigation} note ${text}`);
        found.ms.push(performance.now() - begun);
        if (received.type === "stored") found.stored.push(text);
        else if (JSON.stringify(received).includes("Nothing was changed")) found.refused.push(text);
        else found.unknown.push(text);
      }
    }),
  );
  return found;
}

async function keptNotes(house: House, investigations: readonly number[]): Promise<readonly string[]> {
  const states = await Promise.all(investigations.map((number) => stateOf(house, number)));
  return states.flatMap(({ notes }) => notes.map(({ text }) => text));
}
