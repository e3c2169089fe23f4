import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import { createHouse, envelope, type House, message, stateOf } from "./house.ts";

let house: House;
afterEach(() => house.stop());

const open = async () => house.directory.list("open", 1000);
const settled = () => expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);
const isFiring = ({ state }: { readonly state: string }): boolean => state === "ALARM";
const started = Date.now();
const minutes = (count: number): string => new Date(started - 3_600_000 + count * 60_000).toISOString();

test("an alarm becomes one message in the channel, and the same notification again changes nothing", async () => {
  house = createHouse();
  const at = minutes(0);
  await house.alarm("checkout-5xx", { id: "one", at });
  await expect.poll(() => house.roots().length).toBe(1);
  await house.alarm("checkout-5xx", { id: "one", at });
  await house.alarm("checkout-5xx", { id: "two", at });
  await expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);
  expect(house.roots()).toMatchObject([{ title: "ALARM checkout-5xx · G-1001" }]);
  expect((await stateOf(house, 1001)).turns).toHaveLength(1);
});

test("five hundred notifications of one alarm at once are one investigation", async () => {
  house = createHouse();
  await Promise.all(Array.from({ length: 500 }, (_, i) => house.alarm("checkout-5xx", { at: minutes(i % 7) })));
  await expect.poll(async () => (await stateOf(house, 1001)).turns.length).toBe(7);
  await expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);
  expect(await open()).toHaveLength(1);
  expect(house.roots()).toHaveLength(1);
});

test("more than five new alarms within a minute become one message that counts them", async () => {
  house = createHouse({ automatic: true });
  for (const name of ["a", "b", "c"]) await house.alarm(`${name}-latency`);
  await expect.poll(() => house.roots().length).toBe(3);
  await Promise.all(Array.from({ length: 20 }, (_, i) => house.alarm(`shop-${i}`)));
  await expect.poll(() => house.roots().some(({ title }) => title.startsWith("STORM 20 alarms"))).toBe(true);
  await settled();
  expect((await open()).map(({ title }) => title).toSorted()).toEqual([
    "a-latency",
    "b-latency",
    "c-latency",
    "many alarms at once",
  ]);
  expect(house.roots()).toHaveLength(4);
  const storm = house.channel.standing.find(({ card }) => card.title.startsWith("STORM"));
  expect(JSON.stringify(storm?.card)).toMatch(/All 20: .*namespace AWS\/ApplicationELB/);
  expect(await house.directory.find("group/111122223333/eu-west-1/shop-7")).toBeUndefined();
});

test("a storm's card follows its members, and a member is opened once somebody asks for it", async () => {
  house = createHouse();
  await Promise.all(Array.from({ length: 8 }, (_, i) => house.alarm(`shop-${i}`, { at: minutes(1) })));
  await expect
    .poll(() =>
      house
        .roots()
        .map(({ title }) => title)
        .join(),
    )
    .toMatch(/^STORM 8 alarms/);
  await Promise.all(Array.from({ length: 8 }, (_, i) => house.alarm(`shop-${i}`, { state: "OK", at: minutes(5) })));
  await expect
    .poll(() =>
      house
        .roots()
        .map(({ title }) => title)
        .join(),
    )
    .toMatch(/^OK 8 alarms/);
  await settled();
  expect(await open()).toHaveLength(1);
  // The closed one is in the list of open ones for a moment yet.
  await expect.poll(() => house.say("investigate shop-3")).toMatchObject({ type: "stored", investigation: "G-1002" });
  await expect.poll(() => house.roots().length).toBe(2);
  expect(await stateOf(house, 1002)).toMatchObject({ title: "shop-3", storm: 1001, alarm: { threshold: 5 } });
  await house.alarm("shop-3", { at: minutes(9) });
  await expect.poll(async () => (await stateOf(house, 1002)).episodes.at(-1)?.state).toBe("ALARM");
  await expect.poll(async () => (await stateOf(house, 1001)).members.filter(isFiring).length).toBe(1);
});

