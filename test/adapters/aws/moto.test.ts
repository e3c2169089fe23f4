import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createAws } from "../../../adapters/aws/aws.ts";
import type { Telemetry } from "../../../src/telemetry/ports.ts";

/** moto was written from AWS's own models by others, so it is a second opinion on our requests and readings. */
function hasMoto(): boolean {
  try {
    execFileSync("moto_server", ["--help"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const available = hasMoto();
const signal = new AbortController().signal;
/** A whole minute a quarter of an hour ago. */
const start = Math.floor(Date.now() / 60_000) * 60 - 900;
const window = { start, end: start + 600 };
const query = {
  namespace: "Shop",
  metric: "Errors",
  dimensions: { Service: "checkout" },
  statistic: "Sum",
  period: 60,
};
let moto: ChildProcess | undefined;
let telemetry: Telemetry;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return address !== null && typeof address === "object" ? address.port : 0;
}

describe.skipIf(!available)("CloudWatch of moto (skipped where moto_server is not installed)", () => {
  beforeAll(async () => {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await vi.waitFor(() => fetch(endpoint), { timeout: 40_000 });
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    await fill(endpoint);
    telemetry = createAws({
      region: "eu-west-1",
      endpoint,
      accounts: {},
      athena: { workgroup: "primary", database: undefined },
      limits: { calls: 100, dollars: 1 },
      queryDollars: 1,
      now: () => new Date(),
    }).telemetryFor({ account: undefined, region: undefined });
  }, 60_000);
  afterAll(() => {
    moto?.kill();
    vi.unstubAllEnvs();
  });

  test("a metric has the points that were put, in their minutes, and nothing where there were none", async () => {
    const { value } = await telemetry.metrics.fetch([query, { ...query, metric: "Nothing" }], window, signal);
    expect(value[0]).toMatchObject({ start, step: 60 });
    expect([...(value[0]?.values ?? [])]).toEqual([1, 2, 3, 4, 5, ...Array(5).fill(Number.NaN)]);
    expect(value[1]).toBeUndefined();
  });

  test("a statistic over a longer period is CloudWatch's", async () => {
    const longer = [
      { ...query, period: 300 },
      { ...query, period: 300, statistic: "Maximum" },
    ];
    const from = Math.floor(start / 300) * 300;
    const { value } = await telemetry.metrics.fetch(longer, { start: from, end: from + 900 }, signal);
    const [sums, highest] = value.map((series) => [...(series?.values ?? [])].filter((each) => !Number.isNaN(each)));
    expect(sums?.reduce((all, each) => all + each, 0)).toBe(15);
    expect(Math.max(...(highest ?? []))).toBe(5);
  });

  test("alarms are listed with what they measure and tell, by prefix and over pages", async () => {
    const all = await telemetry.alarms?.list({}, signal);
    expect(all?.value).toHaveLength(121);
    const [checkout] = (await telemetry.alarms?.list({ prefix: "checkout-" }, signal))?.value ?? [];
    expect(checkout).toMatchObject({
      name: "checkout-errors",
      arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-errors",
      actions: ["arn:aws:sns:eu-west-1:123456789012:alarms"],
      metric: query,
      threshold: 5,
      operator: "GreaterThanThreshold",
    });
    expect(Math.abs((checkout?.since ?? 0) - Date.now() / 1000)).toBeLessThan(300);
  });

  test("what was asked is counted", () => {
    expect(telemetry.spent?.().calls).toBeGreaterThan(3);
  });
});

async function fill(endpoint: string): Promise<void> {
  const client = new CloudWatchClient({ region: "eu-west-1", endpoint });
  const Dimensions = [{ Name: "Service", Value: "checkout" }];
  const MetricData = [1, 2, 3, 4, 5].map((Value, index) => ({
    MetricName: "Errors",
    Dimensions,
    Value,
    Timestamp: new Date((start + index * 60) * 1000),
  }));
  await client.send(new PutMetricDataCommand({ Namespace: "Shop", MetricData }));
  const shared = {
    Namespace: "Shop",
    MetricName: "Errors",
    Dimensions,
    Statistic: "Sum" as const,
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold" as const,
    AlarmActions: ["arn:aws:sns:eu-west-1:123456789012:alarms"],
  };
  const names = ["checkout-errors", ...Array.from({ length: 120 }, (_, index) => `other-${index}`)];
  for (const AlarmName of names) await client.send(new PutMetricAlarmCommand({ ...shared, AlarmName }));
}
