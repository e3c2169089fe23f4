import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAws } from "../../../adapters/aws/aws.ts";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { hasMoved } from "../../../src/engine/series/moved.ts";
import { parseNotification } from "../../../src/notification/parse.ts";
import { collect } from "../../../src/telemetry/collect/collector.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsContent, type AwsCounterpart, type Manners, startAws } from "../../counterparts/aws/server.ts";

const signal = new AbortController().signal;
const running: AwsCounterpart[] = [];
/** The incident stands still, however long the tests take. */
const now = new Date();
const startedAt = now;
const hour = { start: startedAt.getTime() / 1000 - 3_600, end: startedAt.getTime() / 1000 };

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const counterpart of running.splice(0)) await counterpart.close();
});

const incident = simulate({ incident: "orders-failing", seed: 3, startedAt, now: () => now });

async function open(
  manners: Manners = {},
  content: Partial<AwsContent> = {},
  over: { dollars?: number; calls?: number } = {},
) {
  const aws = await startAws({ telemetry: incident.telemetry, ...content }, manners);
  running.push(aws);
  const telemetry = connectTo(aws.endpoint, {
    limits: { calls: over.calls ?? 400, dollars: 1 },
    queryDollars: over.dollars ?? 1,
  }).telemetryFor({ account: undefined, region: undefined });
  return { aws, telemetry };
}

const fault = {
  namespace: "ApplicationSignals",
  metric: "Fault",
  dimensions: { Environment: "ecs:shop", Service: "checkout" },
  statistic: "Sum",
  period: 60,
};

function investigate(telemetry: Telemetry) {
  const [first] = incident.notifications;
  const body = { Type: "Notification", MessageId: "m", TopicArn: "arn:aws:sns:eu-west-1:1:t", Timestamp: "" };
  const parsed = parseNotification(JSON.stringify({ ...body, Message: JSON.stringify(first?.message) }));
  if (parsed.type !== "alarm") throw new Error("the incident has no alarm");
  return collect({
    telemetry,
    alarm: parsed.transition.alarm,
    at: incident.alarmAt.getTime() / 1000,
    now: now.getTime() / 1000,
    budgetMs: 600_000,
    signal,
    onProgress: () => undefined,
    hasMoved,
  });
}

