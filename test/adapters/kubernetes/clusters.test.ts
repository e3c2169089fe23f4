import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { kubernetes } from "../../../adapters/kubernetes/source.ts";
import { explain } from "../../../src/kubernetes/explain.ts";
import { readConfig } from "../../../src/process/config.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import type { Clusters } from "../../../src/telemetry/ports/clusters.ts";
import { clustersContract } from "../../contracts/telemetry/clusters.ts";
import { type ApiServer, startApiServer } from "../../counterparts/kubernetes.ts";
import { healthyShop, NOW, unready } from "../../kubernetes/shop.ts";

const now = () => new Date(NOW * 1000);
const { signal } = new AbortController();
let server: ApiServer;

beforeAll(async () => {
  const shop = healthyShop();
  shop.of("Service/payment").spec.selector = { app: "payments" };
  unready(shop, "checkout");
  shop.log("checkout", "dial tcp 10.96.0.60:6060: connect: connection refused, password=hunter2hunter2");
  server = await startApiServer(shop);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.forbidden.clear();
  server.tokens.length = 0;
});

function kubeconfig(user: unknown, url = server.url): string {
  const file = join(mkdtempSync(join(tmpdir(), "kubeconfig-")), "config");
  const name = "arn:aws:eks:eu-west-1:111122223333:cluster/prod";
  const config = {
    clusters: [{ name, cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** The clusters of a kubeconfig, connected as the process does. */
async function connect(user: unknown, url?: string): Promise<Clusters> {
  const config = readConfig({ CLUSTERS_KUBECONFIG: kubeconfig(user, url) }, [kubernetes]);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const source = await kubernetes.connect(config, { deliver: async () => {}, before: [], inUse: true, now, log });
  const clusters = source?.adds?.().clusters;
  if (!clusters) throw new Error("not connected");
  return clusters;
}

clustersContract("a kubeconfig", async () => ({ clusters: await connect({ token: "secret" }), now }));

const nothing = { value: [], horizon: 0, gaps: [] };
const withoutSecrets = (clusters: Clusters): Clusters => {
  const telemetry = masked({
    metrics: { fetch: async () => nothing },
    changes: { during: async () => nothing },
    logs: { patterns: async () => nothing },
    topology: { graph: async () => ({ ...nothing, value: { components: [], edges: [] } }) },
    clusters,
  });
  if (!telemetry.clusters) throw new Error("the clusters are gone");
  return telemetry.clusters;
};

clustersContract("masked telemetry", async () => ({
  clusters: withoutSecrets(await connect({ token: "secret" })),
  now,
}));

test("the secrets of logs are masked", async () => {
  const { value } = await withoutSecrets(await connect({ token: "secret" })).state("prod", undefined, signal);
  expect(value.logs.map(({ text }) => text).join()).toContain("connection refused");
  expect(JSON.stringify(value.logs)).not.toContain("hunter2");
});

test("all pages are read, the logs of pods in trouble too, and never a Secret", async () => {
  const { value, gaps } = await (await connect({ token: "secret" })).state("prod", undefined, signal);
  expect(value.objects.Pod.length).toBeGreaterThan(5);
  expect(explain(value).map(({ kind }) => kind)).toContain("connection-refused");
  expect(gaps).toEqual([]);
  expect(server.paths.filter((path) => path.includes("secrets"))).toEqual([]);
});

test("what may not be read is a gap with its remedy, and the rest is explained", async () => {
  server.forbidden.add("nodes");
  const { value, gaps } = await (await connect({ token: "secret" })).state("prod", undefined, signal);
  expect(gaps).toEqual([
    {
      what: "nodes of prod",
      reason: expect.stringContaining("cannot list resource"),
      remedy: expect.stringContaining("AmazonEKSViewPolicy"),
    },
  ]);
  expect(explain(value)[0]?.kind).toBe("service-selector");
});

test("a cluster that does not answer is an error with the reason", async () => {
  const clusters = await connect({ token: "secret" }, "http://127.0.0.1:1");
  await expect(clusters.state("prod", undefined, signal)).rejects.toThrow(
    /nothing of prod could be read: the cluster does not answer/,
  );
});

test("a user of EKS gets a signed token without the AWS CLI", async () => {
  process.env.AWS_ACCESS_KEY_ID = "AKIDEXAMPLE";
  process.env.AWS_SECRET_ACCESS_KEY = "example";
  const args = ["--region", "eu-west-1", "eks", "get-token", "--cluster-name", "prod", "--output", "json"];
  await (await connect({ exec: { command: "aws", args, apiVersion: "client.authentication.k8s.io/v1beta1" } })).state(
    "prod",
    "shop",
    signal,
  );
  const [token = ""] = server.tokens;
  expect(token).toMatch(/^k8s-aws-v1\.[\w-]+$/);
  const url = new URL(Buffer.from(token.slice("k8s-aws-v1.".length), "base64url").toString());
  expect(url.host).toBe("sts.eu-west-1.amazonaws.com");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    Action: "GetCallerIdentity",
    "X-Amz-Date": "20261130T120000Z",
    "X-Amz-Expires": "60",
    "X-Amz-SignedHeaders": "host;x-k8s-aws-id",
    "X-Amz-Signature": expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("a kubeconfig that cannot be read is said at the start", async () => {
  const config = readConfig({ CLUSTERS_KUBECONFIG: "/nowhere/config" }, [kubernetes]);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  await expect(
    kubernetes.connect(config, { deliver: async () => {}, before: [], inUse: true, now, log }),
  ).rejects.toThrow(/CLUSTERS_KUBECONFIG cannot be read/);
});
