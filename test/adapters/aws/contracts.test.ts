import { afterAll, afterEach, beforeEach, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import type { Alarms } from "../../../src/telemetry/ports/alarms.ts";
import type { Athena, Telemetry, Traces } from "../../../src/telemetry/ports/ports.ts";
import { alarmsContract } from "../../contracts/telemetry/alarms.ts";
import { athenaContract } from "../../contracts/telemetry/athena.ts";
import { changesContract } from "../../contracts/telemetry/changes.ts";
import { logsContract } from "../../contracts/telemetry/logs.ts";
import { maskedContract } from "../../contracts/telemetry/masked.ts";
import { metricsContract } from "../../contracts/telemetry/metrics.ts";
import { topologyContract } from "../../contracts/telemetry/topology.ts";
import { tracesContract } from "../../contracts/telemetry/traces.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsContent, type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";

const HOUR = 3_600;
const startedAt = new Date("2026-11-23T12:05:00Z");
const noon = Date.parse("2026-11-23T12:00:00Z") / 1000;
/** Long enough after it for all sources to have caught up. */
const now = (): Date => new Date(startedAt.getTime() + 2 * HOUR * 1000);
const incident = simulate({ incident: "orders-failing", seed: 3, startedAt, now });
const counterparts: AwsCounterpart[] = [];

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(async () => {
  for (const counterpart of counterparts) await counterpart.close();
});

/** The AWS adapter in front of what a counterpart knows, with nothing memoized, as jobs see it. */
async function open(content: Partial<AwsContent> = {}): Promise<Telemetry & Connected> {
  const aws = await startAws({ telemetry: incident.telemetry, ...content });
  counterparts.push(aws);
  const telemetry = masked(connectTo(aws.endpoint, { now }).telemetryFor({ account: undefined, region: undefined }));
  const { alarms, traces, athena } = telemetry;
  if (!alarms || !traces || !athena) throw new Error("AWS has alarms, traces and Athena");
  return { ...telemetry, alarms, traces, athena };
}
type Connected = { readonly alarms: Alarms; readonly traces: Traces; readonly athena: Athena };

const service = (name: string) => ({
  namespace: "ApplicationSignals",
  metric: "Latency",
  dimensions: { Environment: "ecs:shop", Service: name },
  statistic: "p99",
  period: 60,
});

metricsContract("AWS", async () => {
  const { metrics } = await open();
  return {
    metrics,
    known: service("checkout"),
    other: service("cart"),
    window: { start: noon - 3 * HOUR, end: noon },
    now,
  };
});

changesContract("AWS", async () => {
  const { changes } = await open();
  return { changes, window: { start: noon - 72 * HOUR, end: noon + HOUR }, now };
});

logsContract("AWS", async () => {
  const { logs } = await open();
  return { logs, group: "/ecs/shop/orders", window: { start: noon, end: noon + 600 }, now };
});

topologyContract("AWS", async () => {
  const { topology } = await open();
  return { topology, window: { start: noon - HOUR, end: noon }, now };
});

tracesContract("AWS", async () => {
  const { traces } = await open();
  return { traces, component: "shipping", window: { start: noon - HOUR, end: noon + 1_200 }, now };
});

alarmsContract("AWS", async () => {
  const listed = (name: string, StateValue: string) => ({
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`,
    StateValue,
    StateTransitionedTimestamp: noon,
    StateReason: "Threshold Crossed",
  });
  const many = Array.from({ length: 130 }, (_, index) => listed(`other-${index}`, "OK"));
  const { alarms } = await open({ alarms: [listed("checkout-5xx", "ALARM"), ...many, listed("checkout-p99", "OK")] });
  return { alarms, now };
});

athenaContract("AWS", async () => {
  const logins = {
    sql: "SELECT name, count(*) AS n FROM logins GROUP BY name",
    columns: [
      ["name", "varchar"],
      ["n", "bigint"],
    ],
    rows: Array.from({ length: 1_200 }, (_, index) => [`user-${index}`, String(index)]),
  } as const;
  const { athena } = await open({ tables: { logins } });
  return { athena, request: { type: "named", name: "logins", values: {} }, now };
});

maskedContract("AWS", (telemetry) => open({ telemetry }));
