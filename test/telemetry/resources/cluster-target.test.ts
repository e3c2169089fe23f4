import { expect, test } from "vitest";
import type { Alarm } from "../../../src/events/events.ts";
import { clusterTargetOf } from "../../../src/telemetry/resources/cluster-target.ts";

const alarm = (namespace: string, dimensions: Record<string, string>): Alarm => ({
  name: "a",
  account: "1",
  region: "eu-west-1",
  kind: "metric",
  reason: "",
  metric: { namespace, name: "m", dimensions, statistic: "Average", period: 60 },
  children: [],
  simulated: false,
});

test.each([
  ["ContainerInsights", { ClusterName: "prod" }, { cluster: "prod" }],
  [
    "ContainerInsights",
    { ClusterName: "prod", Namespace: "shop", PodName: "cart" },
    { cluster: "prod", namespace: "shop", name: "cart" },
  ],
  [
    "ContainerInsights",
    { ClusterName: "prod", Namespace: "shop", Service: "web" },
    { cluster: "prod", namespace: "shop", name: "web" },
  ],
  [
    "ContainerInsights",
    { ClusterName: "prod", InstanceId: "i-1", NodeName: "ip-10-0-0-1" },
    { cluster: "prod", node: "ip-10-0-0-1" },
  ],
  [
    "AWS/ApplicationELB",
    {
      LoadBalancer: "app/k8s-shop-web-1a2b3c4d5e/50dc6c495c0c9188",
      TargetGroup: "targetgroup/k8s-checkout-frontend-0a1b2c3d4e/943f017f100becff",
    },
    { namespace: "checkout", name: "frontend", isShortened: true },
  ],
  [
    "AWS/ApplicationELB",
    { LoadBalancer: "app/k8s-shop-web-1a2b3c4d5e/50dc6c495c0c9188" },
    { namespace: "shop", isShortened: true },
  ],
  [
    "ApplicationSignals",
    { Environment: "eks:prod/shop", Service: "cart" },
    { cluster: "prod", namespace: "shop", name: "cart" },
  ],
  ["ApplicationSignals", { Environment: "ecs:shop", Service: "cart" }, undefined],
  ["AWS/ApplicationELB", { LoadBalancer: "app/web/50dc6c495c0c9188" }, undefined],
  ["ECS/ContainerInsights", { ClusterName: "prod", ServiceName: "web" }, undefined],
  ["AWS/ECS", { ClusterName: "prod" }, undefined],
])("of %s %o it is %o", (namespace, dimensions, target) => {
  expect(clusterTargetOf(alarm(namespace, dimensions))).toEqual(target);
});

test("a notice is about the cluster of its resources", () => {
  expect(clusterTargetOf(undefined, ["arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/blue/1a2b"])).toEqual({
    cluster: "prod",
  });
  expect(clusterTargetOf(undefined, ["arn:aws:ecs:eu-west-1:111122223333:cluster/prod"])).toBeUndefined();
});
