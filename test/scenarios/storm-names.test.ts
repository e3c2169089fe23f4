import { afterEach, expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import { createHouse, type House } from "./house.ts";

let house: House;
afterEach(() => house.stop());

const KINDS = 120;
const nameOf = (kind: number): string => `shop-${String(kind).padStart(3, "0")}`;
const names = Array.from({ length: KINDS }, (_, kind) => nameOf(kind));

/** The texts of the messages that list a storm's members. */
const listed = (): string =>
  house.channel.standing
    .filter(({ identity }) => identity.slot.startsWith("members-"))
    .flatMap(({ card }) => card.blocks.flatMap((block) => ("text" in block ? [plain(block.text)] : [])))
    .join("\n");

test("every alarm of a storm stands in its thread by its name, each once, however often it is told", async () => {
  house = createHouse();
  const at = new Date().toISOString();
  const twice = [...names, ...names.toReversed()];
  await Promise.all(twice.map((name, index) => house.alarm(name, { at, id: `d-${index % 2}-${name}` })));
  await expect.poll(() => names.filter((name) => !listed().includes(name))).toEqual([]);
  for (const name of names) expect(listed().split(name)).toHaveLength(2);
  const slots = house.channel.standing.map(({ identity }) => `${identity.stream} ${identity.slot}`);
  expect(new Set(slots).size).toBe(slots.length);
  expect(house.roots().map(({ title }) => title.split(" · ")[0])).toEqual([`STORM ${KINDS} alarms at once`]);
});

test("one delivery among a hundred that nobody can read fails alone, and the others are named", async () => {
  house = createHouse();
  const poisoned = { id: "poison", stream: "intake/web:general", receivedAt: new Date().toISOString() };
  await Promise.all([
    ...names.slice(0, 50).map((name) => house.alarm(name)),
    house.app.deliver({ ...poisoned, body: '{"Type":"Notification","Message":"{\\"AlarmName\\":\\u0000' }),
    ...names.slice(50).map((name) => house.alarm(name)),
  ]);
  await expect.poll(() => names.filter((name) => !listed().includes(name))).toEqual([]);
  await expect.poll(() => house.roots()).toHaveLength(2);
});
