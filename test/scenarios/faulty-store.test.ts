import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openDynamoStores } from "../../adapters/dynamodb/stores.ts";
import { startDynalite } from "../../maintenance/dynalite.ts";
import { StoreUnavailable } from "../../src/errors.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import { startFaultyProxy } from "../counterparts/faulty-proxy.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const NOTES = 60;
let house: House;
afterEach(() => house.stop());

test("of a store that fails one call in three nobody is told what is not so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const dynalite = await startDynalite(folder);
  const proxy = await startFaultyProxy(dynalite.endpoint);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const now = (): Date => new Date();
  const stores = await openDynamoStores({
    tableName: "faulty",
    region: "eu-west-1",
    endpoint: proxy.endpoint,
    credentials,
    now,
  });
  house = createHouse({ stores });
  // The same delivery again begins nothing new, however long the first took.
  while ((await house.say("investigate checkout", { id: "begin" })).type !== "stored");
  proxy.every = 3;
  const told = { stored: new Set<string>(), refused: new Set<string>() };
  for (let note = 0; note < NOTES; note++) {
    const text = `line ${note} of the record`;
    const received = await house.say(`G-1001 note ${text}`);
    if (received.type === "stored") told.stored.add(text);
    else if (JSON.stringify(received).includes("Nothing was changed")) told.refused.add(text);
  }
  proxy.every = 0;
  expect(Math.min(...Object.values(proxy.faults))).toBeGreaterThan(3);
  const kept = (await stateOf(house, 1001)).notes.map(({ text }) => text);
  expect(new Set(kept).size).toBe(kept.length);
  expect([...told.stored].filter((text) => !kept.includes(text))).toEqual([]);
  expect([...told.refused].filter((text) => kept.includes(text))).toEqual([]);
  // How many are refused or not known in time depends on how fast the machine is; none of them is wrong.
  expect(kept.length).toBeGreaterThan(NOTES / 4);
  await house.stop();
  await stores.close();
  await proxy.close();
  await dynalite.close();
  await rm(folder, { recursive: true });
});

/** A store whose appends are done, and then not answered, as many times as it is told. */
function unanswered(times: number, alsoReads: boolean) {
  const stores = createMemoryStores({ now: () => new Date() });
  let left = 0;
  let silent = false;
  const store: Store = {
    ...stores.store,
    async read(stream, after) {
      if (silent) throw new Error("no answer");
      return stores.store.read(stream, after);
    },
    async append(commit) {
      await stores.store.append(commit);
      if (left-- <= 0) return;
      silent = alsoReads;
      throw new Error("no answer");
    },
  };
  return {
    stores: { ...stores, store },
    begin: () => {
      left = times;
    },
  };
}

test("a note that was stored without an answer is told as stored, once, and shown", async () => {
  const { stores, begin } = unanswered(1, false);
  house = createHouse({ stores });
  await house.say("investigate checkout");
  begin();
  expect(await house.say("G-1001 note rolled back")).toMatchObject({ type: "stored" });
  expect((await stateOf(house, 1001)).notes).toHaveLength(1);
  await expect.poll(() => JSON.stringify(house.channel.standing)).toMatch(/rolled back/);
});

test("what may have been stored stays unknown, whatever fails afterwards", async () => {
  const sound = createMemoryStores({ now: () => new Date() });
  let down = false;
  const assureUp = (): void => {
    if (down) throw new StoreUnavailable("the disk is full");
  };
  const store: Store = {
    ...sound.store,
    async read(stream, after) {
      assureUp();
      return sound.store.read(stream, after);
    },
    async append(commit) {
      assureUp();
      await sound.store.append(commit);
      down = commit.events.some(({ type }) => type === "noteAdded");
      if (down) throw new Error("no answer");
    },
  };
  house = createHouse({ stores: { ...sound, store } });
  await house.say("investigate checkout");
  const received = await house.say("G-1001 note rolled back");
  expect(JSON.stringify(received)).toMatch(/it may be stored or not/);
  down = false;
});

test("a store that cannot be used for a moment is asked again before anybody is refused", async () => {
  const sound = createMemoryStores({ now: () => new Date() });
  let refused = 0;
  const store: Store = {
    ...sound.store,
    async append(commit) {
      if (commit.events.some(({ type }) => type === "noteAdded") && refused++ < 3) throw new StoreUnavailable("busy");
      await sound.store.append(commit);
    },
  };
  house = createHouse({ stores: { ...sound, store } });
  await house.say("investigate checkout");
  // On a clock that stands still, so that a busy machine does not use the time up.
  vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
  expect(await house.say("G-1001 note rolled back")).toMatchObject({ type: "stored" });
  vi.useRealTimers();
});

test("where nothing can be read either, nobody is told that nothing was changed", async () => {
  const { stores, begin } = unanswered(Number.POSITIVE_INFINITY, true);
  house = createHouse({ stores });
  await house.say("investigate checkout");
  begin();
  const received = await house.say("G-1001 note rolled back");
  expect(JSON.stringify(received)).toMatch(/it may be stored or not. Look at the thread/);
});
