import { expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";
import { parseState } from "../../../src/kubernetes/parse-state.ts";
import { refText } from "../../../src/kubernetes/reason.ts";
import { createAsker } from "../../../src/telemetry/collect/asker.ts";
import { askClusters } from "../../../src/telemetry/collect/cluster-reasons.ts";
import type { Clusters } from "../../../src/telemetry/ports/clusters.ts";
import type { ClusterTarget } from "../../../src/telemetry/resources/cluster-target.ts";
import { crashes, documentsOf, healthyShop, NOW, type Shop, waits } from "../../kubernetes/shop.ts";

/** The clusters `prod` and `test` of the same shop, and which of them were asked for what. */
function shops(change: (shop: Shop) => void): { readonly clusters: Clusters; readonly asked: string[] } {
  const shop = healthyShop();
  change(shop);
  const asked: string[] = [];
  const clusters: Clusters = {
    names: ["prod", "test"],
    async state(cluster, namespace) {
      asked.push(`${cluster} ${namespace ?? "whole"}`);
      return { value: parseState(documentsOf(shop), { now: NOW, logs: shop.logs }), horizon: NOW, gaps: [] };
    },
  };
  return { clusters, asked };
}

async function ask(clusters: Clusters | undefined, target: ClusterTarget | undefined) {
  const asker = createAsker({ budgetMs: 600_000, signal: new AbortController().signal, onProgress: () => {} });
  const reasons = (await Promise.all(askClusters(clusters ? { clusters } : {}, asker, target))).flat();
  const told = reasons.map(
    ({ reason, isFelt }) => `${isFelt ? "felt" : "near"} ${reason.kind} of ${refText(reason.object)}`,
  );
  return { reasons, told, gaps: asker.gaps() };
}

/** The service of payment selects nobody, so that checkout crashes; cart has a wrong image. */
const broken = (shop: Shop): void => {
  shop.of("Service/payment").spec.selector = { app: "payments" };
  crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
  shop.log("checkout", "dial tcp 10.96.0.60:6060: connect: connection refused");
  waits(shop, "cart", "ImagePullBackOff", 'Back-off pulling image "registry.example.com/cart:1.4"');
  shop.event(
    "Pod",
    shop.pod("cart").metadata.name,
    "Failed",
    'Failed to pull image "registry.example.com/cart:1.4": not found',
  );
};

test.each<readonly [string, ClusterTarget, readonly string[]]>([
  [
    "the deepest reason of the workload's symptoms, then what else is wrong beside it",
    { cluster: "prod", namespace: "shop", name: "checkout" },
    ["felt service-selector of Service shop/payment", "near image-wrong of Deployment shop/cart"],
  ],
  [
    "a pod by its own name",
    { cluster: "prod", namespace: "shop", name: "cart-7d9f8b6c54-x2x4z" },
    ["felt image-wrong of Deployment shop/cart", "near service-selector of Service shop/payment"],
  ],
  ["another namespace: nothing", { cluster: "prod", namespace: "other" }, []],
  [
    "names that a load balancer shortens, in any connected cluster",
    { namespace: "shop", name: "checkout", isShortened: true },
    [
      "felt service-selector of Service shop/payment",
      "near image-wrong of Deployment shop/cart",
      "felt service-selector of Service shop/payment",
      "near image-wrong of Deployment shop/cart",
    ],
  ],
])("%s", async (_, target, expected) => {
  const { told, gaps } = await ask(shops(broken).clusters, target);
  expect(told).toEqual(expected);
  expect(gaps).toEqual([]);
});

test("a cluster is asked once, as a whole, and only where the alarm is about it", async () => {
  const { clusters, asked } = shops(broken);
  await ask(clusters, { cluster: "PROD", namespace: "shop" });
  await ask(clusters, undefined);
  expect(asked).toEqual(["prod whole"]);
});

test("a reason says since when, and hides secrets", async () => {
  const { clusters } = shops((shop) => {
    crashes(shop, "cart", { exitCode: 1, reason: "Error" });
    shop.log("cart", "FATAL: cannot connect to mysql://root:hunter2hunter2@mysql:3306: Access denied for user 'root'");
    shop.event("Pod", shop.pod("cart").metadata.name, "BackOff", "Back-off restarting failed container");
  });
  const { reasons } = await ask(clusters, { cluster: "prod", namespace: "shop", name: "cart" });
  expect(reasons[0]?.reason.since).toBe(NOW - 600);
  expect(JSON.stringify(reasons)).not.toContain("hunter2");
});

test("what cannot be asked is a gap in plain words with its remedy, and a healthy shop accuses nobody", async () => {
  const target = { cluster: "prod", namespace: "shop" };
  const gap = {
    what: "pods and events of prod",
    reason: "this cluster is not connected",
    remedy: expect.stringContaining("CLUSTERS_KUBECONFIG"),
  };
  expect((await ask(undefined, target)).gaps).toEqual([gap]);
  expect((await ask({ ...shops(broken).clusters, names: ["test"] }, target)).gaps).toEqual([gap]);
  const denied: Clusters = {
    names: ["prod"],
    state: () => Promise.reject(new NotSeen("the cluster does not know who asks", { remedy: "add an access entry" })),
  };
  expect((await ask(denied, target)).gaps).toEqual([
    { what: "the state of prod", reason: "the cluster does not know who asks", remedy: "add an access entry" },
  ]);
  expect(await ask(shops(() => undefined).clusters, target)).toEqual({ reasons: [], told: [], gaps: [] });
});
