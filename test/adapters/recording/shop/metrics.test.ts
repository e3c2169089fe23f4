import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../../../adapters/recording/shop/shop.ts";
import type { MetricQuery } from "../../../../src/findings/measured.ts";
import { mean, never, played, startedAt } from "./play.ts";

const noon = startedAt.getTime() / 1000;
const cpu: MetricQuery = {
  namespace: "AWS/ECS",
  metric: "CPUUtilization",
  dimensions: { ClusterName: "shop", ServiceName: "storefront" },
  statistic: "Average",
  period: 60,
};
const requests: MetricQuery = {
  namespace: "AWS/ApplicationELB",
  metric: "RequestCount",
  dimensions: { LoadBalancer: "app/shop-alb/50dc6c495c0c9188" },
  statistic: "Sum",
  period: 60,
};

async function values(query: MetricQuery, start: number, end: number, seed = 1): Promise<readonly number[]> {
  const { value } = await played("search-wobble", seed).telemetry.metrics.fetch([query], { start, end }, never);
  return Array.from(value[0]!.values);
}

test("the same seed gives the same numbers, whatever else is asked", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 13 * 1440 }), async (seed, ago) => {
      const start = noon - ago * 60;
      const alone = await values(requests, start, start + 600, seed);
      const within = await values(requests, start - 1800, start + 1200, seed);
      expect(alone).toEqual(within.slice(30, 40));
    }),
    { numRuns: 25 },
  );
});

test("another seed gives other numbers", async () => {
  expect(await values(requests, noon - 7200, noon - 3600, 1)).not.toEqual(
    await values(requests, noon - 7200, noon - 3600, 2),
  );
});

test("evenings are busier than nights, and neighbouring minutes differ", async () => {
  const day = await values(requests, noon - 86_400 * 3, noon - 86_400 * 2);
  const hours = Array.from({ length: 24 }, (_, hour) => mean(day.slice(hour * 60, hour * 60 + 60)));
  expect(Math.max(...hours)).toBeGreaterThan(1.8 * Math.min(...hours));
  expect(new Set(day).size).toBeGreaterThan(500);
});

test("a longer period holds the minutes that it is made of", async () => {
  const start = Math.floor(noon / 300) * 300 - 7200;
  const minutes = await values(requests, start, start + 3600);
  const fives = await values({ ...requests, period: 300 }, start, start + 3600);
  expect(fives).toHaveLength(12);
  expect(fives[3]).toBe(minutes.slice(15, 20).reduce((sum, value) => sum + value, 0));
  const averages = await values({ ...cpu, period: 300 }, start, start + 3600);
  expect(averages[3]).toBeCloseTo(mean((await values(cpu, start, start + 3600)).slice(15, 20)), 9);
});

test("statistics of a latency lie in their order", async () => {
  const latency = {
    namespace: "ApplicationSignals",
    metric: "Latency",
    dimensions: { Environment: "ecs:shop", Service: "search" },
  };
  const queries = ["Minimum", "p50", "Average", "p90", "p99", "Maximum"].map((statistic) => ({
    ...latency,
    statistic,
    period: 60,
  }));
  const { value } = await played("search-wobble").telemetry.metrics.fetch(
    queries,
    { start: noon - 7200, end: noon - 3600 },
    never,
  );
  const [least, ...rest] = value.map((series) => series!.values[7]!);
  rest.reduce((below, next) => {
    expect(next).toBeGreaterThan(below);
    return next;
  }, least!);
  expect(rest[1]).toBeGreaterThan(0.01);
  expect(rest[3]).toBeLessThan(1);
});

test("a metric with a dimension too few does not exist", async () => {
  const fewer = { ...cpu, dimensions: { ServiceName: "storefront" } };
  const { value } = await played("slow-front").telemetry.metrics.fetch(
    [fewer],
    { start: noon - 600, end: noon },
    never,
  );
  expect(value).toEqual([undefined]);
});

test("what has not happened by now, or is not yet delivered, cannot be seen", async () => {
  const { telemetry } = simulate({ incident: "orders-denied", seed: 4, startedAt, now: () => startedAt });
  const window = { start: noon - 900, end: noon + 900 };
  const { value, horizon } = await telemetry.metrics.fetch([cpu, { ...cpu, period: 300 }], window, never);
  const [minutes, fives] = value;
  expect(horizon).toBe(noon - 60);
  for (const series of [minutes!, fives!]) {
    series.values.forEach((each, index) => {
      expect(Number.isNaN(each)).toBe(series.start + (index + 1) * series.step > horizon);
    });
  }
  const changes = await telemetry.changes.during(window, never);
  expect(changes.horizon).toBe(noon - 180);
  expect(changes.value.every(({ at }) => at <= noon - 180)).toBe(true);
  const group = ["/ecs/shop/orders"];
  const logs = await telemetry.logs.patterns(group, { start: noon, end: noon + 900 }, noon + 900, never);
  expect(logs.value).toEqual([]);
  expect(logs.horizon).toBe(noon - 30);
  const graph = await telemetry.topology.graph({ start: noon, end: noon + 900 }, never);
  expect(graph.value.edges.every(({ calls }) => calls === 0)).toBe(true);
});

test("a change is hidden for as long as its source lags behind", async () => {
  const seen = async (minutes: number) => {
    const setting = { incident: "slow-front", seed: 4, startedAt, now: () => startedAt };
    const { telemetry } = simulate({ ...setting, lags: { changes: minutes * 60 } });
    const { value, horizon } = await telemetry.changes.during({ start: noon - 3600, end: noon + 3600 }, never);
    expect(horizon).toBe(noon - minutes * 60);
    return value.map(({ action }) => action);
  };
  expect(await seen(3)).toContain("RunTask");
  expect(await seen(30)).not.toContain("RunTask");
});

test("every metric that a component names exists", async () => {
  const { telemetry } = played("slow-front");
  const { value: graph } = await telemetry.topology.graph({ start: noon - 600, end: noon }, never);
  const queries = graph.components.flatMap(({ metrics }) => metrics.map(({ query }) => query));
  const { value } = await telemetry.metrics.fetch(queries, { start: noon - 7200, end: noon - 3600 }, never);
  expect(queries.length).toBeGreaterThan(80);
  expect(value.every((series) => series !== undefined)).toBe(true);
});
