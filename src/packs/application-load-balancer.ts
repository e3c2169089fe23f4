import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";
const happened = { statistic: "Sum", unit: "Count", docs, sparse: true } as const;

/** Unhealthy targets are counted by target group only, so they cannot be read here. */
export const applicationLoadBalancer = {
  service: "application-load-balancer",
  title: "Application Load Balancer",
  namespace: "AWS/ApplicationELB",
  dimensions: ["LoadBalancer"],
  kind: "AWS::ElasticLoadBalancingV2::LoadBalancer",
  metrics: {
    latency: { name: "TargetResponseTime", statistic: "Average", unit: "Seconds", docs, signal: "latency" },
    targetErrors: { ...happened, name: "HTTPCode_Target_5XX_Count", signal: "errors" },
    requests: { name: "RequestCount", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    ownErrors: { ...happened, name: "HTTPCode_ELB_5XX_Count" },
    unavailable: { ...happened, name: "HTTPCode_ELB_503_Count" },
    rejected: { ...happened, name: "RejectedConnectionCount" },
    unreachable: { ...happened, name: "TargetConnectionErrorCount" },
  },
  rules: [
    {
      id: "application-load-balancer-rejected",
      title: "Connections rejected at the balancer's maximum",
      mechanism: "connections",
      all: [{ metric: "rejected", op: ">", value: 0 }],
      weight: 0.8,
      next: "Look at ActiveConnectionCount, and at who opens so many",
    },
    {
      id: "application-load-balancer-no-target",
      title: "No target to send requests to",
      mechanism: "targets",
      all: [{ metric: "unavailable", left: "up" }],
      weight: 0.4,
      next: "Look at the target group: its healthy targets, and what was deregistered",
    },
    {
      id: "application-load-balancer-unreachable",
      title: "Targets do not take connections",
      mechanism: "targets",
      all: [{ metric: "unreachable", left: "up" }],
      weight: 0.4,
      next: "Look at whether the targets run, listen on their port, and are let through by their security group",
    },
    {
      id: "application-load-balancer-own-errors",
      title: "The balancer itself answers 5XX, no target does",
      mechanism: "failures",
      all: [
        { metric: "ownErrors", left: "up" },
        { metric: "targetErrors", op: "<=", value: 0 },
      ],
      weight: 0.3,
      next: "Tell 502, 503 and 504 apart: a target that closes, none that is healthy, one that does not answer in time",
    },
  ],
  alarms: [
    {
      id: "target-5xx",
      name: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(3),
      missing: "notBreaching",
      sparse: true,
      next: "Look at the errors and logs of the targets",
    },
    {
      id: "own-5xx",
      name: "HTTPCode_ELB_5XX_Count",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(3),
      missing: "notBreaching",
      sparse: true,
      next: "Tell 502, 503 and 504 apart",
    },
    {
      id: "latency",
      name: "TargetResponseTime",
      statistic: "p90",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Compare RequestCount: more requests, or slower targets",
    },
    {
      id: "rejected",
      name: "RejectedConnectionCount",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "The balancer is at its maximum of connections",
      ...minutes(1),
      missing: "notBreaching",
      sparse: true,
      next: "Look at ActiveConnectionCount, and at who opens so many",
    },
  ],
  queries: [
    {
      id: "failing",
      asks: "Behind which balancers targets fail most",
      language: "metrics",
      text: 'SELECT SUM(HTTPCode_Target_5XX_Count) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer) GROUP BY LoadBalancer ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "unhealthy",
      asks: "Which target groups have unhealthy targets",
      language: "metrics",
      text: 'SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) GROUP BY TargetGroup ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "zones",
      asks: "In which zone targets fail most",
      language: "metrics",
      text: 'SELECT SUM(HTTPCode_Target_5XX_Count) FROM SCHEMA("AWS/ApplicationELB", AvailabilityZone, LoadBalancer) GROUP BY AvailabilityZone ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: [
    "its target groups, and the health of their targets",
    "the service or instances behind them",
    "the certificate and rules of its listeners",
  ],
} as const satisfies Pack;
