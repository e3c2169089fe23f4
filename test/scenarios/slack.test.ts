import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/receive.ts";
import { type SlackHouse, startSlackHouse, textOf } from "./slack-house.ts";

const houses: SlackHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) {
    expect(house.slack.problems).toEqual([]);
    await house.stop();
  }
});

async function open(options: Parameters<typeof startSlackHouse>[0] = {}): Promise<SlackHouse> {
  const house = await startSlackHouse(options);
  houses.push(house);
  return house;
}

const stateOf = async (house: SlackHouse, number = 1001) => (await house.app.load(streamOf(number))).state;

test("an alarm is one message, edited through its life", async () => {
  const house = await open();
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  expect(house.roots()[0]?.text).toMatch(/^ALARM checkout-5xx/);
  await house.sender.slash("G-1001 ack");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/ACKED checkout-5xx/);
  await house.alarm("checkout-5xx", { state: "OK" });
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/OK checkout-5xx/);
  await house.sender.slash("G-1001 close rolled back");
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/CLOSED.*rolled back/);
  expect(house.roots()).toHaveLength(1);
});
