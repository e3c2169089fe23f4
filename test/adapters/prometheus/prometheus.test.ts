import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createPrometheus } from "../../../adapters/prometheus/prometheus.ts";
import { prometheus } from "../../../adapters/prometheus/source.ts";
import { silentLog } from "../../../src/log/log.ts";
import { readConfig } from "../../../src/process/config.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import { careless } from "../../contracts/telemetry/masked.ts";
import { prometheusContract } from "../../contracts/telemetry/prometheus.ts";
import { notStarted, startCounterpart, useCounterpart } from "../../counterparts/process.ts";
import { type PrometheusCounterpart, startPrometheus } from "../../counterparts/prometheus/server.ts";

const { signal } = new AbortController();
const now = (): Date => new Date();
const end = Math.floor(Date.now() / 60_000) * 60;
const window = { start: end - 3_600, end };
let server: PrometheusCounterpart;

beforeAll(async () => {
  server = await startPrometheus();
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.refuse(undefined);
});
afterAll(() => server.close());

/** The source as the process connects it. */
async function connect(env: Readonly<Record<string, string>>) {
  const config = readConfig(env, [prometheus]);
  const source = await prometheus.connect(config, {
    now,
    log: silentLog,
    before: [],
    inUse: true,
    deliver: async () => undefined,
  });
  const port = source?.adds?.().prometheus;
  if (!port) throw new Error("PROMETHEUS connects no port");
  return { port, greeting: source?.greeting?.() };
}
const last = () => {
  const asked = server.asked.at(-1);
  if (!asked) throw new Error("nothing was asked");
  return asked;
};

prometheusContract("a server of its API, as jobs see it", async () => {
  const { port } = await connect({ PROMETHEUS: server.endpoint });
  const { prometheus: shown } = masked({ ...careless, prometheus: port });
  if (!shown) throw new Error("masked telemetry has what it was given");
  return { prometheus: shown, window, now };
});

test("secrets in labels are masked", async () => {
  const { port } = await connect({ PROMETHEUS: server.endpoint });
  const metric = { __name__: "up", url: "http://x/?token=hunter2hunter2", password: "hunter2hunter2" };
  const result = [{ metric, value: [end, "1"] }];
  server.refuse({ status: 200, body: JSON.stringify({ status: "success", data: { resultType: "vector", result } }) });
  const { prometheus: shown } = masked({ ...careless, prometheus: port });
  expect(JSON.stringify(await shown?.instant("up", end, signal))).not.toContain("hunter2");
});

describe("the setting", () => {
  test("without an address connects nothing", async () => {
    const host = { now, log: silentLog, before: [], inUse: true, deliver: async () => undefined };
    expect(await prometheus.connect(readConfig({}, [prometheus]), host)).toBeUndefined();
  });

  test.each([
    ["ftp://127.0.0.1", /PROMETHEUS/],
    ["127.0.0.1:9090", /PROMETHEUS/],
    ["http://127.0.0.1:9090/?x=1", /PROMETHEUS/],
  ])("%s is refused at the start", (address, wrong) => {
    expect(() => readConfig({ PROMETHEUS: address }, [prometheus])).toThrow(wrong);
  });

  test("user and password are sent, and shown nowhere", async () => {
    const { port, greeting } = await connect({ PROMETHEUS: server.endpoint.replace("//", "//ana:s3cr3t@") });
    await port.instant("up", end, signal);
    expect(last().headers.authorization).toBe(`Basic ${Buffer.from("ana:s3cr3t").toString("base64")}`);
    expect(JSON.stringify(greeting)).not.toContain("s3cr3t");
  });

  test("a token is sent", async () => {
    const { port } = await connect({ PROMETHEUS: server.endpoint, PROMETHEUS_TOKEN: "t0ken" });
    await port.instant("up", end, signal);
    expect(last().headers.authorization).toBe("Bearer t0ken");
  });

  test("a Region has each request signed, with its body, under the path of a workspace", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    const address = `${server.endpoint}/workspaces/ws-1`;
    const { port } = await connect({ PROMETHEUS: address, PROMETHEUS_REGION: "eu-west-1" });
    await port.range('up{path="/a b"}', window, signal);
    const { path, headers, fields } = last();
    expect(path).toBe("/workspaces/ws-1/api/v1/query_range");
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/aps\/aws4_request/);
    expect(headers["x-amz-content-sha256"] ?? headers.authorization).toMatch(/[0-9a-f]{64}/);
    expect(fields.get("query")).toBe('up{path="/a b"}');
  });
});

describe("a server that gives no answer", () => {
  test.each([
    ["refuses", { status: 403, body: "no" }, /does not allow it/],
    ["is busy", { status: 429, body: "slow down" }, /busy/],
    ["is a page", { status: 200, body: "<html>" }, /no answer in JSON/],
    ["is another API", { status: 200, body: "[1]" }, /no answer of Prometheus/],
    ["points elsewhere", { status: 302, body: "", headers: { location: "http://127.0.0.1:1/" } }, /another address/],
    [
      "sends other values",
      {
        status: 200,
        body: '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}',
      },
      /no answer of Prometheus/,
    ],
  ])("%s: the reason is said", async (_, refusal, words) => {
    const { port } = await connect({ PROMETHEUS: server.endpoint });
    server.refuse(refusal);
    await expect(port.range("up", window, signal)).rejects.toThrow(words);
  });

  test("is away", async () => {
    const gone = createPrometheus(
      { name: "Prometheus", url: "http://127.0.0.1:1", authorization: { type: "none" } },
      now,
    );
    await expect(gone.range("up", window, signal)).rejects.toThrow(/not reached/);
  });
});

test("values beyond numbers, and holes, are read as they are", async () => {
  const { port } = await connect({ PROMETHEUS: server.endpoint });
  const values = [
    [window.start, "NaN"],
    [window.start + 15, "+Inf"],
    [window.start + 45, "1e3"],
  ];
  const body = JSON.stringify({ status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } });
  server.refuse({ status: 200, body });
  const { value } = await port.range("x", window, signal);
  expect(value[0]?.label).toBe("value");
  expect([...(value[0]?.series.values.slice(0, 4) ?? [])]).toEqual([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    1_000,
  ]);
});

/** Debian's Prometheus, with two hours of the series. */
const real = await useCounterpart("prometheus", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gumshoe-prometheus-"));
  const lines = ["# TYPE up gauge"];
  for (const instance of ["a", "b"]) {
    for (let at = end - 7_200; at <= end; at += 15)
      lines.push(`up{instance="${instance}"} ${instance === "a" ? 1 : 0} ${at}`);
  }
  writeFileSync(join(folder, "metrics"), `${lines.join("\n")}\n# EOF\n`);
  const made = spawnSync("promtool", ["tsdb", "create-blocks-from", "openmetrics", join(folder, "metrics"), folder]);
  if (made.error || made.status !== 0) return notStarted("promtool is not installed");
  writeFileSync(join(folder, "prometheus.yml"), "scrape_configs: []\n");
  return startCounterpart({
    command: "prometheus",
    args: (port) => [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${folder}`,
      "--storage.tsdb.retention.time=1y",
      `--web.listen-address=127.0.0.1:${port}`,
    ],
  });
});

describe.skipIf(real.missing !== undefined)("Debian's Prometheus (skipped where it does not start)", () => {
  prometheusContract("Debian's Prometheus", async () => {
    const { port } = await connect({ PROMETHEUS: real.endpoint });
    return { prometheus: port, window, now };
  });
});
