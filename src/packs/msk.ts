import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html";

export const msk = {
  service: "msk",
  title: "MSK cluster",
  namespace: "AWS/Kafka",
  dimensions: ["Cluster Name"],
  kind: "AWS::MSK::Cluster",
  metrics: {
    offline: { name: "OfflinePartitionsCount", statistic: "Maximum", unit: "Count", docs },
    controllers: { name: "ActiveControllerCount", statistic: "Average", unit: "Count", docs },
    partitions: { name: "GlobalPartitionCount", statistic: "Maximum", unit: "Count", docs },
  },
  rules: [
    {
      id: "msk-offline",
      title: "Partitions without a leader: they take no reads and no writes",
      mechanism: "availability",
      all: [{ metric: "offline", op: ">", value: 0 }],
      weight: 0.9,
      next: "Look at which brokers are away, and at their disks",
    },
    {
      id: "msk-controller",
      title: "No controller is active",
      mechanism: "availability",
      all: [{ metric: "controllers", op: "<=", value: 0 }],
      weight: 0.8,
      next: "Look at AWS Health, and at an update of the cluster",
    },
    {
      id: "msk-partitions",
      title: "Many more partitions than usual",
      mechanism: "capacity",
      all: [{ metric: "partitions", left: "up" }],
      weight: 0.3,
      next: "Compare with the partitions that AWS recommends for the brokers' size",
    },
  ],
  alarms: [
    {
      id: "offline",
      name: "OfflinePartitionsCount",
      statistic: "Maximum",
      op: ">",
      threshold: 0,
      because: "AWS names no number: each such partition takes no reads and no writes",
      ...minutes(1),
      missing: "missing",
      next: "Look at which brokers are away",
    },
    {
      id: "no-controller",
      name: "ActiveControllerCount",
      statistic: "Average",
      op: "<=",
      threshold: 0,
      because: "AWS names no number: without a controller nothing is moved or created",
      ...minutes(5),
      missing: "missing",
      next: "Look at AWS Health",
    },
  ],
  queries: [
    {
      id: "disks",
      asks: "Which brokers' disks are fullest, percent",
      language: "metrics",
      text: 'SELECT MAX(KafkaDataLogsDiskUsed) FROM SCHEMA("AWS/Kafka", "Broker ID", "Cluster Name") GROUP BY "Cluster Name", "Broker ID" ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "lag",
      asks: "Which consumer groups are furthest behind",
      language: "metrics",
      text: 'SELECT MAX(MaxOffsetLag) FROM SCHEMA("AWS/Kafka", "Cluster Name", "Consumer Group", Topic) GROUP BY "Consumer Group", Topic ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["its brokers", "its consumer groups, and what they write to", "its producers"],
} as const satisfies Pack;
