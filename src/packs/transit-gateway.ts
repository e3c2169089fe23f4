import type { Pack } from "./pack.ts";
import { HALF_MORE } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-cloudwatch-metrics.html";

export const transitGateway = {
  service: "transit-gateway",
  title: "Transit gateway",
  namespace: "AWS/TransitGateway",
  dimensions: ["TransitGateway"],
  kind: "AWS::EC2::TransitGateway",
  metrics: {
    bytes: { name: "BytesIn", statistic: "Sum", unit: "Bytes", signal: "requests", docs },
    blackhole: { name: "PacketDropCountBlackhole", statistic: "Sum", unit: "Count", docs },
    noRoute: { name: "PacketDropCountNoRoute", statistic: "Sum", unit: "Count", docs },
  },
  rules: [
    {
      id: "transit-gateway-blackhole",
      title: "Packets run into a route to nowhere",
      mechanism: "network",
      all: [{ metric: "blackhole", left: "up" }],
      weight: 0.7,
      next: "Look at which attachment or blackhole route was changed",
    },
    {
      id: "transit-gateway-no-route",
      title: "Packets have no route",
      mechanism: "network",
      all: [{ metric: "noRoute", left: "up" }],
      weight: 0.7,
      next: "Look at the route tables: an attachment that left, a network that is new",
    },
  ],
  alarms: [
    {
      id: "blackhole",
      name: "PacketDropCountBlackhole",
      statistic: "Sum",
      ...HALF_MORE,
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "notBreaching",
      next: "Look at which attachment or blackhole route was changed",
    },
    {
      id: "no-route",
      name: "PacketDropCountNoRoute",
      statistic: "Sum",
      ...HALF_MORE,
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "notBreaching",
      next: "Look at the route tables",
    },
  ],
  queries: [
    {
      id: "busiest",
      asks: "Which attachments send most bytes",
      language: "metrics",
      text: 'SELECT SUM(BytesIn) FROM SCHEMA("AWS/TransitGateway", TransitGateway, TransitGatewayAttachment) GROUP BY TransitGatewayAttachment ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "no-route",
      asks: "Of which attachments packets have no route",
      language: "metrics",
      text: 'SELECT SUM(PacketDropCountNoRoute) FROM SCHEMA("AWS/TransitGateway", TransitGateway, TransitGatewayAttachment) GROUP BY TransitGatewayAttachment ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["its attachments: networks, connections to data centres", "their route tables"],
} as const satisfies Pack;
