import { afterEach, beforeEach, expect, test } from "vitest";
import { createTracer } from "../../../adapters/otlp/tracer.ts";
import { createTracing, type Tracing } from "../../../src/process/tracing/tracing.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { type Collector, type ReceivedSpan, startCollector } from "../../counterparts/otlp.ts";
import { createHouse, envelope, type House, message } from "../../scenarios/house.ts";

const SECRET = "xoxb-1111111111-secretsecretsecret";
let collector: Collector;
const houses: House[] = [];
const all: Tracing[] = [];

beforeEach(async () => {
  collector = await startCollector();
});
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
  for (const tracing of all.splice(0)) await tracing.stop();
  await collector.stop();
});

/** A replica that sends its traces; replicas share what is stored. */
function replica(stores: ReturnType<typeof createMemoryStores>, share = 1): { house: House; tracing: Tracing } {
  const tracing = createTracing(createTracer({ endpoint: collector.endpoint, headers: { "x-team": "ops" }, share }));
  const house = createHouse({ stores, tracing, automatic: true });
  all.push(tracing);
  houses.push(house);
  return { house, tracing };
}

const named = (name: string): readonly ReceivedSpan[] => collector.spans().filter((span) => span.name === name);

async function deliver({ app }: House, id: string, alarm: string): Promise<void> {
  const at = new Date().toISOString();
  const told = { ...message(alarm, "ALARM", at), NewStateReason: `password=${SECRET}` };
  await app.deliver({ id, stream: "intake/web:general", receivedAt: at, body: envelope(id, told) });
}

test("one trace holds a delivery, what is stored, each call of a source and the card, over two replicas, and nothing of what they say", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  const [takes, works] = [replica(stores), replica(stores)];
  await takes.house.app.runner.stop();
  await deliver(takes.house, "m-1", "checkout-5xx");
  const card = (): string => JSON.stringify(works.house.channel.standing.map(({ card }) => card));
  await expect.poll(card).toContain("checkout-5xx");
  await expect.poll(card).toMatch(/INCONCLUSIVE|LIKELY|CONFIRMED/);
  await works.house.stop();
  for (const { tracing } of [takes, works]) await tracing.stop();

  const [delivery] = named("delivery");
  const ofTrace = collector.spans().filter(({ traceId }) => traceId === delivery?.traceId);
  const parentOf = ({ parentSpanId }: ReceivedSpan): string | undefined =>
    ofTrace.find(({ spanId }) => spanId === parentSpanId)?.name;
  const parents = (name: string): readonly (string | undefined)[] => [
    ...new Set(ofTrace.filter((span) => span.name === name).map(parentOf)),
  ];
  expect(delivery?.parentSpanId).toBeUndefined();
  expect(parents("store deliver")).toEqual(["delivery"]);
  expect(parents("lane deliveries")).toEqual(["delivery"]);
  expect(parents("lane investigate")).toEqual(["store append"]);
  expect(parents("source metrics.fetch")).toEqual(["lane investigate"]);
  expect(parents("source topology.graph")).toEqual(["lane investigate"]);
  expect(parents("chat post")).toEqual(["lane chat"]);
  const sent = collector.bodies.join("\n");
  for (const text of ["checkout-5xx", SECRET, "Threshold", "HTTPCode_Target", "LoadBalancer"]) {
    expect.soft(sent).not.toContain(text);
  }
  expect(sent).toContain('"gumshoe.stream"');
  expect(collector.headers[0]).toMatchObject({ "x-team": "ops" });
});

test("what fails is marked with the kind of its error, and not with what it says", async () => {
  const { house, tracing } = replica(createMemoryStores({ now: () => new Date() }));
  const failing = tracing.app({
    ...house.app,
    deliver: async () => {
      throw new TypeError(`cannot read ${SECRET}`);
    },
  });
  await expect(deliver({ ...house, app: failing }, "m-2", "a")).rejects.toThrow(SECRET);
  await tracing.stop();
  expect(named("delivery")).toMatchObject([{ status: { code: 2 } }]);
  expect(collector.bodies.join("\n")).toContain("TypeError");
  expect(collector.bodies.join("\n")).not.toContain(SECRET);
});

test("deliveries that are worked off together are linked", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  const [takes, works] = [replica(stores), replica(stores)];
  await works.house.stop();
  await takes.house.app.runner.stop();
  await deliver(takes.house, "m-3", "checkout-5xx");
  await deliver(takes.house, "m-4", "orders-5xx");
  const later = replica(stores);
  await expect.poll(() => later.house.roots().length).toBeGreaterThan(0);
  await later.house.stop();
  for (const { tracing } of [takes, later]) await tracing.stop();
  const [first, second] = named("delivery");
  const [worked] = named("lane deliveries");
  expect(first?.traceId).not.toBe(second?.traceId);
  expect(worked?.traceId).toBe(first?.traceId);
  expect(worked?.links.map(({ traceId }) => traceId)).toEqual([second?.traceId]);
});

test("a share of none sends nothing, and replicas agree on it", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  const [takes, works] = [replica(stores, 0), replica(stores)];
  await takes.house.app.runner.stop();
  await deliver(takes.house, "m-5", "checkout-5xx");
  await expect.poll(() => works.house.roots().length).toBe(1);
  await works.house.stop();
  for (const { tracing } of [takes, works]) await tracing.stop();
  expect(named("lane deliveries")).toEqual([]);
  expect(named("chat post")).toEqual([]);
});

test("a collector that is away holds nothing back", async () => {
  const { house, tracing } = replica(createMemoryStores({ now: () => new Date() }));
  await collector.stop();
  await deliver(house, "m-6", "checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  await house.stop();
  await tracing.stop();
  expect(collector.spans()).toEqual([]);
});
