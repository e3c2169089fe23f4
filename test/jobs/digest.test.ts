import { afterEach, expect, test } from "vitest";
import { createDigest, lastDue } from "../../src/jobs/digest.ts";
import { silentLog } from "../../src/log/log.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createHouse, type House } from "../scenarios/house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const berlin = { weekday: 1, hour: 9, minute: 0, zone: "Europe/Berlin" };

/** A time, and the last Monday, 09:00 in Berlin, at or before it. */
test.each([
  ["2026-11-30T08:00:00Z", "2026-11-30T08:00:00Z"],
  ["2026-11-30T07:59:59Z", "2026-11-23T08:00:00Z"],
  ["2026-12-06T23:30:00Z", "2026-11-30T08:00:00Z"],
  ["2026-03-30T07:00:00Z", "2026-03-30T07:00:00Z"],
  ["2026-03-30T06:59:00Z", "2026-03-23T08:00:00Z"],
  ["2027-01-01T00:00:00Z", "2026-12-28T08:00:00Z"],
])("before %s it was due at %s", (time, due) => {
  expect(new Date(lastDue(berlin, seconds(time)) * 1000)).toEqual(new Date(due));
});

/** Replicas of one installation at a time, each with its digest. */
function replicas(count: number, time: () => Date) {
  const stores = createMemoryStores({ now: time });
  return Array.from({ length: count }, () => {
    const house = createHouse({ stores, now: time });
    houses.push(house);
    const { directory, app } = house;
    const deps = { directory, handle: app.handle, place: "web:general", weekly: berlin, now: time, log: silentLog };
    return { house, digest: createDigest(deps) };
  });
}

const digestsIn = async ({ directory, app }: House): Promise<number> => {
  const stream = await directory.find(`digest/web:general/${seconds("2026-11-30T08:00:00Z")}`);
  if (stream === undefined) return 0;
  const { state } = await app.load(stream);
  expect(state.queries[0]?.question).toMatchObject({
    type: "stats",
    window: { start: seconds("2026-11-23T08:00:00Z"), end: seconds("2026-11-30T08:00:00Z") },
  });
  return state.queries.length;
};

test("two replicas post it once, however often they look", async () => {
  const all = replicas(2, () => new Date("2026-11-30T08:00:30Z"));
  await Promise.all(all.flatMap(({ digest }) => [digest.run(), digest.run()]));
  await Promise.all(all.map(({ digest }) => digest.run()));
  for (const { house } of all) expect(await digestsIn(house)).toBe(1);
  const numbers = new Set(all.flatMap(({ house }) => house.channel.standing.map(({ identity }) => identity.stream)));
  expect(numbers.size).toBeLessThanOrEqual(1);
});

test("one that could not be posted at its time is posted later, and left out when it is old", async () => {
  let time = new Date("2026-11-30T12:00:00Z");
  const [late] = replicas(1, () => time);
  await late?.digest.run();
  expect(late && (await digestsIn(late.house))).toBe(1);
  time = new Date("2026-11-30T15:00:00Z");
  const [old] = replicas(1, () => time);
  await old?.digest.run();
  expect(old && (await digestsIn(old.house))).toBe(0);
});
