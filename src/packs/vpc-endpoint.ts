import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html";

export const vpcEndpoint = {
  service: "vpc-endpoint",
  title: "VPC endpoint, in one subnet",
  namespace: "AWS/PrivateLinkEndpoints",
  dimensions: ["VPC Id", "Endpoint Type", "Subnet Id", "Service Name", "VPC Endpoint Id"],
  kind: "AWS::EC2::VPCEndpoint",
  metrics: {
    connections: { name: "NewConnections", statistic: "Sum", unit: "Count", signal: "requests", docs },
    dropped: { name: "PacketsDropped", statistic: "Sum", unit: "Count", docs },
    resets: { name: "RstPacketsReceived", statistic: "Sum", unit: "Count", docs },
  },
  rules: [
    {
      id: "vpc-endpoint-dropped",
      title: "The endpoint drops packets",
      mechanism: "network",
      all: [{ metric: "dropped", left: "up" }],
      weight: 0.6,
      next: "Look at the health of the service behind it, and at packets that are too large",
    },
    {
      id: "vpc-endpoint-resets",
      title: "The service behind the endpoint resets connections",
      mechanism: "targets",
      all: [{ metric: "resets", left: "up" }],
      weight: 0.4,
      next: "Look at the service behind it",
    },
  ],
  alarms: [
    {
      id: "dropped",
      name: "PacketsDropped",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Look at the health of the service behind it",
    },
  ],
  queries: [
    {
      id: "dropping",
      asks: "Which endpoints drop most packets",
      language: "metrics",
      text: 'SELECT SUM(PacketsDropped) FROM SCHEMA("AWS/PrivateLinkEndpoints", "Endpoint Type", "Service Name", "Subnet Id", "VPC Endpoint Id", "VPC Id") GROUP BY "VPC Endpoint Id" ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["the service behind it", "who connects through it"],
} as const satisfies Pack;
