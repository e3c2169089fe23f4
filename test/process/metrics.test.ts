import { afterAll, beforeAll, expect, test } from "vitest";
import { StoreUnavailable } from "../../src/errors.ts";
import { createMetrics } from "../../src/process/metrics.ts";
import { startServer } from "../../src/process/server.ts";
import { createHouse, envelope, message } from "../scenarios/house.ts";

const TOKEN = "the token of a test";
const at = "2026-11-30T03:00:00.000Z";
const now = (): Date => new Date(at);
const house = createHouse({ now });
let fails = false;
const metrics = createMetrics({ token: TOKEN, problems: () => 2, lastDelivery: now });
const app = metrics.observe({
  ...house.app,
  async deliver(...delivered) {
    if (fails) throw new StoreUnavailable("the disk is full");
    await house.app.deliver(...delivered);
  },
});
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer([metrics.mount], { port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.stop();
  await house.stop();
});

async function read(authorization?: string): Promise<{ readonly status: number; readonly text: string }> {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
}

test.each([undefined, "Bearer wrong", TOKEN, `Bearer ${TOKEN} `.repeat(2), "Bearer"])(
  "are read by nobody who says %s",
  async (authorization) => {
    const { status, text } = await read(authorization);
    expect(status).toBe(401);
    expect(text).not.toContain("gumshoe_");
  },
);

test("count what was delivered and said by how it ended, and when something last arrived", async () => {
  const delivery = { id: "m-1", stream: "intake/web:general", receivedAt: at };
  const body = envelope("m-1", message("orders-5xx", "ALARM", at));
  await app.deliver({ ...delivery, body });
  fails = true;
  await expect(app.deliver({ ...delivery, body })).rejects.toThrow("the disk is full");
  const said = { place: "web:general", channel: "web:general", actor: { id: "web:ana", name: "Ana" }, zone: "UTC", at };
  for (const [id, text] of Object.entries({ a: "help", b: "G-9999 ack", c: "investigate cart is slow" })) {
    await app.receive({ ...said, id, text, manner: "addressed" });
  }
  const { status, text } = await read(`Bearer ${TOKEN}`);
  expect(status).toBe(200);
  expect(text).toContain('gumshoe_delivery_seconds_count{outcome="stored"} 1');
  expect(text).toContain('gumshoe_delivery_seconds_count{outcome="failed"} 1');
  for (const result of ["reply", "refused", "stored"]) {
    expect(text).toContain(`gumshoe_command_seconds_count{result="${result}"} 1`);
  }
  expect(text).toContain(`gumshoe_last_delivery_timestamp_seconds ${Date.parse(at) / 1000}`);
  expect(text).toContain("gumshoe_problems 2");
  expect(text).toMatch(/gumshoe_resident_memory_bytes [1-9]/);
  expect(text).toMatch(/gumshoe_event_loop_delay_seconds \d/);
});