describe("over the wire", () => {
  test("a metric is what the source says, and one that does not exist is told apart", async () => {
    const { telemetry } = await open();
    const seen = await telemetry.metrics.fetch([fault, { ...fault, metric: "Nothing" }], hour, signal);
    const [recorded] = (await incident.telemetry.metrics.fetch([fault], hour, signal)).value;
    const last = recorded?.values.findLast((value) => !Number.isNaN(value));
    expect(seen.value[0]?.values.findLast((value) => !Number.isNaN(value))).toBe(last);
    expect(seen.value[1]).toBeUndefined();
  });

  test("a window of long ago is asked in a period that CloudWatch still keeps", async () => {
    const { aws, telemetry } = await open();
    const start = hour.end - 70 * 86_400;
    await telemetry.metrics.fetch([fault], { start, end: start + 86_400 }, signal);
    expect(aws.calls[0]?.body).toMatch(/"Period":3600/);
  });

  test("six hundred metrics are two calls, and the same again none", async () => {
    const { aws, telemetry } = await open();
    const queries = Array.from({ length: 600 }, (_, index) => ({ ...fault, dimensions: { Service: `s${index}` } }));
    await telemetry.metrics.fetch(queries, hour, signal);
    await telemetry.metrics.fetch(queries, hour, signal);
    expect(aws.calls.map(({ action }) => action)).toEqual(["cloudwatch:GetMetricData", "cloudwatch:GetMetricData"]);
  });

  test("an investigation finds the same cause as on the recording", async () => {
    const { telemetry } = await open();
    const recorded = diagnose(await investigate(incident.telemetry));
    const seen = diagnose(await investigate(telemetry));
    expect(seen.hypotheses[0]?.cause.component.name).toBe(recorded.hypotheses[0]?.cause.component.name);
    expect(seen.gaps).toEqual([]);
    expect(telemetry.spent?.().calls).toBeGreaterThan(4);
  });

  test.each([
    ["cloudwatch:GetMetricData", "metrics"],
    ["cloudtrail:LookupEvents", "changes"],
    ["logs:StartQuery", "logs"],
    ["xray:GetServiceGraph", "graph"],
    ["cloudwatch:ListMetrics", "metrics of services"],
    ["logs:DescribeLogGroups", "log groups"],
  ])("without %s the rest goes on, and the gap names the action", async (action, what) => {
    const { telemetry } = await open({ deny: [action] });
    const { gaps } = await investigate(telemetry);
    expect(gaps).toContainEqual(
      expect.objectContaining({
        what: expect.stringContaining(what),
        reason: `AWS does not allow ${action}`,
        remedy: `allow ${action} to Gumshoe's role`,
      }),
    );
  });

  test.each([
    ["ExpiredTokenException", /credentials have expired/],
    ["UnrecognizedClientException", /does not take the credentials/],
  ])("%s is said in words", async (fails, words) => {
    const { telemetry } = await open({ fails });
    await expect(telemetry.metrics.fetch([fault], hour, signal)).rejects.toThrow(words);
  });

  test("one call in five throttled changes nothing but the time", async () => {
    const { telemetry } = await open({ throttleEvery: 5 });
    expect((await investigate(telemetry)).gaps).toEqual([]);
  });

  test("a budget of calls ends the asking, and says so", async () => {
    const { telemetry } = await open({}, {}, { calls: 3 });
    const { gaps } = await investigate(telemetry);
    expect(gaps.map(({ reason }) => reason)).toContain("the budget of 3 calls is used up");
    expect(telemetry.spent?.().calls).toBe(3);
  });

  test("changes are believed up to what CloudTrail has delivered", async () => {
    const { telemetry } = await open();
    expect((await telemetry.changes.during(hour, signal)).horizon).toBeLessThan(Date.now() / 1000 - 800);
  });

  test("a search that would read more than its price allows is not run", async () => {
    const { aws, telemetry } = await open({}, {}, { dollars: 1e-9 });
    await expect(telemetry.logs.query?.(["/ecs/shop/checkout"], "fields @message", hour, signal)).rejects.toThrow(
      /would read about .*; the limit is/,
    );
    expect(aws.calls.map(({ action }) => action)).not.toContain("logs:StartQuery");
  });

  test("alarms of every page, with the time since which they stand so", async () => {
    const listed = Array.from({ length: 250 }, (_, index) => ({
      AlarmName: `shop-${index}`,
      AlarmArn: `arn:aws:cloudwatch:eu-west-1:1:alarm:shop-${index}`,
      StateValue: "OK",
      StateTransitionedTimestamp: hour.start,
      StateReason: "Threshold Crossed",
    }));
    const { telemetry } = await open({}, { alarms: listed });
    const { value = [] } = (await telemetry.alarms?.list({}, signal)) ?? {};
    expect(value).toHaveLength(250);
    expect(value.every(({ since }) => since === hour.start)).toBe(true);
  });

  test("an address among the lines makes no column of numbers", async () => {
    const logs: Telemetry["logs"] = {
      async patterns(groups, { start, end }) {
        const [group = ""] = groups;
        const line = {
          group,
          pattern: "<*>",
          severity: "info",
          count: 5,
          before: 0,
          sample: "10.0.0.7",
          firstAt: start,
        } as const;
        return { value: [line], horizon: end, gaps: [] };
      },
    };
    const { telemetry } = await open({}, { telemetry: { ...incident.telemetry, logs } });
    const text = "fields @message | filter @message like /./";
    const seen = await telemetry.logs.query?.(["/ecs/shop/checkout"], text, hour, signal);
    expect(seen?.value.columns).toContainEqual({ name: "@message", numeric: false });
  });
});

