import { expect, test } from "vitest";
import { simulateFault } from "../../../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../../../adapters/recording/shop/simulation.ts";
import { around, faulted, later, mean, never, played, startedAt } from "./play.ts";

const signals = (service: string, metric: string, statistic: string) => ({
  namespace: "ApplicationSignals",
  metric,
  dimensions: { Environment: "ecs:shop", Service: service },
  statistic,
});
const ecs = (service: string, metric: string) => ({
  namespace: "AWS/ECS",
  metric,
  dimensions: { ClusterName: "shop", ServiceName: service },
  statistic: "Average",
});
const table = (name: string, metric: string) => ({
  namespace: "AWS/DynamoDB",
  metric,
  dimensions: { TableName: name },
  statistic: "Sum",
});

async function rise(simulation: Simulation, query: Parameters<typeof around>[1]): Promise<number> {
  const before = mean(await around(simulation, query, -60, 0));
  return mean(await around(simulation, query, 5, 25)) / Math.max(before, 1e-6);
}

test("a slow callee makes those slow who wait for it, and nobody else", async () => {
  const simulation = faulted("slowDependency", "payment-provider");
  for (const service of ["payments", "checkout", "storefront"]) {
    expect(await rise(simulation, signals(service, "Latency", "Average")), service).toBeGreaterThan(1.3);
  }
  for (const service of ["search", "catalog", "cart", "accounts", "orders", "shipping"]) {
    expect(await rise(simulation, signals(service, "Latency", "Average")), service).toBeLessThan(1.15);
  }
  expect(await rise(simulation, ecs("payments", "CPUUtilization"))).toBeLessThan(1.15);
});

test("an error climbs to those who need the answer, and fades where few calls go", async () => {
  const simulation = faulted("deployment", "orders");
  const share = async (service: string) => mean(await around(simulation, signals(service, "Fault", "Average"), 5, 25));
  expect(await share("orders")).toBeGreaterThan(0.3);
  expect(await share("checkout")).toBeGreaterThan(0.3);
  expect(await share("storefront")).toBeGreaterThan(0.01);
  expect(await share("storefront")).toBeLessThan(0.05);
  expect(await share("search")).toBeLessThan(0.005);
});

test("five traffic generators raise requests, saturate the front and slow it down", async () => {
  const simulation = played("slow-front");
  const balancer = { namespace: "AWS/ApplicationELB", dimensions: { LoadBalancer: "app/shop-alb/50dc6c495c0c9188" } };
  expect(await rise(simulation, { ...balancer, metric: "RequestCount", statistic: "Sum" })).toBeGreaterThan(2);
  expect(await rise(simulation, { ...balancer, metric: "TargetResponseTime", statistic: "Average" })).toBeGreaterThan(
    1.5,
  );
  expect(mean(await around(simulation, ecs("storefront", "CPUUtilization"), 5, 25))).toBeGreaterThan(95);
});

test("the four throttlings of a table each have an event of their own, and differ in use", async () => {
  const reasons = ["KeyRangeThroughput", "ProvisionedThroughput", "AccountLimit", "MaxOnDemandThroughput"];
  const ways = [
    ["hotKey", "carts"],
    ["provisionedCapacity", "carts"],
    ["accountLimit", "orders-table"],
    ["onDemandMaximum", "sessions"],
  ] as const;
  for (const [index, [fault, name]] of ways.entries()) {
    const simulation = faulted(fault, name);
    const counts = reasons.map(async (reason) =>
      mean(await around(simulation, table(name, `Read${reason}ThrottleEvents`), 5, 25)),
    );
    const found = await Promise.all(counts);
    expect(found.map((count) => count > 0)).toEqual(reasons.map((_, at) => at === index));
    const all = mean(await around(simulation, table(name, "ReadThrottleEvents"), 5, 25));
    expect(all).toBeCloseTo(found[index]!, 6);
  }
});

test("a hot key throttles below what is provisioned, lowered capacity at its limit", async () => {
  const used = async (simulation: Simulation) => {
    const consumed = mean(await around(simulation, table("carts", "ConsumedReadCapacityUnits"), 5, 25)) / 60;
    const paid = { ...table("carts", "ProvisionedReadCapacityUnits"), statistic: "Average" };
    return consumed / mean(await around(simulation, paid, 5, 25));
  };
  expect(await used(faulted("hotKey", "carts"))).toBeLessThan(0.8);
  expect(await used(faulted("provisionedCapacity", "carts"))).toBeCloseTo(1, 2);
});

test("nothing is written for throttles while none happen", async () => {
  const values = await around(faulted("hotKey", "carts"), table("carts", "ReadThrottleEvents"), -60, 0);
  expect(values.every(Number.isNaN)).toBe(true);
});

test("memory climbs until the task is killed, and climbs again", async () => {
  const values = await around(played("recommendations-dying"), ecs("recommendations", "MemoryUtilization"), 0, 72);
  expect(values[34]).toBeGreaterThan(90);
  expect(values[37]).toBeLessThan(70);
  expect(values[70]).toBeGreaterThan(90);
});

test("messages wait when the consumer is slow, and no message ages faster than time", async () => {
  const age = {
    namespace: "AWS/SQS",
    metric: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: "order-events" },
    statistic: "Maximum",
  };
  const values = await around(played("fulfilment-late"), age, -30, 20);
  expect(Math.max(...values.slice(0, 30))).toBeLessThan(5);
  expect(values[49]).toBeGreaterThan(300);
  expect(values[49]).toBeLessThan(20 * 60);
});

test("where there is no fault, the metric comes back by itself and all else is as usual", async () => {
  const simulation = played("search-wobble");
  expect(await rise(simulation, signals("search", "Latency", "p99"))).toBeLessThan(1.2);
  const { value: graph } = await simulation.telemetry.topology.graph({ start: 0, end: 0 }, never);
  for (const { id, metrics } of graph.components) {
    for (const { signal, query } of metrics) {
      if (signal === "errors" || signal === "throttles" || id === "search") continue;
      expect(await rise(simulation, query), `${id} ${query.metric}`).toBeLessThan(1.3);
    }
  }
});

test("random faults are of many kinds and befall many parts", () => {
  const answers = Array.from(
    { length: 40 },
    (_, seed) => simulateFault({ seed, startedAt, now: later }).incident.answer,
  );
  expect(new Set(answers.map(({ mechanism }) => mechanism)).size).toBeGreaterThanOrEqual(8);
  expect(new Set(answers.map(({ component }) => component)).size).toBeGreaterThanOrEqual(10);
});

test("a throttled function counts throttles and not errors", async () => {
  const of = (metric: string) => ({
    namespace: "AWS/Lambda",
    metric,
    dimensions: { FunctionName: "price-quote" },
    statistic: "Sum",
  });
  const simulation = faulted("concurrencyLimit", "price-quote");
  expect(mean(await around(simulation, of("Throttles"), -60, 0))).toBe(0);
  expect(mean(await around(simulation, of("Throttles"), 5, 25))).toBeGreaterThan(20);
  const errors = mean(await around(simulation, of("Errors"), 5, 25));
  expect(errors).toBeLessThan(mean(await around(simulation, of("Throttles"), 5, 25)) / 5);
  expect(await rise(simulation, signals("cart", "Fault", "Sum"))).toBeGreaterThan(10);
});
