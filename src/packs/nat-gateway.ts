import type { Pack } from "./pack.ts";

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
} as const satisfies Pack;
