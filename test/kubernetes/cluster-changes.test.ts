import { expect, test } from "vitest";
import { clusterChanges } from "../../src/kubernetes/changes/cluster-changes.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import { refText } from "../../src/kubernetes/reason.ts";
import { at, documentsOf, healthyShop, type Json, NOW, type Shop } from "./shop.ts";

const changesAfter = (change: (shop: Shop) => void, seconds = 3600) => {
  const shop = healthyShop();
  change(shop);
  return clusterChanges(parseState(documentsOf(shop), { now: NOW }), { start: NOW - seconds, end: NOW + 1 });
};

const wrote = (object: Json, manager: string, secondsAgo: number, subresource?: string): void => {
  object.metadata.managedFields = [
    ...(object.metadata.managedFields ?? []),
    { manager, operation: "Update", time: at(secondsAgo), ...(subresource && { subresource }) },
  ];
};

/** A new ReplicaSet of cart, whose container differs as told. */
function rollOut(shop: Shop, change: (container: Json) => void): void {
  const old = shop.of("ReplicaSet/cart-7d9f8b6c54");
  old.metadata.annotations = { "deployment.kubernetes.io/revision": "4" };
  const set = structuredClone(old);
  set.metadata = {
    ...set.metadata,
    name: "cart-5f6d7c8b99",
    creationTimestamp: at(300),
    annotations: { "deployment.kubernetes.io/revision": "5" },
  };
  change(set.spec.template.spec.containers[0]);
  shop.add(set);
  wrote(shop.of("Deployment/cart"), "helm", 302);
  wrote(shop.of("Deployment/cart"), "kube-controller-manager", 300);
}

test("a rollout is one change: who, which image before and now, which fields, and never a value", () => {
  const changes = changesAfter((shop) =>
    rollOut(shop, (container) => {
      container.image = "registry.example.com/cart:1.5";
      container.env = [{ name: "TOKEN", value: "hunter2hunter2" }];
      container.readinessProbe.tcpSocket.port = 7071;
    }),
  );
  expect(changes).toEqual([
    {
      at: NOW - 300,
      action: "Rollout",
      object: { kind: "Deployment", namespace: "shop", name: "cart" },
      by: "helm",
      detail: {
        image: "registry.example.com/cart:1.4 → registry.example.com/cart:1.5",
        changed: "readinessProbe, env TOKEN",
        revision: "5",
        previous: "4",
      },
      affects: [{ kind: "Deployment", namespace: "shop", name: "cart" }],
    },
  ]);
});

test("an edited ConfigMap, Secret, Service or policy acts on the workloads that use it", () => {
  const changes = changesAfter((shop) => {
    wrote(shop.of("ConfigMap/settings"), "kubectl-edit", 500);
    wrote(shop.of("Secret/database"), "kubectl-patch", 400);
    wrote(shop.of("Service/payment"), "kubectl-edit", 350);
    shop.add({
      kind: "NetworkPolicy",
      metadata: {
        name: "closed",
        namespace: "shop",
        creationTimestamp: at(200),
        managedFields: [{ manager: "kubectl-create", operation: "Update", time: at(200) }],
      },
      spec: { podSelector: { matchLabels: { app: "cart" } } },
    });
  });
  expect(
    changes.map(({ action, object, by, affects }) => [action, refText(object), by, affects.map(refText).join()]),
  ).toEqual([
    ["Edit", "ConfigMap shop/settings", "kubectl-edit", "Deployment shop/checkout"],
    ["Edit", "Secret shop/database", "kubectl-patch", "Deployment shop/checkout"],
    ["Edit", "Service shop/payment", "kubectl-edit", "Deployment shop/payment"],
    ["Create", "NetworkPolicy shop/closed", "kubectl-create", "Deployment shop/cart"],
  ]);
});

test("scaling is told by its subresource, else by the event", () => {
  const changes = changesAfter((shop) => {
    shop.of("Deployment/cart").spec.replicas = 0;
    shop.event("Deployment", "cart", "ScalingReplicaSet", "Scaled down replica set cart-7d9f8b6c54 to 0 from 2");
    shop.of("Deployment/payment").spec.replicas = 5;
    wrote(shop.of("Deployment/payment"), "kubectl", 100, "scale");
  });
  expect(changes.map(({ action, object, by, detail }) => [action, object.name, by, detail])).toEqual([
    ["Scale", "payment", "kubectl", { replicas: "5" }],
    ["Scale", "cart", undefined, { replicas: "0", previous: "2" }],
  ]);
});

test("what Kubernetes writes itself, statuses and what is older are no changes", () => {
  const changes = changesAfter((shop) => {
    wrote(shop.of("Deployment/cart"), "kube-controller-manager", 100);
    wrote(shop.of("Deployment/cart"), "helm", 100, "status");
    wrote(shop.of("ConfigMap/settings"), "kubectl-edit", 90_000);
    wrote(shop.of("Node/worker-a"), "kubelet", 10);
  });
  expect(changes).toEqual([]);
});
