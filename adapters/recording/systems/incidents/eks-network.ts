import { clusterBasics, deploymentObjects, timeOf } from "../cluster-objects.ts";
import type { SystemIncident } from "../system-incident.ts";

/** Rules of a network policy keep the callers of a service in EKS out, as its flows and the policy show. */
export const eksNetwork: SystemIncident = {
  id: "eks-network",
  title: "Products cannot be loaded",
  summary: "Pods of graphql fail to reach products.",
  answer: {
    component: "NetworkPolicy shop/products-callers",
    mechanism: "change:CreateNetworkPolicy",
    sentence: "A new network policy lets only pods call products that do not exist.",
  },
  parts: [
    {
      id: "graphql",
      kind: "AWS::EKS::Pod",
      arn: "arn:aws:eks:{region}:{account}:cluster/shop",
      namespace: "ContainerInsights",
      dimensions: { ClusterName: "shop", Namespace: "shop", PodName: "graphql" },
      metrics: {
        pod_interface_network_tx_dropped: { statistic: "Sum", usual: 0.4, bad: 130, signal: "errors" },
        pod_interface_network_rx_dropped: { statistic: "Sum", usual: 0.2, bad: 0.2 },
        pod_cpu_utilization_over_pod_limit: { statistic: "Maximum", usual: 34 },
        pod_memory_utilization_over_pod_limit: { statistic: "Maximum", usual: 48 },
        pod_number_of_container_restarts: { statistic: "Maximum", usual: 0 },
      },
    },
  ],
  alarm: { part: "graphql", metric: "pod_interface_network_tx_dropped", threshold: 20 },
  series: [
    {
      name: "ingress_bytes",
      labels: { namespace: "shop", pod: "products-1" },
      usual: 41_000,
      bad: 300,
      isCounter: true,
    },
    { name: "ingress_bytes", labels: { namespace: "shop", pod: "graphql-1" }, usual: 66_000, isCounter: true },
    { name: "egress_packets", labels: { namespace: "shop", pod: "graphql-1" }, usual: 90, bad: 34, isCounter: true },
    {
      name: "conntrack_allowance_exceeded",
      labels: { node: "ip-10-0-1-7", instance_id: "i-07" },
      usual: 0,
      isCounter: true,
    },
    { name: "pps_allowance_exceeded", labels: { node: "ip-10-0-1-7", instance_id: "i-07" }, usual: 0, isCounter: true },
  ],
  listings: [
    {
      listing: "flow-contributors",
      columns: ["From", "To", "Where", "#value", "#Share of these"],
      rows: [
        ["shop/graphql-1", "shop/products-1:7070", "in one zone", "1,870", "98 %"],
        ["shop/graphql-1", "shop/orders-1:8080", "between zones", "31", "2 %"],
      ],
      usual: [["shop/graphql-1", "shop/products-1:7070", "in one zone", "12", "100 %"]],
    },
  ],
  cluster: {
    name: "shop",
    objects: (onset, isHealthy) => [
      ...clusterBasics(onset, ["shop"]),
      ...deploymentObjects(
        {
          name: "graphql",
          namespace: "shop",
          port: 8080,
          image: "shop/graphql:5.1",
          env: { PRODUCTS_ADDR: "products:7070" },
        },
        onset,
      ),
      ...deploymentObjects({ name: "products", namespace: "shop", port: 7070, image: "shop/products:3.0" }, onset),
      ...(isHealthy ? [] : [closed(onset)]),
    ],
  },
};

/** Lets only pods in that are labelled `gateway`, and none is. */
function closed(onset: number) {
  return {
    kind: "NetworkPolicy",
    metadata: {
      name: "products-callers",
      namespace: "shop",
      creationTimestamp: timeOf(onset - 60),
      managedFields: [{ manager: "kubectl-client-side-apply", operation: "Update", time: timeOf(onset - 60) }],
    },
    spec: {
      podSelector: { matchLabels: { app: "products" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "gateway" } } }] }],
    },
  };
}