test.each([
  ["in the channel", "web:general", 1001],
  ["where whoever asks does not see it", "slack:T1:D1", undefined],
])("a line of a storm whose alarm had an investigation %s gets a new one", async (_name, place, previous) => {
  let channel = place;
  house = createHouse({ channelOf: () => channel });
  await house.alarm("shop-3", { at: "2026-05-01T03:00:00Z" });
  await settled();
  await house.alarm("shop-3", { state: "OK", at: "2026-05-01T03:10:00Z" });
  await settled();
  await house.say("G-1001 close over", { place, channel: place, actor: { id: "slack:U1", name: "Ana" } });
  const { version, state } = await house.app.load("investigation/1001");
  expect(state).toMatchObject({ status: "closed", place });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  channel = "web:general";
  await Promise.all(Array.from({ length: 8 }, (_, i) => house.alarm(`shop-${i}`, { at: minutes(1) })));
  await settled();
  expect((await stateOf(house, 1002)).members).toHaveLength(8);
  expect(await house.say("investigate shop-3")).toMatchObject({ type: "stored", investigation: "G-1003" });
  expect(await stateOf(house, 1003)).toMatchObject({ title: "shop-3", storm: 1002, previous });
  expect((await house.app.load("investigation/1001")).version).toBe(version);
});

test("a member of a storm that goes on firing asks for no lane of its own, and one that fires anew after the storm opens", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  house = createHouse({ stores });
  await Promise.all(Array.from({ length: 8 }, (_, i) => house.alarm(`shop-${i}`, { at: minutes(1) })));
  await settled();
  await Promise.all(Array.from({ length: 8 }, (_, i) => house.alarm(`shop-${i}`, { at: minutes(2) })));
  await settled();
  const [storm] = await open();
  expect(await open()).toHaveLength(1);
  const { members } = await stateOf(house, storm?.number ?? 0);
  expect(members.map(({ alarmAt }) => alarmAt)).toEqual(Array(8).fill(minutes(2)));
  await house.say(`G-${storm?.number} close`);
  await house.alarm("shop-3", { at: minutes(30) });
  await expect.poll(async () => (await open()).map(({ title }) => title)).toEqual(["shop-3"]);
});

test("firing again within an hour of recovery goes on in the same thread, later it opens a new one that names the old", async () => {
  house = createHouse();
  await house.alarm("checkout-5xx", { at: "2026-05-01T03:00:00Z" });
  await house.alarm("checkout-5xx", { state: "OK", at: "2026-05-01T03:10:00Z" });
  await house.alarm("checkout-5xx", { at: "2026-05-01T04:05:00Z" });
  await expect.poll(async () => (await stateOf(house, 1001)).episodes.length).toBe(2);
  await house.alarm("checkout-5xx", { state: "OK", at: "2026-05-01T04:10:00Z" });
  await house.alarm("checkout-5xx", { at: "2026-05-01T06:00:00Z" });
  await expect.poll(() => house.roots().length).toBe(2);
  expect(await stateOf(house, 1002)).toMatchObject({ previous: 1001, title: "checkout-5xx" });
});

test("what is delivered is stored as people may see it", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  const kept: string[] = [];
  const store: Store = {
    ...stores.store,
    async deliver(deliveries) {
      kept.push(...deliveries.map(({ body }) => body));
      await stores.store.deliver(deliveries);
    },
  };
  house = createHouse({ stores: { ...stores, store } });
  const at = new Date().toISOString();
  const body = envelope("s1", { ...message("checkout-5xx", "ALARM", at), AlarmDescription: "password=hunter2" });
  await house.app.deliver({ id: "s1", stream: "intake/web:general", receivedAt: at, body });
  expect(kept.join()).toMatch(/secret hidden/);
  expect(kept.join()).not.toMatch(/hunter2/);
});

test("anything that is delivered shows something", async () => {
  house = createHouse();
  const bodies = [
    "plain words",
    "",
    "{",
    "[]",
    '{"a":1}',
    '{"version":"1.0","source":"custom","content":{"description":"deployed"}}',
    "\u0000\ud800",
  ];
  for (const [index, Message] of bodies.entries()) {
    const body = JSON.stringify({
      Type: "Notification",
      MessageId: `n${index}`,
      TopicArn: "arn:aws:sns:eu-west-1:1:t",
      Message,
      Timestamp: "",
    });
    await house.app.deliver({
      id: `n${index}`,
      stream: "intake/web:general",
      receivedAt: new Date().toISOString(),
      body,
    });
  }
  await expect.poll(() => house.roots().length).toBe(bodies.length);
});
