import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { createMemory } from "../../../src/telemetry/collect/memory.ts";
import { changesContract } from "../../contracts/telemetry/changes.ts";
import { logsContract } from "../../contracts/telemetry/logs.ts";
import { metricsContract } from "../../contracts/telemetry/metrics.ts";
import { topologyContract } from "../../contracts/telemetry/topology.ts";
import { tracesContract } from "../../contracts/telemetry/traces.ts";

const HOUR = 3_600;
const startedAt = new Date("2026-11-23T12:05:00Z");
const noon = Date.parse("2026-11-23T12:00:00Z") / 1000;
const now = (): Date => new Date(startedAt.getTime() + 2 * HOUR * 1000);
const { telemetry } = simulate({ incident: "orders-failing", seed: 3, startedAt, now });
/** Of a firing just now nothing is settled: what was asked before is asked again. */
const open = () => createMemory(now().getTime() / 1000, now).through(telemetry);
const NAME = "a later look";

const latency = (Service: string) => ({
  namespace: "ApplicationSignals",
  metric: "Latency",
  dimensions: { Environment: "ecs:shop", Service },
  statistic: "p99",
  period: 60,
});

metricsContract(NAME, async () => {
  const window = { start: noon - 3 * HOUR, end: noon };
  return { metrics: open().metrics, known: latency("checkout"), other: latency("cart"), window, now };
});
changesContract(NAME, async () => {
  return { changes: open().changes, window: { start: noon - 14 * 24 * HOUR, end: noon + HOUR }, now };
});
logsContract(NAME, async () => {
  return { logs: open().logs, group: "/ecs/shop/orders", window: { start: noon, end: noon + 600 }, now };
});
topologyContract(NAME, async () => {
  return { topology: open().topology, window: { start: noon - HOUR, end: noon }, now };
});
tracesContract(NAME, async () => {
  const { traces } = open();
  if (!traces) throw new Error("the simulated shop has traces");
  return { traces, component: "shipping", window: { start: noon - HOUR, end: noon + 1_200 }, now };
});
