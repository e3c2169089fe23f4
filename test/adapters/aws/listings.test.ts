import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { adviseSize } from "../../../adapters/aws/emr/worker-size.ts";
import { judgeCanary } from "../../../adapters/aws/resources/canary.ts";
import { simulateFault } from "../../../adapters/recording/shop/shop.ts";
import { filled } from "../../../src/packs/named-query.ts";
import { redshiftServerless } from "../../../src/packs/redshift-serverless.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import type { ListingRequest } from "../../../src/telemetry/ports/listings.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { listingsContract } from "../../contracts/telemetry/listings.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";
import { usePostgres } from "../../counterparts/postgres.ts";

const { signal } = new AbortController();
const now = new Date("2026-11-23T12:30:00Z");
const at = now.getTime() / 1000;
const window = { start: at - 3_600, end: at };
const shop = simulateFault({ fault: "deployment", component: "orders", seed: 3, startedAt: now }).telemetry;

/** Redshift's system views with the columns that its pages have; times in microseconds, texts padded. */
const VIEWS = `
CREATE TABLE sys_query_history (query_id bigint, user_id integer, username char(50), database_name char(50), query_type char(32), status char(10),
  start_time timestamp, lock_wait_time bigint, planning_time bigint, compile_time bigint, queue_time bigint, execution_time bigint,
  elapsed_time bigint, error_message char(512), query_text char(4000));
INSERT INTO sys_query_history VALUES
  (11, 100, 'etl', 'dev', 'COPY', 'success', '2026-11-23 12:00:00', 0, 1000000, 0, 0, 4000000, 5000000, '', 'copy orders'),
  (12, 101, 'ana', 'dev', 'SELECT', 'running', '2026-11-23 12:10:00', 30000000, 0, 0, 60000000, 120000000, 210000000, '', 'select * from orders, carts'),
  (13, 101, 'ana', 'dev', 'SELECT', 'failed', '2026-11-23 12:20:00', 0, 0, 0, 0, 0, 1000000, 'Query reached usage limit', 'select 1'),
  (14, 1, 'rdsdb', 'dev', 'UTILITY', 'failed', '2026-11-23 12:20:00', 0, 0, 0, 0, 0, 9000000000, '', 'internal'),
  (9, 101, 'ana', 'dev', 'SELECT', 'failed', '2026-11-23 03:00:00', 0, 0, 0, 0, 0, 1000000, '', 'an earlier one'),
  (15, 101, 'ana', 'dev', 'SELECT', 'success', '2026-11-23 12:21:00', 0, 0, 0, 0, 3000000, 3000000, '', 'select 2'),
  (16, 101, 'ana', 'dev', 'SELECT', 'queued', '2026-11-23 12:29:00', 0, 0, 0, 2000000, 0, 2000000, '', 'select 3');
CREATE TABLE sys_query_detail (query_id bigint, stream_id integer, segment_id integer, step_id integer, step_name char(30), table_name char(128),
  metrics_level char(10), duration bigint, input_rows bigint, output_rows bigint, spilled_block_local_disk bigint, spilled_block_remote_disk bigint,
  data_skewness integer, time_skewness integer, alert char(100));
INSERT INTO sys_query_detail VALUES
  (12, 1, 0, 0, 'scan', 'orders', 'step', 90000000, 1000, 900, 700, 20, 80, 90, 'Missing statistics'),
  (12, 1, 0, 1, 'hash', '', 'STEP', 20000000, 900, 900, 0, 0, 0, 0, ''),
  (12, 1, 0, -1, 'segment', '', 'segment', 110000000, 900, 900, 720, 20, 0, 0, '');
CREATE TABLE sys_serverless_usage (start_time timestamp, charged_seconds bigint, compute_capacity double precision);
INSERT INTO sys_serverless_usage VALUES ('2026-11-23 12:00:00', 7200, 8), ('2026-11-23 12:20:00', 3600, 128), ('2026-11-01 00:00:00', 99, 1);
CREATE TABLE sys_load_history (status char(10), table_name char(128), start_time timestamp, loaded_rows bigint, loaded_bytes bigint, error_count bigint,
  duration bigint);
INSERT INTO sys_load_history VALUES ('completed', 'orders', '2026-11-23 12:00:00', 1000, 5000000, 0, 4000000), ('failed', 'carts', '2026-11-23 12:05:00', 0, 0, 7, 1000000);
CREATE TABLE sys_session_history (status char(10), start_time timestamp);
INSERT INTO sys_session_history VALUES ('connected', '2026-11-23 12:00:00'), ('connected', '2026-11-23 12:10:00'), ('terminated', '2026-11-23 12:10:00');
CREATE TABLE sys_connection_log (event char(50), user_name char(50), database_name char(50), remote_host char(45), record_time timestamp);
INSERT INTO sys_connection_log VALUES ('authenticated', 'ana', 'dev', '10.0.1.7', '2026-11-23 12:00:00'), ('authentication failure', 'eve', 'dev', '203.0.113.9', '2026-11-23 12:00:00');
`;

