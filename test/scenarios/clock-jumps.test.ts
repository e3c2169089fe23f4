import { afterEach, expect, test } from "vitest";
import { snoozeOf } from "../../src/investigation/carried/firing.ts";
import { isFiring } from "../../src/investigation/state.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const HOUR_MS = 3_600_000;
let house: House;
afterEach(() => house.stop());

test("alarms and decisions outlast a clock that jumps an hour ahead and an hour back", async () => {
  let at = Date.parse("2026-11-30T03:00:00Z");
  house = createHouse({ now: () => new Date(at) });
  const opened = (number: number) => expect.poll(async () => (await stateOf(house, number)).status).toBe("open");
  await house.alarm("checkout-5xx");
  await opened(1001);
  at += HOUR_MS;
  await house.alarm("orders-5xx");
  await opened(1002);
  at -= 2 * HOUR_MS;
  await house.alarm("cart-5xx");
  await opened(1003);
  await house.say("G-1001 ack");
  await house.say("G-1002 note rolled back");
  const acknowledged = async () => (await stateOf(house, 1001)).acknowledged?.by.name;
  await expect.poll(acknowledged).toBe("Ana");
  // What was shown before the jump is shown anew after it.
  await expect.poll(() => JSON.stringify(house.roots())).toContain("ACKED");
  at += HOUR_MS;
  await house.alarm("checkout-5xx", { state: "OK" });
  await expect.poll(async () => isFiring(await stateOf(house, 1001))).toBe(false);
  expect((await stateOf(house, 1002)).notes.map(({ text }) => text)).toEqual(["rolled back"]);
});

test("a snooze ends by the clock: not before its time when the clock goes back, and at once when it goes past it", async () => {
  let at = Date.parse("2026-11-30T03:00:00Z");
  house = createHouse({ now: () => new Date(at) });
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  await house.say("G-1001 snooze 30m");
  const snoozed = async () => snoozeOf(await stateOf(house, 1001)) !== undefined;
  await expect.poll(snoozed).toBe(true);
  at -= HOUR_MS;
  await house.alarm("checkout-5xx", { id: "again" });
  expect(await snoozed()).toBe(true);
  at += 2 * HOUR_MS;
  await expect.poll(snoozed).toBe(false);
});
