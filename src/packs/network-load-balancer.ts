import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html";

export const networkLoadBalancer = {
  service: "network-load-balancer",
  title: "Network Load Balancer",
  namespace: "AWS/NetworkELB",
  dimensions: ["LoadBalancer"],
  kind: "AWS::ElasticLoadBalancingV2::NetworkLoadBalancer",
  metrics: {
    flows: { name: "NewFlowCount", statistic: "Sum", unit: "Count", signal: "requests", docs },
    active: { name: "ActiveFlowCount", statistic: "Average", unit: "Count", signal: "connections", docs },
    targetResets: { name: "TCP_Target_Reset_Count", statistic: "Sum", unit: "Count", docs },
    ownResets: { name: "TCP_ELB_Reset_Count", statistic: "Sum", unit: "Count", docs },
    noPort: { name: "PortAllocationErrorCount", statistic: "Sum", unit: "Count", sparse: true, docs },
    rejected: { name: "RejectedFlowCount", statistic: "Sum", unit: "Count", sparse: true, docs },
  },
  rules: [
    {
      id: "network-load-balancer-ports",
      title: "No source port left to a target",
      mechanism: "ports",
      all: [{ metric: "noPort", op: ">", value: 0 }],
      weight: 0.9,
      next: "Add targets: each gives 55,000 connections more, or keep the client's address",
    },
    {
      id: "network-load-balancer-rejected",
      title: "Flows rejected",
      mechanism: "connections",
      all: [{ metric: "rejected", op: ">", value: 0 }],
      weight: 0.7,
      next: "Look at ActiveFlowCount, and at the capacity units that are reserved",
    },
    {
      id: "network-load-balancer-target-resets",
      title: "Targets reset connections",
      mechanism: "targets",
      all: [{ metric: "targetResets", left: "up" }],
      weight: 0.4,
      next: "Look at whether the targets run, listen on their port, and close idle connections",
    },
    {
      id: "network-load-balancer-own-resets",
      title: "The balancer resets connections",
      mechanism: "targets",
      all: [{ metric: "ownResets", left: "up" }],
      weight: 0.3,
      next: "Look at the health of the targets, and at the idle timeout of 350 s",
    },
  ],
  alarms: [
    {
      id: "ports",
      name: "PortAllocationErrorCount",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "New connections fail: no source port is left to a target",
      ...minutes(3),
      missing: "notBreaching",
      sparse: true,
      next: "Add targets, or keep the client's address",
    },
    {
      id: "target-resets",
      name: "TCP_Target_Reset_Count",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Look at whether the targets run and listen on their port",
    },
  ],
  queries: [
    {
      id: "unhealthy",
      asks: "Which target groups have unhealthy targets",
      language: "metrics",
      text: 'SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/NetworkELB", LoadBalancer, TargetGroup) GROUP BY TargetGroup ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "busiest",
      asks: "Which balancers get most connections",
      language: "metrics",
      text: 'SELECT SUM(NewFlowCount) FROM SCHEMA("AWS/NetworkELB", LoadBalancer) GROUP BY LoadBalancer ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["its target groups, and the health of their targets", "the services or instances behind them"],
} as const satisfies Pack;
