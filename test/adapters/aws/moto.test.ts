import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { alarmsContract } from "../../contracts/telemetry/alarms.ts";
import { metricsContract } from "../../contracts/telemetry/metrics.ts";
import { topicsContract } from "../../contracts/telemetry/topics.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { useMoto } from "../../counterparts/moto.ts";

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
const endpoint = "http://127.0.0.1:9/sns";
const HOUR = 3_600;
/** Three whole hours that are over. */
const whole = { start: (Math.floor(start / HOUR) - 3) * HOUR, end: Math.floor(start / HOUR) * HOUR };
const moto = await useMoto();
let telemetry: Telemetry;
let topics = 0;

/** moto was written from AWS's own models by others, so it is a second opinion on our requests and readings. */
describe.skipIf(moto.missing !== undefined)("AWS of moto (skipped where it does not start)", () => {
  const open = (): Telemetry =>
    masked(
      connectTo(moto.endpoint, { sns: { endpoint, deadLetterQueue: undefined } }).telemetryFor({
        account: undefined,
        region: undefined,
      }),
    );
  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    await fill(moto.endpoint);
    telemetry = open();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  metricsContract("moto", async () => {
    const known = { ...query, metric: "Load" };
    const other = { ...known, dimensions: { Service: "cart" } };
    return { metrics: open().metrics, known, other, window: whole, now: () => new Date() };
  });

  alarmsContract("moto", async () => {
    const { alarms } = open();
    if (!alarms) throw new Error("AWS has alarms");
    return { alarms, now: () => new Date() };
  });

  topicsContract("moto", async () => {
    const { topics: port } = open();
    if (!port) throw new Error("AWS has topics");
    const { TopicArn = "" } = await new SNSClient({ region: "eu-west-1", endpoint: moto.endpoint }).send(
      new CreateTopicCommand({ Name: `alarms-${++topics}` }),
    );
    return { topics: port, topic: TopicArn, now: () => new Date() };
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
  // moto reads no compressed requests.
  const client = new CloudWatchClient({ region: "eu-west-1", endpoint, disableRequestCompression: true });
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
  const minutes = Array.from({ length: 180 }, (_, index) => new Date((whole.start + index * 60) * 1000));
  for (const [index, Value] of ["checkout", "cart"].entries()) {
    const load = minutes.map((Timestamp, minute) => ({
      MetricName: "Load",
      Dimensions: [{ Name: "Service", Value }],
      Value: 100 * (index + 1) + minute,
      Timestamp,
    }));
    await client.send(new PutMetricDataCommand({ Namespace: "Shop", MetricData: load }));
  }
  const names = ["checkout-errors", ...Array.from({ length: 120 }, (_, index) => `other-${index}`)];
  for (const AlarmName of names) await client.send(new PutMetricAlarmCommand({ ...shared, AlarmName }));
}
