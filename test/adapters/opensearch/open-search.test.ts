import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createOpenSearch } from "../../../adapters/opensearch/open-search.ts";
import { signedFor } from "../../../adapters/opensearch/settings.ts";
import { openSearch } from "../../../adapters/opensearch/source.ts";
import { silentLog } from "../../../src/log/log.ts";
import { readConfig } from "../../../src/process/config.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import { careless } from "../../contracts/telemetry/masked.ts";
import { openSearchContract } from "../../contracts/telemetry/open-search.ts";
import { type OpenSearchCounterpart, startOpenSearch } from "../../counterparts/opensearch/server.ts";

const { signal } = new AbortController();
const now = (): Date => new Date();
const queries = { ppl: "source = logs | head 3", sql: "SELECT * FROM logs LIMIT 3" };
let server: OpenSearchCounterpart;

beforeAll(async () => {
  server = await startOpenSearch();
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.refuse(undefined);
});
afterAll(() => server.close());

/** The source as the process connects it, and as jobs see it. */
async function connect(env: Readonly<Record<string, string>>) {
  const host = { now, log: silentLog, before: [], inUse: true, deliver: async () => undefined };
  const source = await openSearch.connect(readConfig(env, [openSearch]), host);
  const own = source?.adds?.().openSearch;
  const port = own && masked({ ...careless, openSearch: own }).openSearch;
  if (!port) throw new Error("OPENSEARCH connects no port");
  return { port, greeting: source?.greeting?.() };
}

openSearchContract("OpenSearch, as jobs see them", async () => {
  const { port } = await connect({ OPENSEARCH: server.endpoint });
  return { openSearch: port, queries, now };
});

test("columns have their aliases and kinds, objects are JSON, and secrets are masked", async () => {
  const { port } = await connect({ OPENSEARCH: server.endpoint });
  const { value } = await port.rows("ppl", queries.ppl, signal);
  expect(value.columns).toEqual([
    { name: "@timestamp" },
    { name: "body" },
    { name: "attributes" },
    { name: "count", numeric: true },
  ]);
  expect(value.rows[0]).toEqual(["2026-11-23 12:00:00", "timeout", '{"pod":"a"}', "1"]);
  expect(JSON.stringify(value.rows)).not.toContain("hunter2");
});

test("each language is asked at its own path, the query as it is", async () => {
  const { port } = await connect({ OPENSEARCH: `${server.endpoint}/cluster/` });
  await port.rows("sql", queries.sql, signal);
  expect(server.asked.at(-1)).toMatchObject({ path: "/cluster/_plugins/_sql", body: { query: queries.sql } });
});

describe("the caller is known", () => {
  test("by the user and password of the address, which are shown nowhere", async () => {
    const { port, greeting } = await connect({ OPENSEARCH: server.endpoint.replace("//", "//ana:s3cr3t@") });
    await port.rows("ppl", queries.ppl, signal);
    expect(server.asked.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from("ana:s3cr3t").toString("base64")}`);
    expect(JSON.stringify(greeting)).not.toContain("s3cr3t");
  });

  test("by a signature over the body where a Region is set", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    const { port } = await connect({ OPENSEARCH: server.endpoint, OPENSEARCH_REGION: "eu-west-1" });
    await port.rows("ppl", queries.ppl, signal);
    const headers = server.asked.at(-1)?.headers;
    expect(headers?.authorization).toMatch(/Credential=key\/\d{8}\/eu-west-1\/es\/aws4_request/);
    expect(headers?.["x-amz-content-sha256"]).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ["https://search-shop-abc.eu-west-1.es.amazonaws.com", { service: "es", region: "eu-west-1" }],
    ["https://abc123.us-east-1.aoss.amazonaws.com", { service: "aoss", region: "us-east-1" }],
    ["https://opensearch.example.com", undefined],
  ])("%s is signed as its address says", (address, expected) => {
    expect(signedFor(new URL(address), undefined)).toEqual(expected);
  });
});

describe("what is no answer is said", () => {
  test.each([
    ["a refusal", { status: 403, body: "no" }, /does not allow it/],
    ["a busy cluster", { status: 429, body: "{}" }, /busy/],
    ["a page", { status: 200, body: "<html>" }, /no answer in JSON/],
    ["another API", { status: 200, body: '{"hits":[]}' }, /no answer of OpenSearch's SQL plug-in/],
  ])("%s", async (_, refusal, words) => {
    const { port } = await connect({ OPENSEARCH: server.endpoint });
    server.refuse(refusal);
    await expect(port.rows("ppl", queries.ppl, signal)).rejects.toThrow(words);
  });

  test("a cluster that is away", async () => {
    const service = { name: "OpenSearch", url: "http://127.0.0.1:1", authorization: { type: "none" } } as const;
    await expect(createOpenSearch(service, now).rows("ppl", queries.ppl, signal)).rejects.toThrow(/not reached/);
  });
});
