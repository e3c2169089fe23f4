import { describe, expect, test } from "vitest";
import { createSimulatedPrometheus } from "../../../adapters/recording/prometheus/simulated.ts";
import { all } from "../../../adapters/recording/systems/incidents.ts";
import { simulateSystem, systemIncidentOf } from "../../../adapters/recording/systems/systems.ts";
import { LISTINGS, type Listing } from "../../../src/packs/listing.ts";
import { filled } from "../../../src/packs/named-query.ts";
import { packs } from "../../../src/packs/packs.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { listingsContract } from "../../contracts/telemetry/listings.ts";
import { openSearchContract } from "../../contracts/telemetry/open-search.ts";
import { prometheusContract } from "../../contracts/telemetry/prometheus.ts";

const startedAt = new Date("2026-11-23T12:05:00Z");
const FIRED = startedAt.getTime() / 1000;
const now = (): Date => new Date(startedAt.getTime() + 600_000);
const window = { start: FIRED - 1_800, end: FIRED + 600 };
const { signal } = new AbortController();

function telemetryOf(name: string): Required<Pick<Telemetry, "prometheus" | "openSearch" | "listings">> {
  const found = systemIncidentOf(name);
  if (!found) throw new Error(`no incident ${name}`);
  const { prometheus, openSearch, listings } = simulateSystem(found, { seed: 3, startedAt, now }).telemetry;
  if (!prometheus || !openSearch || !listings) throw new Error(`${name} lacks a port`);
  return { prometheus, openSearch, listings };
}

const NOTHING_ASKED: Readonly<Record<Listing, Readonly<Record<string, string>>>> = {
  "alarm-trees": {},
  "alarms-asleep": {},
  "alarms-restless": {},
  "alarms-on-bands": {},
  "flow-contributors": {},
  "insight-contributors": {},
  "insight-rules": {},
  "lambda-canary": {},
  "lambda-runtimes": {},
  "lambda-unused": {},
  "linked-accounts": {},
  "metric-streams": {},
  redshift: {},
  "worker-sizes": {},
};

prometheusContract("simulated series", async () => ({
  prometheus: createSimulatedPrometheus(
    [
      { labels: { __name__: "up", instance: "a" }, valueAt: () => 1 },
      { labels: { __name__: "up", instance: "b" }, valueAt: () => 0 },
    ],
    now,
  ),
  window,
  now,
}));
openSearchContract("a system's incident", async () => ({
  openSearch: telemetryOf("commerce-errors").openSearch,
  queries: { ppl: "source = logs | where level = 'error' | head 3", sql: "SELECT * FROM logs LIMIT 3" },
  now,
}));
listingsContract("a system's incident", async () => ({
  listings: telemetryOf("network-firewall").listings,
  window,
  now,
  asked: NOTHING_ASKED,
  without: LISTINGS.filter((listing) => !listing.startsWith("insight-")),
}));

