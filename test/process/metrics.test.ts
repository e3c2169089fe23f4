import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StoreUnavailable } from "../../src/errors.ts";
import { createMetrics } from "../../src/process/metrics.ts";
import { startServer } from "../../src/process/server.ts";
import { createHouse, envelope, message } from "../scenarios/house.ts";

const TOKEN = "the token of a test";
const at = "2026-11-30T03:00:00.000Z";
const now = (): Date => new Date(at);
const house = createHouse({ now });
let fails = false;
const metrics = createMetrics({ token: TOKEN, problems: () => 2, lastDelivery: now, now });
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

async function read(
  authorization?: string,
  accept = "text/plain",
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { accept, ...(authorization !== undefined && { authorization }) };
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

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";

describe("with traces", () => {
  let trace: string | undefined;
  const traced = createMetrics({ token: TOKEN, problems: () => 0, lastDelivery: now, traced: () => trace, now });
  const timed = traced.observe({ ...house.app, deliver: async () => undefined });
  let there: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    there = await startServer([traced.mount], { port: 0, host: "127.0.0.1" });
  });
  afterAll(() => there.stop());

  async function asked(accept: string) {
    const headers = { accept, authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`http://127.0.0.1:${there.port}/metrics`, { headers });
    return { type: response.headers.get("content-type"), text: await response.text() };
  }
  const delivery = { id: "m-9", stream: "intake/web:general", receivedAt: at, body: "{}" };

  test("histograms name a trace that is kept, in OpenMetrics, which alone can", async () => {
    trace = `00-${TRACE_ID}-${SPAN_ID}-00`;
    await timed.deliver(delivery);
    const accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";
    expect((await asked(accept)).text).not.toContain("trace_id");
    trace = `00-${TRACE_ID}-${SPAN_ID}-01`;
    await timed.deliver(delivery);
    const { type, text } = await asked(accept);
    expect(type).toContain("application/openmetrics-text");
    const example = `# {trace_id="${TRACE_ID}",span_id="${SPAN_ID}"}`;
    const lines = text.split("\n");
    const first = 'gumshoe_delivery_seconds_bucket{outcome="stored",le="0.005"} 2 ';
    expect(lines.find((line) => line.includes(example))?.startsWith(first)).toBe(true);
    expect(lines).toContain('gumshoe_delivery_seconds_count{outcome="stored"} 2');
    expect(lines.some((line) => line.startsWith('gumshoe_delivery_seconds_bucket{outcome="stored",le="1.0"} 2'))).toBe(
      true,
    );
    expect(lines).toContain("gumshoe_problems 0");
    expect(lines.slice(-2)).toEqual(["# EOF", ""]);
    expect((await asked("text/plain")).text).not.toContain("trace_id");
  });
});
