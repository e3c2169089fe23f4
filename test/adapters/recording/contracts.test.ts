import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import { readRecording } from "../../../adapters/recording/petshop/petshop.ts";
import { createPlayground } from "../../../adapters/recording/playground.ts";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { absentContract } from "../../contracts/telemetry/absent.ts";
import { alarmsContract } from "../../contracts/telemetry/alarms.ts";
import { changesContract } from "../../contracts/telemetry/changes.ts";
import { logsContract } from "../../contracts/telemetry/logs.ts";
import { metricsContract } from "../../contracts/telemetry/metrics.ts";
import { topologyContract } from "../../contracts/telemetry/topology.ts";
import { tracesContract } from "../../contracts/telemetry/traces.ts";

const HOUR = 3_600;
const startedAt = new Date("2026-11-23T12:05:00Z");
const noon = Date.parse("2026-11-23T12:00:00Z") / 1000;
/** Long enough after it for all sources to have caught up. */
const now = (): Date => new Date(startedAt.getTime() + 2 * HOUR * 1000);

const requests = (name: string) => ({
  namespace: "ApplicationSignals",
  metric: "Latency",
  dimensions: { Environment: "ecs:shop", Service: name },
  statistic: "p99",
  period: 60,
});

function shopContracts(name: string, open: () => Promise<Telemetry>): void {
  metricsContract(name, async () => {
    const { metrics } = await open();
    return {
      metrics,
      known: requests("checkout"),
      other: requests("cart"),
      window: { start: noon - 3 * HOUR, end: noon },
      now,
    };
  });
  changesContract(name, async () => {
    const { changes } = await open();
    return { changes, window: { start: noon - 14 * 24 * HOUR, end: noon + HOUR }, now };
  });
  logsContract(name, async () => {
    const { logs } = await open();
    return { logs, group: "/ecs/shop/orders", window: { start: noon, end: noon + 600 }, now };
  });
  topologyContract(name, async () => {
    const { topology } = await open();
    return { topology, window: { start: noon - HOUR, end: noon }, now };
  });
}

function toldContracts(name: string, open: () => Promise<Telemetry>): void {
  alarmsContract(name, async () => {
    const { alarms } = await open();
    if (!alarms) throw new Error(`${name} has no alarms`);
    return { alarms, now };
  });
  tracesContract(name, async () => {
    const { traces } = await open();
    if (!traces) throw new Error(`${name} has no traces`);
    return { traces, component: "shipping", window: { start: noon - HOUR, end: noon + 1200 }, now };
  });
}

const simulated = async () => simulate({ incident: "orders-failing", seed: 3, startedAt, now }).telemetry;
shopContracts("the simulated shop", simulated);
toldContracts("the simulated shop", simulated);
shopContracts("a lost zone", async () => simulate({ incident: "lost-zone", seed: 3, startedAt, now }).telemetry);

const played = async (): Promise<Telemetry> => {
  let at = startedAt;
  const playground = createPlayground({
    deliver: async () => undefined,
    now: () => at,
    onError: () => undefined,
    after: () => () => undefined,
  });
  await playground.raise("orders-failing");
  at = now();
  return playground.latest();
};
shopContracts("the playground", played);
toldContracts("the playground", played);

const folder = fileURLToPath(new URL("../../../../shared/petshop/low_traffic/test/issue_0", import.meta.url));

describe.skipIf(!existsSync(folder))("a recording (skipped where ../shared/petshop is not there)", () => {
  const open = async () => {
    const incident = await readRecording(folder);
    const start = Math.ceil(incident.window.start / HOUR) * HOUR - 24 * HOUR;
    return { ...incident, span: { start, end: start + 3 * HOUR }, now };
  };
  const service = (name: string) => ({
    namespace: "Recording",
    metric: "latency",
    dimensions: { Service: name },
    statistic: "Average",
    period: 300,
  });
  metricsContract("a recording", async () => {
    const { telemetry, span } = await open();
    const { signal } = new AbortController();
    const { components } = (await telemetry.topology.graph(span, signal)).value;
    const queries = components.map(({ id }) => service(id));
    const { value } = await telemetry.metrics.fetch(queries, span, signal);
    const [known, other] = queries.filter((_, index) => value[index]?.values.every(Number.isFinite));
    if (!known || !other) throw new Error("the recording measures nothing all the time");
    return { metrics: telemetry.metrics, known, other, window: span, now };
  });
  topologyContract("a recording", async () => {
    const { telemetry, span } = await open();
    return { topology: telemetry.topology, window: span, now };
  });
  absentContract("changes of a recording", async (signal) => {
    const { telemetry, span } = await open();
    return telemetry.changes.during(span, signal);
  });
  absentContract("logs of a recording", async (signal) => {
    const { telemetry, span } = await open();
    return telemetry.logs.patterns(["/petshop"], span, span.start, signal);
  });
});