const DAY = 86_400;
const ago = (days: number): string => new Date((at - days * DAY) * 1000).toISOString();
const alarms = [
  alarm("quiet-checkout", "OK", 200),
  alarm("no-metric", "INSUFFICIENT_DATA", 120),
  alarm("recent", "OK", 3),
  alarm("always-on", "ALARM", 40),
  alarm("fires-now", "ALARM", 0),
];

function alarm(AlarmName: string, StateValue: string, days: number): Record<string, unknown> {
  return {
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${AlarmName}`,
    StateValue,
    StateReason: "Threshold Crossed: 3 out of the last 3 datapoints were greater",
    StateTransitionedTimestamp: Date.parse(ago(days)) / 1000,
    StateUpdatedTimestamp: Date.parse(ago(days)) / 1000,
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: "checkout" }],
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold",
  };
}

const link = (account: string, Label: string, ...ResourceTypes: readonly string[]) => ({
  LinkArn: `arn:aws:oam:eu-west-1:${account}:link/l-${account}`,
  Label,
  ResourceTypes,
});

/** The job of an application that was given far more than it used, with its driver. */
const peaks: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Spark_Executor: {
    WorkerCpuUsed: 110,
    WorkerCpuAllocated: 396,
    WorkerMemoryUsed: 176,
    WorkerMemoryAllocated: 1_584,
    WorkerEphemeralStorageUsed: 400,
    WorkerEphemeralStorageAllocated: 2_126,
  },
  Spark_Driver: { WorkerCpuUsed: 1, WorkerCpuAllocated: 4, WorkerMemoryUsed: 16, WorkerMemoryAllocated: 16 },
};
const workers = Object.keys(peaks).map((WorkerType) => ({
  namespace: "AWS/EMRServerless",
  metric: "WorkerCpuUsed",
  dimensions: {
    ApplicationId: "00f1",
    ApplicationName: "etl",
    CapacityAllocationType: "OnDemandCapacity",
    JobId: "00j1",
    JobName: "nightly",
    WorkerType,
  },
}));

function withWorkers(telemetry: Telemetry): Telemetry {
  const fetch: Telemetry["metrics"]["fetch"] = async (queries, asked, given) => {
    const seen = await telemetry.metrics.fetch(queries, asked, given);
    const value = queries.map(({ metric, dimensions, period }, index) => {
      const peak = peaks[dimensions.WorkerType ?? ""]?.[metric];
      return peak === undefined
        ? seen.value[index]
        : { start: asked.start, step: period, values: new Float64Array([peak / 2, peak]) };
    });
    return { ...seen, value };
  };
  return { ...telemetry, metrics: { ...telemetry.metrics, fetch } };
}

const postgres = await usePostgres(VIEWS);
let aws: AwsCounterpart;

beforeAll(async () => {
  aws = await startAws({
    telemetry: withWorkers(shop),
    listed: workers,
    alarms: [
      ...alarms,
      {
        ...alarm("checkout-tree", "OK", 5),
        MetricName: undefined,
        AlarmRule:
          'ALARM("quiet-checkout") AND (OK(gone) OR ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:recent))',
      },
      {
        ...alarm("latency-band", "OK", 9),
        MetricName: undefined,
        ThresholdMetricId: "ad1",
        ComparisonOperator: "GreaterThanUpperThreshold",
        Metrics: [
          {
            Id: "m1",
            MetricStat: {
              Metric: { Namespace: "AWS/Lambda", MetricName: "Duration", Dimensions: [] },
              Period: 60,
              Stat: "p90",
            },
          },
          { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)" },
        ],
      },
    ] as never,
    apis: {
      links: [
        link("444455556666", "shop", "AWS::CloudWatch::Metric", "AWS::Logs::LogGroup"),
        link("777788889999", "payments@example.com", "AWS::XRay::Trace"),
        link("222233334444", "old", "AWS::CloudWatch::Metric"),
      ],
      speaking: ["444455556666"],
      flows: {
        "shop-cluster": {
          "RETRANSMISSIONS INTRA_AZ": [
            { localIp: "10.0.1.7", remoteIp: "10.0.1.9", targetPort: 8080, destinationCategory: "INTRA_AZ", value: 10 },
          ],
          "RETRANSMISSIONS INTER_AZ": [
            {
              localIp: "10.0.1.7",
              remoteIp: "10.0.2.8",
              targetPort: 8080,
              destinationCategory: "INTER_AZ",
              value: 90,
              kubernetesMetadata: {
                localPodName: "graphql-1",
                localPodNamespace: "shop",
                remotePodName: "products-2",
                remotePodNamespace: "shop",
              },
            },
          ],
          "DATA_TRANSFERRED AMAZON_S3": [
            { localInstanceId: "i-1", remoteIp: "52.1.2.3", destinationCategory: "AMAZON_S3", value: 3_000_000 },
          ],
        },
      },
      rules: [
        {
          Name: "top-talkers",
          State: "ENABLED",
          report: {
            KeyLabels: ["source", "target"],
            AggregateValue: 200,
            Contributors: [
              { Keys: ["10.0.1.7", "10.0.2.8"], ApproximateAggregateValue: 150, Datapoints: [] },
              { Keys: ["10.0.1.8", "10.0.2.8"], ApproximateAggregateValue: 50, Datapoints: [] },
            ],
          },
        },
        { Name: "old-rule", State: "DISABLED" },
      ],
      streams: [
        {
          Name: "to-partner",
          State: "running",
          FirehoseArn: "arn:aws:firehose:eu-west-1:1:deliverystream/partner",
          OutputFormat: "json",
        },
        {
          Name: "to-lake",
          State: "stopped",
          FirehoseArn: "arn:aws:firehose:eu-west-1:1:deliverystream/lake",
          OutputFormat: "json",
        },
      ],
      functions: [
        {
          FunctionName: "checkout",
          Runtime: "nodejs20.x",
          LastModified: "2026-01-02T03:04:05.000+0000",
          tags: { owner: "shop", team: "red" },
        },
        { FunctionName: "mail", Runtime: "python3.9", LastModified: "2024-01-02T03:04:05.000+0000" },
        {
          FunctionName: "report",
          Runtime: "nodejs22.x",
          LastModified: "2026-06-02T03:04:05.000+0000",
          tags: { owner: "data" },
        },
        {
          FunctionName: "modern",
          Runtime: "python3.14",
          LastModified: "2026-06-02T03:04:05.000+0000",
          tags: { owner: "data" },
        },
      ] as never,
      aliases: {
        checkout: [
          { Name: "live", FunctionVersion: "12", RoutingConfig: { AdditionalVersionWeights: { "13": 0.1 } } },
          { Name: "old", FunctionVersion: "3" },
        ],
        plain: [{ Name: "live", FunctionVersion: "1" }],
      },
      postgres,
    },
  });
});
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(() => {
  vi.unstubAllEnvs();
  aws.behave({});
});
afterAll(() => aws.close());

function open() {
  const { listings } = masked(
    connectTo(aws.endpoint, { now: () => now }).telemetryFor({ account: undefined, region: undefined }),
  );
  if (!listings) throw new Error("AWS has listings");
  return listings;
}

async function rows(listing: ListingRequest["listing"], values: Readonly<Record<string, string>> = {}) {
  return (await open().read({ listing, values, window }, signal)).value.rows;
}

const statement = "SELECT query_id, trim(status) AS status FROM sys_query_history ORDER BY query_id";
const inRedshift = { workgroup: "analytics", database: "dev" };

listingsContract("AWS", async () => ({
  listings: open(),
  window,
  now: () => now,
  without: postgres.missing === undefined ? [] : ["redshift"],
  asked: {
    "alarm-trees": {},
    "alarms-asleep": {},
    "alarms-restless": {},
    "alarms-on-bands": {},
    "flow-contributors": { monitor: "shop-cluster", by: "retransmissions", view: "cluster" },
    "insight-contributors": { rule: "top-talkers" },
    "insight-rules": {},
    "lambda-canary": { function: "checkout" },
    "lambda-runtimes": { tag: "owner" },
    "lambda-unused": { tag: "owner" },
    "linked-accounts": {},
    "metric-streams": {},
    redshift: { ...inRedshift, sql: statement },
    "worker-sizes": { application: "etl" },
  },
}));

describe("what lists functions", () => {
  test("names those on a runtime that has ended or will end soon, with whose they are", async () => {
    const found = await rows("lambda-runtimes", { tag: "owner" });
    expect(found.map((row) => row.slice(0, 5))).toEqual([
      ["mail", "nobody", "python3.9", "2025-12-15", "ended 343 days ago"],
      ["checkout", "shop", "nodejs20.x", "2026-04-30", "ended 207 days ago"],
      ["report", "data", "nodejs22.x", "2027-04-30", "in 158 days"],
    ]);
    expect((await rows("lambda-runtimes", { tag: "team" }))[1]?.[1]).toBe("red");
  });

  test("names those that were not called for two weeks, the longest unchanged first", async () => {
    expect((await rows("lambda-unused", { tag: "owner" })).map(([name]) => name)).toEqual([
      "mail",
      "checkout",
      "report",
      "modern",
    ]);
  });

  test("still names them where their tags may not be read, and says so", async () => {
    aws.behave({ deny: ["tag:GetResources"] });
    const { value, gaps } = await open().read({ listing: "lambda-unused", values: {}, window }, signal);
    expect(value.rows[0]?.slice(0, 2)).toEqual(["mail", "nobody"]);
    expect(gaps[0]?.remedy).toBe("allow tag:GetResources to Gumshoe's role");
  });

  test("compares the versions of an alias that divides its calls, and of no other", async () => {
    expect((await rows("lambda-canary", { function: "checkout" })).map((row) => row.slice(0, 3))).toEqual([
      ["live", "13", "10 %"],
      ["live", "12", "90 %"],
    ]);
    await expect(rows("lambda-canary", { function: "plain" })).rejects.toThrow(/no alias of plain divides/);
  });

  test.each([
    [{ calls: 900, errors: 9 }, { calls: 100, errors: 8 }, "roll back"],
    [{ calls: 900, errors: 9 }, { calls: 100, errors: 1 }, "no worse"],
    [{ calls: 900, errors: 9 }, { calls: 49, errors: 49 }, "too few calls"],
    [{ calls: 90_000, errors: 900 }, { calls: 10_000, errors: 190 }, "no worse"],
    [{ calls: 900, errors: 0 }, { calls: 100, errors: 0 }, "no worse"],
  ] as const)("a new version, %j against %j: %s", (old, fresh, verdict) => {
    expect(judgeCanary(old, fresh)).toBe(verdict);
  });
});

describe("what tells the size of workers", () => {
  test("names those that lack memory first, then those that were given too much", async () => {
    expect(await rows("worker-sizes", { application: "00f1" })).toEqual([
      [
        "nightly (00j1)",
        "driver",
        "memory full",
        "1 of 4",
        "16 of 16",
        "not measured",
        "all 16 GB of memory are used: raise spark.driver.memory, then lower it to 1.05 times what is used",
      ],
      [
        "nightly (00j1)",
        "executor",
        "too large",
        "110 of 396",
        "176 of 1,580",
        "400 of 2,130",
        "72 % of the vCPU and 89 % of the memory were never used: lower spark.dynamicAllocation.maxExecutors",
      ],
    ]);
    await expect(rows("worker-sizes", { application: "other" })).rejects.toThrow(/no job of the application other/);
  });

  test.each([
    [
      "a driver of 30 GB that uses 21",
      "Spark_Driver",
      { memory: [21, 30], cpu: [2, 4] },
      "fits",
      /^22 GB of memory would do$/,
    ],
    ["disks of 20 GB", "Spark_Executor", { memory: [9, 16], disk: [1_940, 2_126] }, "disk full", /1\.15 times as much/],
    [
      "disks of 40 GB",
      "Spark_Executor",
      { memory: [9, 16], disk: [1_940, 4_251] },
      "fits",
      /2,430 GB of disk would do/,
    ],
    ["fewer executors", "Spark_Executor", { memory: [110, 120], cpu: [58, 60] }, "fits", /^116 GB|^$/],
    ["nothing measured", "Spark_Executor", {}, "fits", /^$/],
  ] as const)("%s", (_, type, peaksOf, verdict, words) => {
    const share = ([used, allocated]: readonly [number?, number?] = []) => ({
      ...(used !== undefined && { used }),
      ...(allocated !== undefined && { allocated }),
    });
    const { cpu, memory, disk } = { cpu: undefined, memory: undefined, disk: undefined, ...peaksOf };
    const advice = adviseSize({ type, cpu: share(cpu), memory: share(memory), disk: share(disk) });
    expect(advice.verdict).toBe(verdict);
    expect(advice.words).toMatch(words);
  });
});

describe("what lists alarms", () => {
  test("names those that never fire, that never rest, that miss a part, and that are on a band", async () => {
    expect((await rows("alarms-asleep")).map(([name, state]) => [name, state])).toEqual([
      ["quiet-checkout", "OK"],
      ["no-metric", "no data"],
    ]);
    expect((await rows("alarms-restless")).map(([name, , days]) => [name, days])).toEqual([["always-on", "40"]]);
    expect((await rows("alarm-trees")).map(([name, , , missing]) => [name, missing])).toEqual([
      ["checkout-tree", "gone"],
    ]);
    expect((await rows("alarms-on-bands")).map(([name]) => name)).toEqual(["latency-band"]);
  });
});

describe("what lists accounts, flows, contributors and streams", () => {
  test("names the accounts that share, with their labels, the silent first", async () => {
    expect(await rows("linked-accounts")).toEqual([
      ["222233334444", "old", "metrics", "silent"],
      ["777788889999", "[e-mail hidden]", "traces", "not shared"],
      ["444455556666", "shop", "metrics, logs", "yes"],
    ]);
  });

  test("names the flows of both categories of a view, by their pods where they are known", async () => {
    const asked = { monitor: "shop-cluster", by: "retransmissions", view: "cluster" };
    expect(await rows("flow-contributors", asked)).toEqual([
      ["shop/graphql-1", "shop/products-2:8080", "between zones", "90", "90 %"],
      ["10.0.1.7", "10.0.1.9:8080", "in one zone", "10", "10 %"],
    ]);
    const services = await rows("flow-contributors", { monitor: "shop-cluster", by: "bytes", view: "services" });
    expect(services.map((row) => row.slice(0, 3))).toEqual([["i-1", "52.1.2.3", "S3"]]);
  });

  test.each([
    [{ monitor: "shop-cluster", by: "colour", view: "cluster" }, /flows have no colour/],
    [{ monitor: "shop-cluster", by: "bytes", view: "moon" }, /no view moon/],
    [{ monitor: "nothing", by: "bytes", view: "cluster" }, /no monitor nothing/],
  ])("flows of %j are refused in words", async (asked, words) => {
    await expect(rows("flow-contributors", asked)).rejects.toThrow(words);
  });

  test("names who contributes most to a rule, with shares, and the rules that are off first", async () => {
    expect(await rows("insight-contributors", { rule: "top-talkers" })).toEqual([
      ["10.0.1.7", "10.0.2.8", "150", "75 %"],
      ["10.0.1.8", "10.0.2.8", "50", "25 %"],
    ]);
    expect((await rows("insight-rules")).map(([name, state]) => [name, state])).toEqual([
      ["old-rule", "disabled"],
      ["top-talkers", "enabled"],
    ]);
  });

  test("names the streams that are stopped first", async () => {
    expect((await rows("metric-streams")).map(([name, state]) => [name, state])).toEqual([
      ["to-lake", "stopped"],
      ["to-partner", "running"],
    ]);
  });

  test.each([
    ["oam:ListSinks", "linked-accounts", {}],
    ["cloudwatch:DescribeInsightRules", "insight-rules", {}],
    ["cloudwatch:ListMetricStreams", "metric-streams", {}],
    ["lambda:ListAliases", "lambda-canary", { function: "checkout" }],
    ["redshift-data:ExecuteStatement", "redshift", { ...inRedshift, sql: statement }],
    ["networkflowmonitor:StartQueryMonitorTopContributors", "flow-contributors", { monitor: "shop-cluster" }],
  ] as const)("without %s says what to allow", async (action, listing, values) => {
    aws.behave({ deny: [action] });
    await expect(rows(listing, values)).rejects.toMatchObject({ remedy: `allow ${action} to Gumshoe's role` });
  });
});

