import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { simulateFault } from "../../../adapters/recording/shop/shop.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import { databaseLoadsContract } from "../../contracts/telemetry/database-loads.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import type { ListedDatabase } from "../../counterparts/aws/databases.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";

const { signal } = new AbortController();
const now = new Date("2026-11-23T12:30:00Z");
const onset = now.getTime() / 1000 - 1_800;
const windows = { before: { start: onset - 1_800, end: onset }, around: { start: onset, end: onset + 1_800 } };
const shop = simulateFault({ fault: "deployment", component: "orders", seed: 3, startedAt: now }).telemetry;

const slow = "SELECT * FROM orders\n   WHERE customer = ?";
const database: ListedDatabase = {
  id: "db-AAAABBBBCCCC",
  recorded: true,
  cluster: "shop",
  onset,
  load: {
    "db.sql_tokenized": [
      { name: slow, before: 0.1, after: 7.1 },
      { name: "COMMIT", before: 0.9, after: 1 },
      { name: "VACUUM /* token=hunter2hunter2 */", before: 0.5, after: 0 },
    ],
    "db.wait_event": [
      { name: "CPU", before: 1, after: 2 },
      { name: "IO:DataFileRead", before: 0.5, after: 6.1 },
    ],
    "db.host": [{ name: "10.0.3.7", before: 1.5, after: 8.1 }],
    "db.user": [{ name: "app", before: 1.5, after: 8.1 }],
  },
};
const databases = { "orders-db": database, "old-db": { ...database, id: "db-OLD", recorded: false } };
let aws: AwsCounterpart;

beforeAll(async () => {
  aws = await startAws({ telemetry: shop, databases });
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
  const { databaseLoads } = masked(
    connectTo(aws.endpoint, { now: () => now }).telemetryFor({ account: undefined, region: undefined }),
  );
  if (!databaseLoads) throw new Error("AWS has the load of databases");
  return databaseLoads;
}

databaseLoadsContract("AWS", async () => ({ loads: open(), windows, now: () => now }));

describe("Database Insights", () => {
  test("tells the statement, the wait, the host and the user that grew", async () => {
    const { value } = await open().compare("orders-db", windows, signal);
    expect(value).toMatchObject({
      before: 1.5,
      around: 8.1,
      statements: [
        { name: "SELECT * FROM orders WHERE customer = ?", before: 0.1, around: 7.1 },
        { name: "COMMIT" },
        {},
      ],
      waits: [{ name: "IO:DataFileRead" }, { name: "CPU" }],
      hosts: [{ name: "10.0.3.7" }],
      users: [{ name: "app" }],
    });
    expect(value?.statements[2]).toMatchObject({ before: 0.5, around: 0 });
    expect(JSON.stringify(value)).not.toContain("hunter2");
  });

  test("is asked for the writer where a cluster is named", async () => {
    expect((await open().compare("shop", windows, signal)).value?.around).toBe(8.1);
  });

  test("of a database that is not recorded is unknown", async () => {
    expect((await open().compare("old-db", windows, signal)).value).toBeUndefined();
  });

  test.each(["rds:DescribeDBInstances", "pi:DescribeDimensionKeys"])(
    "without %s says what to allow",
    async (action) => {
      aws.behave({ deny: [action] });
      await expect(open().compare("orders-db", windows, signal)).rejects.toMatchObject({
        remedy: `allow ${action} to Gumshoe's role`,
      });
    },
  );

  test("a day is asked in periods that the API has", async () => {
    const before = { start: onset - 2 * 86_400, end: onset - 86_400 };
    const seen = await open().compare("orders-db", { before, around: { start: onset - 86_400, end: onset } }, signal);
    expect(seen.value?.statements).not.toEqual([]);
  });
});
