import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { createTerminalChat } from "../../../adapters/terminal/chat.ts";
import { tracedChat } from "../../../src/process/tracing/traced-chat.ts";
import { tracedStore } from "../../../src/process/tracing/traced-store.ts";
import { tracedTelemetry } from "../../../src/process/tracing/traced-telemetry.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import type { Tracer } from "../../../src/tracing/tracer.ts";
import { createClock } from "../../clock.ts";
import { chatContract } from "../../contracts/chat.ts";
import { storesContract } from "../../contracts/stores.ts";
import { metricsContract } from "../../contracts/telemetry/metrics.ts";
import { topologyContract } from "../../contracts/telemetry/topology.ts";

/** Runs what it is given, and knows of no trace, so that what passes through it stays as it is. */
const silent: Tracer = {
  span: (_, __, run) => run(),
  follow: (_, __, ___, run) => run(),
  current: () => undefined,
  stop: async () => undefined,
};

storesContract("traced stores", async () => {
  const { now, advance } = createClock();
  const ports = createMemoryStores({ now });
  const traced = { ...ports, store: tracedStore(ports.store, silent) };
  return { first: traced, second: traced, now, advance, close: async () => undefined };
});

chatContract("a traced chat", async () => {
  const shown = new Map<string, { readonly title: string; readonly place: string }>();
  const chat = createTerminalChat((message, { title }, place) => shown.set(message, { title, place }));
  return {
    chat: tracedChat("terminal", chat, silent),
    channel: "terminal:demo",
    titles: async (asked) => [...shown.values()].flatMap(({ title, place }) => (place === asked ? [title] : [])),
    searches: false,
    close: async () => undefined,
  };
});

const startedAt = new Date("2026-11-23T12:05:00Z");
const noon = Date.parse("2026-11-23T12:00:00Z") / 1000;
const now = (): Date => new Date(startedAt.getTime() + 7_200_000);
const simulated = simulate({ incident: "orders-failing", seed: 3, startedAt, now });
const telemetry = tracedTelemetry(simulated.telemetry, silent);
const latency = (Service: string) => ({
  namespace: "ApplicationSignals",
  metric: "Latency",
  dimensions: { Environment: "ecs:shop", Service },
  statistic: "p99",
  period: 60,
});

metricsContract("traced telemetry", async () => {
  const window = { start: noon - 10_800, end: noon };
  return { metrics: telemetry.metrics, known: latency("checkout"), other: latency("cart"), window, now };
});
topologyContract("traced telemetry", async () => {
  return { topology: telemetry.topology, window: { start: noon - 3_600, end: noon }, now };
});
