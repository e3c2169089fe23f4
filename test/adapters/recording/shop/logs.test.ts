import { expect, test } from "vitest";
import { never, played } from "./play.ts";

async function patterns(incident: string, group: string, minutes = 15) {
  const simulation = played(incident);
  const onset = simulation.onsetAt.getTime() / 1000;
  const window = { start: onset, end: onset + minutes * 60 };
  return { onset, found: (await simulation.telemetry.logs.patterns([group], window, onset, never)).value };
}

test("a bad deployment brings an error that was not there before", async () => {
  const { onset, found } = await patterns("orders-failing", "/ecs/shop/orders");
  const error = found.find(({ pattern }) => pattern.startsWith("TypeError"))!;
  expect(error).toMatchObject({ severity: "error", before: 0, group: "/ecs/shop/orders" });
  expect(error.count).toBeGreaterThan(100);
  expect(error.firstAt).toBeGreaterThanOrEqual(onset);
  expect(error.firstAt).toBeLessThan(onset + 180);
});

test("harmless lines are there before and after alike", async () => {
  const { found } = await patterns("orders-failing", "/ecs/shop/search", 60);
  const usual = found.find(({ severity }) => severity === "info")!;
  expect(usual.count / usual.before).toBeGreaterThan(0.8);
  expect(usual.count / usual.before).toBeLessThan(1.25);
  expect(found.some(({ severity, before }) => severity === "error" && before > 0)).toBe(true);
});

test("those who wait complain of the one that fails", async () => {
  const { found } = await patterns("orders-failing", "/ecs/shop/checkout");
  const complaint = found.find(({ pattern }) => pattern.includes("call to orders failed"))!;
  expect(complaint.count).toBeGreaterThan(100);
  expect(complaint.before).toBeLessThan(complaint.count / 50);
});

test.each([
  ["orders-denied", "/ecs/shop/orders", /AccessDeniedException.*shop-orders-task/],
  ["recommendations-dying", "/ecs/shop/recommendations", /code 137 \(OutOfMemoryError/],
  ["carts-refusing", "/ecs/shop/cart", /KeyRangeThroughputExceeded/],
  ["checkout-slow", "/ecs/shop/payments", /payment-provider took/],
  ["fulfilment-late", "/aws/lambda/order-fulfilment", /batch of/],
])("%s writes a line of its own", async (incident, group, line) => {
  const { found } = await patterns(incident, group, 45);
  const own = found.find(({ pattern }) => line.test(pattern));
  expect(own?.before).toBe(0);
});

test("a group that nobody writes to has no patterns", async () => {
  expect((await patterns("orders-failing", "/ecs/shop/gone")).found).toEqual([]);
});