describe("PromQL of an incident", () => {
  const valuesOf = async (name: string, expression: string): Promise<readonly number[]> =>
    (await telemetryOf(name).prometheus.instant(expression, FIRED + 300, signal)).value.map(({ value }) => value);

  test.each([
    ['max({__name__=~"(?i)Hadoop_HBase_numdeadregionservers"})', [2, 0.1]],
    ["sum by (job) (up) * 2", [2, 0.01]],
    ["count(up) + 1", [3, 0.01]],
    ["topk(1, hadoop_hbase_flushqueuelength)", [9, 0.5]],
    ["sum(rate(hadoop_hbase_totalrequestcount[5m])) / 3", [3_400, 20]],
    [
      'max by (instance) (hadoop_hbase_memheapusedm{instance="ip-10-0-3-4:7001"}) / max by (instance) (hadoop_hbase_memheapmaxm)',
      [0.85, 0.07],
    ],
  ] as const)("%s", async (expression, [near, within]) => {
    const [first = Number.NaN] = await valuesOf("hbase-regions", expression);
    expect(Math.abs(first - near)).toBeLessThanOrEqual(within);
  });

  test("a comparison leaves those that hold, and none on a healthy day", async () => {
    expect(await valuesOf("hbase-regions", "hadoop_hbase_flushqueuelength > 5")).toHaveLength(3);
    expect(await valuesOf("hbase-regions-healthy", "hadoop_hbase_flushqueuelength > 5")).toEqual([]);
  });

  test("what is not simulated is said", async () => {
    await expect(valuesOf("hbase-regions", "histogram_quantile(0.9, up)")).rejects.toThrow(
      /cannot parse histogram_quantile/,
    );
    await expect(valuesOf("hbase-regions", "up offset 5m")).rejects.toThrow(/cannot parse this expression/);
    await expect(valuesOf("hbase-regions", 'up{job=~"("}')).rejects.toThrow(/cannot parse the pattern/);
  });

  const asked = packs.flatMap(({ service, queries }) =>
    queries.filter(({ language }) => language === "promql").map((query) => [service, query] as const),
  );
  test.each(asked)(
    "each question of a pack is answered by its incident: %s $id",
    async (service, { text, parameters = {} }) => {
      const values = Object.fromEntries(
        Object.entries(parameters).map(([key, each]) => [key, each.default ?? each.example]),
      );
      const incident = service === "hbase" ? "hbase-regions" : "eks-network";
      const { value } = await telemetryOf(incident).prometheus.range(filled(text, values), window, signal);
      expect(value.length).toBeGreaterThan(0);
    },
  );
});

describe("the piped language of an incident", () => {
  const rows = async (query: string) =>
    (await telemetryOf("commerce-errors").openSearch.rows("ppl", query, signal)).value;

  test("counts errors by spans of time, and finds the lines of one trace", async () => {
    const { columns, rows: counted } = await rows(
      "source = logs | where level = 'error' | stats count() by span(time, 5m)",
    );
    expect(columns).toEqual([{ name: "count()", numeric: true }, { name: "span(time,5m)" }]);
    expect(counted.length).toBeGreaterThan(1);
    const [[trace = ""] = []] = (await rows("source = logs | head 1 | fields traceId")).rows;
    const found = await rows(
      `source = logs | where traceId = '${trace}' and locate('KeyError', \`log\`) > 0 | fields time, service`,
    );
    expect(found.rows.map(([, service]) => service)).toEqual(["order-history"]);
  });

  test.each([
    ["source = logs | dedup level", /knows where, fields, head, sort and stats/],
    ["source = logs | where a > b", /not simulated/],
    ["source = other", /no such index \[other\]; there is logs/],
  ])("%s is not taken", async (query, words) => {
    await expect(rows(query)).rejects.toThrow(words);
  });
});

describe("listings of incidents", () => {
  test.each(all.flatMap(({ id, listings = [] }) => listings.map((each) => [id, each] as const)))(
    "%s: $listing has rows as wide as its columns, also on a healthy day",
    async (id, { listing, columns, of }) => {
      for (const day of [id, `${id}-healthy`]) {
        const values = of === undefined ? {} : { sql: of };
        const { value } = await telemetryOf(day).listings.read({ listing, values, window }, signal);
        expect(value.rows.length).toBeGreaterThan(0);
        for (const row of value.rows) expect(row).toHaveLength(columns.length);
      }
    },
  );

  test("the statements of Redshift's pack find their tables", async () => {
    const { queries } = packs.find(({ service }) => service === "redshift-serverless") ?? { queries: [] };
    const { listings } = telemetryOf("redshift-limit");
    const answered = await Promise.all(
      queries
        .filter(({ language }) => language === "redshift")
        .map(({ id, text }) =>
          listings.read({ listing: "redshift", values: { sql: text }, window }, signal).then(
            () => [id],
            () => [],
          ),
        ),
    );
    expect(answered.flat()).toEqual(["running", "statuses", "cost"]);
  });
});
