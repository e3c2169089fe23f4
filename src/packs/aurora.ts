import type { Pack } from "./pack.ts";
import { HALF_LESS, HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html";

export const aurora = {
  service: "aurora",
  title: "Aurora cluster",
  namespace: "AWS/RDS",
  dimensions: ["DBClusterIdentifier"],
  kind: "AWS::RDS::DBCluster",
  metrics: {
    cpu: { name: "CPUUtilization", statistic: "Average", unit: "Percent", signal: "cpu", docs },
    connections: { name: "DatabaseConnections", statistic: "Average", unit: "Count", signal: "connections", docs },
    capacity: { name: "ACUUtilization", statistic: "Average", unit: "Percent", docs },
    lag: { name: "AuroraReplicaLagMaximum", statistic: "Maximum", unit: "Milliseconds", docs },
    deadlocks: { name: "Deadlocks", statistic: "Average", unit: "Count", docs },
    left: { name: "AuroraVolumeBytesLeftTotal", statistic: "Minimum", unit: "Bytes", docs },
  },
  rules: [
    {
      id: "aurora-capacity",
      title: "Serverless capacity at its maximum",
      mechanism: "capacity",
      all: [{ metric: "capacity", op: ">=", value: 99 }],
      weight: 0.8,
      next: "Raise the cluster's maximum capacity, and look at the statements that load it most",
    },
    {
      id: "aurora-volume",
      title: "The cluster's volume is full",
      mechanism: "storage",
      all: [{ metric: "left", op: "<=", value: 1_073_741_824 }],
      weight: 0.9,
      next: "Look at what grew: tables, temporary data, old row versions",
    },
    {
      id: "aurora-deadlocks",
      title: "Transactions block each other",
      mechanism: "locks",
      all: [{ metric: "deadlocks", left: "up" }],
      weight: 0.4,
      next: "Look at which statements take the same rows in another order",
    },
    {
      id: "aurora-replica-lag",
      title: "Readers fall behind the writer",
      mechanism: "replication",
      all: [
        { metric: "lag", left: "up" },
        { metric: "lag", op: ">=", value: 1 },
      ],
      weight: 0.3,
      next: "Look at long reads on the readers, and at writes to the writer",
    },
  ],
  alarms: [
    {
      id: "volume-left",
      name: "AuroraVolumeBytesLeftTotal",
      statistic: "Average",
      ...HALF_LESS,
      ...minutes(5),
      missing: "breaching",
      next: "Look at what grew: tables, temporary data, old row versions",
    },
    {
      id: "capacity",
      name: "ACUUtilization",
      statistic: "Average",
      op: ">",
      threshold: 90,
      because: "AWS names no number: at 100 % a serverless cluster does not grow further",
      ...minutes(15),
      missing: "missing",
      next: "Compare with the cluster's maximum capacity",
    },
    {
      id: "replica-lag",
      name: "AuroraReplicaLagMaximum",
      statistic: "Maximum",
      ...HALF_MORE,
      ...minutes(10),
      missing: "missing",
      next: "Look at long reads on the readers, and at writes to the writer",
    },
  ],
  queries: [
    {
      id: "capacity",
      asks: "Which serverless clusters are nearest to their maximum",
      language: "metrics",
      text: 'SELECT MAX(ACUUtilization) FROM SCHEMA("AWS/RDS", DBClusterIdentifier) GROUP BY DBClusterIdentifier ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "roles",
      asks: "How connections are spread over writer and readers",
      language: "metrics",
      text: "SELECT MAX(DatabaseConnections) FROM SCHEMA(\"AWS/RDS\", DBClusterIdentifier, Role) WHERE DBClusterIdentifier = '{{cluster}}' GROUP BY Role ORDER BY MAX() DESC LIMIT 10",
      parameters: { cluster: { type: "name", means: "the cluster", example: "shop" } },
    },
  ],
  neighbours: ["its writer and readers, each an RDS instance", "its proxy", "the services that hold connections to it"],
} as const satisfies Pack;
