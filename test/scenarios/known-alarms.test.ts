import { afterEach, describe, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import { createHouse, type House, stateOf } from "./house.ts";

let house: House;
afterEach(() => house.stop());

/** A house whose store tells what was asked of it. */
function counted() {
  const stores = createMemoryStores({ now: () => new Date() });
  const calls: string[] = [];
  const store: Store = {
    ...stores.store,
    async append(commit) {
      calls.push(`append ${commit.events.map(({ type }) => type).join()}`);
      await stores.store.append(commit);
    },
    async deliver(deliveries) {
      calls.push("deliver");
      await stores.store.deliver(deliveries);
    },
    async take(stream, lane) {
      calls.push(`take ${lane}`);
      return stores.store.take(stream, lane);
    },
  };
  house = createHouse({ stores: { ...stores, store } });
  return calls;
}

const at = (minute: number): string => new Date(Date.parse("2026-05-01T03:00:00Z") + minute * 60_000).toISOString();
const shown = () => expect.poll(async () => (await stateOf(house, 1001)).links.length).toBe(1);
const settled = () => expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);

test("a notification of what is recorded asks nothing of the store", async () => {
  const calls = counted();
  await house.alarm("checkout-5xx", { at: at(0) });
  await shown();
  await settled();
  calls.length = 0;
  await house.alarm("checkout-5xx", { at: at(0) });
  expect(calls).toEqual([]);
});

test("a further firing is recorded before it is acknowledged, without the intake", async () => {
  const calls = counted();
  await house.alarm("checkout-5xx", { at: at(0) });
  await shown();
  await settled();
  calls.length = 0;
  await house.alarm("checkout-5xx", { at: at(1) });
  expect(calls[0]).toBe("append alarmFired");
  expect(calls).not.toContain("deliver");
  expect((await house.store.read(streamOf(1001), 0)).at(-1)?.events).toMatchObject([{ alarmAt: at(1) }]);
  await settled();
  expect(calls).not.toContain("take work");
});

test("what comes while a commit is written is told together", async () => {
  const calls = counted();
  await house.alarm("checkout-5xx", { at: at(0) });
  await shown();
  await settled();
  calls.length = 0;
  await Promise.all(Array.from({ length: 50 }, (_, minute) => house.alarm("checkout-5xx", { at: at(minute) })));
  expect((await stateOf(house, 1001)).turns).toHaveLength(50);
  expect(calls.filter((call) => call.startsWith("append")).length).toBeLessThan(10);
});

test("a firing long after the last opens a new investigation", async () => {
  counted();
  await house.alarm("checkout-5xx", { at: at(0) });
  await shown();
  await house.alarm("checkout-5xx", { state: "OK", at: at(5) });
  await house.alarm("checkout-5xx", { at: at(120) });
  await expect.poll(async () => (await stateOf(house, 1002)).previous).toBe(1001);
});

describe("on two replicas", () => {
  let other: House;
  afterEach(() => other.stop());

  function pair(): void {
    const stores = createMemoryStores({ now: () => new Date() });
    house = createHouse({ stores });
    other = createHouse({ stores });
  }

  test.each([
    ["knows the recovery before", true],
    ["does not know even that", false],
  ])(
    "a recovery goes to the newest investigation, although its replica knows the one before, and %s",
    async (_, told) => {
      pair();
      await house.alarm("checkout-5xx", { at: at(0) });
      await shown();
      await settled();
      await (told ? house : other).alarm("checkout-5xx", { state: "OK", at: at(5) });
      await settled();
      await other.alarm("checkout-5xx", { at: at(120) });
      await expect.poll(async () => (await stateOf(other, 1002)).previous).toBe(1001);
      await settled();
      await house.alarm("checkout-5xx", { state: "OK", at: at(125) });
      await expect.poll(async () => (await stateOf(other, 1002)).turns.length).toBe(2);
      expect((await stateOf(other, 1001)).turns).toHaveLength(2);
    },
  );

  test("a member that fires after its storm was closed elsewhere opens an investigation", async () => {
    pair();
    const names = Array.from({ length: 20 }, (_, index) => `shop-${index}`);
    await Promise.all(names.map((name) => house.alarm(name, { at: at(0) })));
    await expect.poll(async () => (await house.directory.list("open", 50)).length).toBe(1);
    await settled();
    const [storm] = await house.directory.list("open", 50);
    await other.say(`G-${storm?.number} close`);
    await house.alarm("shop-3", { at: at(1) });
    await expect
      .poll(async () => (await other.directory.list("open", 50)).map(({ title }) => title))
      .toEqual(["shop-3"]);
  });
});
