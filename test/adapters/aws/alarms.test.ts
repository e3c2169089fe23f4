import { afterEach, describe, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import type { Alarms } from "../../../src/telemetry/ports/alarms.ts";
import type { HistoryItem } from "../../counterparts/aws/alarms.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";
import { useMoto } from "../../counterparts/moto.ts";

const { telemetry } = simulate({ incident: "orders-failing", seed: 3, startedAt: new Date(), now: () => new Date() });
const signal = new AbortController().signal;
const now = Math.floor(Date.now() / 1000);
const day = { start: now - 86_400, end: now };
const servers: AwsCounterpart[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  vi.unstubAllEnvs();
});

async function alarmsOf(history: readonly HistoryItem[]): Promise<{ alarms: Alarms; aws: AwsCounterpart }> {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  const aws = await startAws({ telemetry, history });
  servers.push(aws);
  const { alarms } = connectTo(aws.endpoint).telemetryFor({ account: undefined, region: undefined });
  if (!alarms) throw new Error("AWS lists alarms");
  return { alarms, aws };
}

const item = (over: Partial<HistoryItem>): HistoryItem => ({
  AlarmName: "a",
  Timestamp: now - 60,
  HistoryItemType: "StateUpdate",
  HistorySummary: "Alarm updated from OK to ALARM",
  ...over,
});

describe("an alarm's history", () => {
  test.each<readonly [string, Partial<HistoryItem>, readonly object[]]>([
    [
      "a summary stands for data that was cut off",
      { HistoryData: '{"version":"1.0","oldSta' },
      [{ type: "state", from: "OK", to: "ALARM" }],
    ],
    ["data of another shape says nothing", { HistoryData: "[1]", HistorySummary: "?" }, []],
    [
      "a change without data has no settings",
      { HistoryItemType: "ConfigurationUpdate" },
      [{ type: "configuration", settings: {} }],
    ],
    [
      "settings are texts, whatever they hold",
      {
        HistoryItemType: "ConfigurationUpdate",
        HistoryData: JSON.stringify({ updatedAlarm: { threshold: 5, dimensions: [{ name: "a" }], alarmName: "a" } }),
      },
      [{ type: "configuration", settings: { threshold: "5", dimensions: '[{"name":"a"}]', alarmName: "a" } }],
    ],
    [
      "one series of several is told by what tells it apart",
      {
        HistoryItemType: "AlarmContributorStateUpdate",
        AlarmContributorId: "c1",
        AlarmContributorAttributes: { FunctionName: "cart" },
      },
      [{ type: "state", contributor: "cart" }],
    ],
  ])("%s", async (_name, over, events) => {
    const { alarms } = await alarmsOf([item(over)]);
    expect((await alarms.history("a", day, signal)).value).toMatchObject(events);
  });

  test("is read page by page, up to a thousand entries, the newest first", async () => {
    const { alarms, aws } = await alarmsOf(
      Array.from({ length: 1_200 }, (_, index) => item({ Timestamp: now - 60 - index })),
    );
    const seen = await alarms.history("a", { start: now - 40 * 86_400, end: now }, signal);
    expect(aws.calls).toHaveLength(10);
    expect(seen.value).toHaveLength(1_000);
    expect(seen.value[0]?.at).toBe(now - 60);
    expect(seen.gaps.map(({ reason }) => reason)).toEqual([
      "only the newest 1,000 entries were read",
      "CloudWatch keeps an alarm's history for 30 days",
    ]);
  });
});

test("in a linked account none is written: it would stand in Gumshoe's own", async () => {
  const { aws } = await alarmsOf([]);
  const linked = connectTo(aws.endpoint, { accounts: { shared: { type: "linked", id: "444455556666" } } });
  const { alarms } = linked.telemetryFor({ account: "shared", region: undefined });
  const metric = { namespace: "Shop", metric: "Errors", dimensions: {}, statistic: "Sum", period: 60 };
  const wanted = {
    name: "m",
    metric,
    operator: ">",
    threshold: 1,
    datapoints: 1,
    periods: 1,
    description: "",
  } as const;
  await expect(alarms?.put(wanted, signal)).rejects.toThrow(/444455556666.* does not share its alarms/);
  expect(aws.calls).toEqual([]);
});

const moto = await useMoto();

describe.skipIf(moto.missing !== undefined)("an alarm in moto (skipped where it does not start)", () => {
  test("is listed as it was put, and keeps what a second put does not name", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    const listed = async () => {
      const { alarms } = connectTo(moto.endpoint).telemetryFor({ account: undefined, region: undefined });
      return (await alarms?.list({ names: ["m"] }, signal))?.value[0];
    };
    const topic = "arn:aws:sns:eu-west-1:111122223333:alarms";
    const metric = {
      namespace: "Shop",
      metric: "Errors",
      dimensions: { Service: "cart" },
      statistic: "p99",
      period: 300,
    };
    const wanted = { name: "m", metric, operator: "≤", threshold: 0.5, datapoints: 2, periods: 3 } as const;
    const put = (over: object, description: string) =>
      connectTo(moto.endpoint)
        .telemetryFor({ account: undefined, region: undefined })
        .alarms?.put({ ...wanted, ...over, description }, signal);
    await put({ topic }, "first");
    const first = {
      metric,
      threshold: 0.5,
      operator: "LessThanOrEqualToThreshold",
      datapointsToAlarm: 2,
      evaluationPeriods: 3,
    };
    expect(await listed()).toMatchObject({ ...first, kind: "metric", actions: [topic], description: "first" });
    await put({ threshold: 2 }, "second");
    expect(await listed()).toMatchObject({ ...first, threshold: 2, actions: [topic], description: "first" });
  });
});
