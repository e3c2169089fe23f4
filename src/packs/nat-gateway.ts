import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html";

export const natGateway = {
  service: "nat-gateway",
  title: "NAT gateway",
  namespace: "AWS/NATGateway",
  dimensions: ["NatGatewayId"],
  kind: "AWS::EC2::NatGateway",
  metrics: {
    attempts: { name: "ConnectionAttemptCount", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    noPort: { name: "ErrorPortAllocation", statistic: "Sum", unit: "Count", docs },
    dropped: { name: "PacketsDropCount", statistic: "Sum", unit: "Count", docs },
  },
  rules: [
    {
      id: "nat-gateway-ports",
      title: "No source port left to one destination",
      mechanism: "ports",
      all: [{ metric: "noPort", op: ">", value: 0 }],
      weight: 0.9,
      next: "Look at who opens connections without keeping them; another address on the gateway gives more ports",
    },
    {
      id: "nat-gateway-dropped",
      title: "The gateway drops packets",
      mechanism: "network",
      all: [{ metric: "dropped", left: "up" }],
      weight: 0.5,
      next: "Compare BytesOutToDestination and PacketsOutToDestination with the gateway's limits; look at AWS Health",
    },
  ],
  alarms: [
    {
      id: "ports",
      name: "ErrorPortAllocation",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "New connections fail: no source port is left to one destination",
      ...minutes(15),
      missing: "missing",
      next: "Look at who opens connections without keeping them; another address gives more ports",
    },
    {
      id: "dropped",
      name: "PacketsDropCount",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Compare bytes and packets with the gateway's limits; look at AWS Health",
    },
  ],
  queries: [
    {
      id: "ports",
      asks: "Which gateways run out of ports",
      language: "metrics",
      text: 'SELECT SUM(ErrorPortAllocation) FROM SCHEMA("AWS/NATGateway", NatGatewayId) GROUP BY NatGatewayId ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "busiest",
      asks: "Which gateways send most bytes",
      language: "metrics",
      text: 'SELECT SUM(BytesOutToDestination) FROM SCHEMA("AWS/NATGateway", NatGatewayId) GROUP BY NatGatewayId ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["the subnets that route through it", "the endpoints that traffic to S3 and DynamoDB could take instead"],
} as const satisfies Pack;
