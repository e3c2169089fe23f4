import { afterEach, expect, test } from "vitest";
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
