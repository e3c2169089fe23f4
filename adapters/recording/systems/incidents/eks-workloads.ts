import { clusterBasics, deploymentObjects } from "../cluster-objects.ts";
import type { SystemIncident } from "../system-incident.ts";

/** A service of EKS selects no pod any more, because its selector was edited; its caller fails. */
export const eksWorkloads: SystemIncident = {
  id: "eks-workloads",
  title: "Payments fail in the cluster",
  summary: "Pods of checkout fail to call payment.",
  answer: {
    component: "Service shop/payment",
    mechanism: "change:EditService",
    sentence: "The selector of the service was edited and matches no pod.",
  },
  parts: [
    {
      id: "checkout",
      kind: "AWS::EKS::Pod",
      arn: "arn:aws:eks:{region}:{account}:cluster/prod",
      namespace: "ApplicationSignals",
      dimensions: { Environment: "eks:prod/shop", Service: "checkout" },
      metrics: {
        Fault: { statistic: "Sum", usual: 0.5, bad: 140, signal: "errors" },
        Latency: { statistic: "Average", usual: 84, bad: 12, signal: "latency" },
      },
    },
  ],
  alarm: { part: "checkout", metric: "Fault", threshold: 20 },
  cluster: {
    name: "prod",
    objects: (onset, isHealthy) => [
      ...clusterBasics(onset, ["shop"]),
      ...deploymentObjects(
        {
          name: "checkout",
          namespace: "shop",
          port: 5050,
          image: "shop/checkout:8.2",
          env: { PAYMENT_ADDR: "payment:6060" },
        },
        onset,
      ),
      ...deploymentObjects(
        {
          name: "payment",
          namespace: "shop",
          port: 6060,
          image: "shop/payment:4.7",
          ...(!isHealthy && { selected: "payments", serviceWritten: { by: "kubectl-edit", at: onset - 90 } }),
        },
        onset,
      ),
    ],
  },
};