test("an account that is not connected is said so, and no other is asked instead", async () => {
  const aws = await startAws({ telemetry: incident.telemetry });
  running.push(aws);
  const shared = { endpoint: aws.endpoint, region: "eu-west-1", athena: { workgroup: "primary", database: undefined } };
  const limits = { limits: { calls: 400, dollars: 1 }, queryDollars: 1, now: () => new Date() };
  const all = createAws({ ...shared, ...limits, account: "111122223333", accounts: {} });
  const { gaps } = await investigate(all.telemetryFor({ account: "444455556666", region: undefined }));
  expect(gaps).toContainEqual(
    expect.objectContaining({
      reason: "account 444455556666 is not connected",
      remedy: "name a role of it in ACCOUNTS",
    }),
  );
  expect(aws.calls).toEqual([]);
  await all.telemetryFor({ account: "111122223333", region: undefined }).alarms?.list({}, signal);
  expect(aws.calls).toHaveLength(1);
});

describe("Athena", () => {
  const tables = {
    "errors-by-user": {
      sql: "SELECT name, count(*) AS n FROM logins WHERE day = :day AND note <> ':day' GROUP BY name",
      columns: [
        ["name", "varchar"],
        ["n", "bigint"],
      ],
      rows: Array.from({ length: 1_500 }, (_, index) => [`user-${index}@example.com`, String(index)]),
    },
  } as const;
  const run = (telemetry: Telemetry, values: Record<string, string>, token = "investigation/1001/q1") =>
    telemetry.athena?.run(
      { type: "named", name: "Errors-by-user", values },
      { token, signal, onProgress: () => undefined },
    );

  test("a saved query's values are bound, and its rows are all fetched", async () => {
    const { aws, telemetry } = await open({}, { tables });
    const seen = await run(telemetry, { day: "2026-11-23' OR '1'='1" });
    const started = aws.calls.find(({ action }) => action === "athena:StartQueryExecution");
    expect(JSON.parse(started?.body ?? "{}")).toMatchObject({
      QueryString: "SELECT name, count(*) AS n FROM logins WHERE day = ? AND note <> ':day' GROUP BY name",
      ExecutionParameters: ["'2026-11-23'' OR ''1''=''1'"],
    });
    expect(seen?.value.rows).toHaveLength(1_500);
    expect(seen?.value.rows[7]).toEqual(["user-7@example.com", "7"]);
    expect(seen?.value.columns).toEqual([
      { name: "name", numeric: false },
      { name: "n", numeric: true },
    ]);
  });

  test("asked twice for one question it starts one run", async () => {
    const { aws, telemetry } = await open({}, { tables });
    await run(telemetry, { day: "1" });
    await run(telemetry, { day: "1" });
    const tokens = aws.calls.filter(({ action }) => action === "athena:StartQueryExecution").map(({ body }) => body);
    expect(new Set(tokens).size).toBe(1);
  });

  test("what is missing is asked for, and what does not exist is answered with what does", async () => {
    const { telemetry } = await open({}, { tables });
    await expect(run(telemetry, {})).rejects.toThrow("Errors-by-user needs day=…");
    const other = telemetry.athena?.run(
      { type: "named", name: "x", values: {} },
      { token: "t", signal, onProgress: () => undefined },
    );
    await expect(other).rejects.toMatchObject({ remedy: "there are errors-by-user" });
  });

  test("SQL that does more than read never leaves the house", async () => {
    const { aws, telemetry } = await open({}, { tables });
    const sql = "DROP TABLE logins";
    const asked = telemetry.athena?.run({ type: "sql", sql }, { token: "t", signal, onProgress: () => undefined });
    await expect(asked).rejects.toThrow(/only queries that read/);
    expect(aws.calls).toEqual([]);
  });
});

test("times are in seconds, though Application Signals measures milliseconds", async () => {
  const { telemetry } = await open();
  const { measured } = await investigate(telemetry);
  const { measured: recorded } = await investigate(incident.telemetry);
  const latency = (all: typeof measured) =>
    all
      .find(({ query }) => /ApplicationSignals Latency p99 .*Service=cart/.test(query))
      ?.series.values.find((each) => each > 0);
  // The counterpart gives the simulated seconds as they are: over the wire they count as milliseconds.
  expect(latency(measured)).toBeCloseTo((latency(recorded) ?? 0) / 1000, 9);
});
