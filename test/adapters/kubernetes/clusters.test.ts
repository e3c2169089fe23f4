import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { kubernetes } from "../../../adapters/kubernetes/source.ts";
import { initialState } from "../../../src/investigation/state.ts";
import { explain } from "../../../src/kubernetes/explain.ts";
import { readConfig } from "../../../src/process/config.ts";
import type { Source } from "../../../src/process/source.ts";
import type { ChangeRecord } from "../../../src/telemetry/changes/merged-changes.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import type { Clusters } from "../../../src/telemetry/ports/clusters.ts";
import { changesContract } from "../../contracts/telemetry/changes.ts";
import { clustersContract } from "../../contracts/telemetry/clusters.ts";
import { type ApiServer, startApiServer } from "../../counterparts/kubernetes.ts";
import { at, healthyShop, NOW, type Shop, unready } from "../../kubernetes/shop.ts";

const now = () => new Date(NOW * 1000);
const { signal } = new AbortController();
let server: ApiServer;

beforeAll(async () => {
  const shop = healthyShop();
  shop.of("Service/payment").spec.selector = { app: "payments" };
  unready(shop, "checkout");
  shop.log("checkout", "dial tcp 10.96.0.60:6060: connect: connection refused, password=hunter2hunter2");
  changed(shop);
  server = await startApiServer(shop);
});

/** Three changes within the hour: an edited service, an edited ConfigMap and a rollout. */
function changed(shop: Shop): void {
  const wrote = (key: string, manager: string, secondsAgo: number): void => {
    shop.of(key).metadata.managedFields = [{ manager, operation: "Update", time: at(secondsAgo) }];
  };
  wrote("Service/payment", "kubectl-edit", 900);
  wrote("ConfigMap/settings", "kubectl-edit", 800);
  wrote("Deployment/cart", "helm", 600);
  const set = structuredClone(shop.of("ReplicaSet/cart-7d9f8b6c54"));
  set.metadata = { ...set.metadata, name: "cart-5f6d7c8b99", creationTimestamp: at(600) };
  set.spec.template.spec.containers[0].image = "registry.example.com/cart:1.5";
  shop.add(set);
}

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

/** The source of a kubeconfig, connected as the process does. */
async function sourceOf(user: unknown, url?: string): Promise<Source | undefined> {
  const config = readConfig({ CLUSTERS_KUBECONFIG: kubeconfig(user, url) }, [kubernetes]);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  return kubernetes.connect(config, { deliver: async () => {}, before: [], inUse: true, now, log });
}

/** What the source of a kubeconfig tells of changes. */
async function changesOf(user: unknown): Promise<readonly ChangeRecord[]> {
  return (await sourceOf(user))?.changesFor?.(initialState) ?? [];
}

async function connect(user: unknown, url?: string): Promise<Clusters> {
  const clusters = (await sourceOf(user, url))?.adds?.().clusters;
  if (!clusters) throw new Error("not connected");
  return clusters;
}

const CHANGED = { start: NOW - 3600, end: NOW };

changesContract("a kubeconfig", async () => {
  const [changes] = await changesOf({ token: "secret" });
  if (!changes) throw new Error("no record of changes");
  return { changes, window: CHANGED, now };
});

clustersContract("a kubeconfig", async () => ({ clusters: await connect({ token: "secret" }), now }));

test("changes are told of each cluster, and what may not be read is a gap", async () => {
  const [record] = await changesOf({ token: "secret" });
  server.paths.length = 0;
  server.forbidden.add("configmaps");
  const { value, gaps } = await (record?.during(CHANGED, signal) ?? Promise.reject(new Error("no record")));
  expect(record?.what).toBe("changes of the cluster prod");
  expect(value.map(({ action, actor, detail }) => [action, actor, detail.image])).toEqual([
    ["EditService", "kubectl-edit", undefined],
    ["RolloutDeployment", "helm", "registry.example.com/cart:1.4 → registry.example.com/cart:1.5"],
  ]);
  expect(gaps).toMatchObject([{ what: "changes of the cluster prod: configmaps", remedy: expect.any(String) }]);
  expect(server.paths.filter((path) => /secrets|\/log$|\/pods$/.test(path))).toEqual([]);
});

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