describe.skipIf(postgres.missing !== undefined)("queries of Redshift, on PostgreSQL with its system views", () => {
  const parts = { startMs: String(window.start * 1000), endMs: String(window.end * 1000) };
  const ask = (id: string) => {
    const { text } = redshiftServerless.queries.find((query) => query.id === id) ?? { text: "" };
    return rows("redshift", { ...inRedshift, sql: filled(text, { ...parts, query: "12" }) });
  };

  test("reads all pages", async () => {
    expect((await rows("redshift", { ...inRedshift, sql: statement })).map(([id]) => id)).toEqual([
      "9",
      "11",
      "12",
      "13",
      "14",
      "15",
      "16",
    ]);
  });

  test.each([
    ["running", 3, ["12", "running", "ana"]],
    ["statuses", 4, ["success", "2", "5"]],
    ["breakdown", 1, ["12", "running", "30", "0", "0", "60", "120", "210"]],
    ["workload", 2, ["SELECT", "4", "2.5"]],
    ["steps", 2, ["1", "0", "0", "scan", "orders", "90", "1000", "900", "720", "80", "90", "Missing statistics"]],
    ["cost", 1, ["2026-11-23 00:00:00", "3", "128"]],
    ["loads", 2, ["failed", "carts", "1", "0", "0", "7", "1"]],
    ["sessions", 2, ["connected", "2"]],
    ["connections", 2, ["authenticat"]],
  ] as const)("%s: %i rows, the first begins with %j", async (id, count, first) => {
    const found = await ask(id);
    expect(found).toHaveLength(count);
    const begun = first.map((cell, index) => (found[0]?.[index] ?? "").slice(0, Math.max(cell.length, 0)));
    expect(begun).toEqual([...first]);
  });

  test("says in Redshift's words what failed", async () => {
    await expect(rows("redshift", { ...inRedshift, sql: "SELECT nothing FROM sys_query_history" })).rejects.toThrow(
      /column "nothing" does not exist/,
    );
    await expect(rows("redshift", { workgroup: "nobody", database: "dev", sql: "SELECT 1" })).rejects.toThrow(
      /doesn't exist/,
    );
  });
});
