import type { Pack } from "./pack.ts";
import { HALF_MORE } from "./recommended-alarm.ts";

const docs =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-NetworkFlowMonitor-cw-metrics.html";
const monitor = { type: "name", means: "the monitor", example: "shop-cluster" } as const;
const view = {
  type: "name",
  means: "what they talk to: cluster, services (S3 and DynamoDB) or outside",
  example: "services",
  default: "cluster",
} as const;
const flows = (by: string) =>
  ({
    language: "listing",
    text: "flow-contributors",
    parameters: { monitor, view, by: { type: "name", means: "what is counted", example: by, default: by } },
    back: 3600,
  }) as const;

/** AWS's page names no dimension; its API knows monitors by their `monitorName`. */
export const networkFlowMonitor = {
  service: "network-flow-monitor",
  title: "Monitor of network flows, of a cluster or a network",
  namespace: "AWS/NetworkFlowMonitor",
  dimensions: ["MonitorName"],
  kind: "AWS::NetworkFlowMonitor::Monitor",
  metrics: {
    retransmissions: { name: "Retransmissions", statistic: "Sum", unit: "Count", signal: "errors", docs },
    timeouts: { name: "Timeouts", statistic: "Sum", unit: "Count", docs },
    degraded: { name: "HealthIndicator", statistic: "Maximum", unit: "Count", docs },
    sent: { name: "DataTransferred", statistic: "Sum", unit: "Bytes", signal: "requests", docs },
  },
  rules: [
    {
      id: "network-flow-monitor-aws",
      title: "AWS's own network was degraded for these flows",
      mechanism: "network",
      all: [{ metric: "degraded", op: ">", value: 0 }],
      weight: 0.9,
      next: "Look at AWS Health; the applications are not the cause",
    },
    {
      id: "network-flow-monitor-retransmissions",
      title: "Far more packets are sent again, and AWS's network is well",
      mechanism: "network",
      all: [
        { metric: "retransmissions", left: "up" },
        { metric: "degraded", op: "<=", value: 0 },
      ],
      weight: 0.4,
      next: "Look at which pair of pods it is: ask network-flow-monitor retransmissions; if it is one node: ask network-flow-monitor allowances",
    },
    {
      id: "network-flow-monitor-timeouts",
      title: "Far more packets are not answered, and AWS's network is well",
      mechanism: "network",
      all: [
        { metric: "timeouts", left: "up" },
        { metric: "degraded", op: "<=", value: 0 },
      ],
      weight: 0.4,
      next: "Look at who does not answer: ask network-flow-monitor timeouts",
    },
  ],
  alarms: [
    {
      id: "degraded",
      name: "HealthIndicator",
      statistic: "Maximum",
      op: ">",
      threshold: 0,
      because: "AWS's own network is degraded",
      period: 60,
      datapoints: 3,
      periods: 5,
      missing: "notBreaching",
      next: "Look at AWS Health",
    },
    {
      id: "retransmissions",
      name: "Retransmissions",
      statistic: "Sum",
      ...HALF_MORE,
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "notBreaching",
      next: "Look at which pair of pods it is: ask network-flow-monitor retransmissions",
    },
  ],
  queries: [
    { id: "talkers", asks: "Which flows send most", ...flows("bytes") },
    { id: "retransmissions", asks: "Which flows send packets again", ...flows("retransmissions") },
    { id: "timeouts", asks: "Which flows are not answered", ...flows("timeouts") },
    {
      id: "allowances",
      asks: "Which nodes went beyond an allowance in 10 min, from the agent's endpoint: more than 0 is felt",
      language: "promql",
      text: "topk(10, sum by (node, instance_id) (increase({{which}}_allowance_exceeded[10m])))",
      parameters: {
        which: {
          type: "name",
          means: "bw_in, bw_out, pps, conntrack or linklocal",
          example: "pps",
          default: "conntrack",
        },
      },
    },
    {
      id: "pods",
      asks: "Which pods receive most, bytes a second, from the agent's endpoint: one far above the others has an uneven share",
      language: "promql",
      text: "topk(20, sum by (namespace, pod) (rate(ingress_bytes[5m])))",
    },
  ],
  neighbours: [
    "the nodes of both ends: bandwidth, packets and connections beyond their allowance",
    "the zones: traffic between them costs and takes longer",
    "AWS Health",
  ],
} as const satisfies Pack;
