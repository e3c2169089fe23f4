import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html";
const level = { statistic: "Average", docs } as const;
const credits = { mechanism: "credits", weight: 0.8 } as const;

export const rds = {
  service: "rds",
  title: "RDS instance",
  namespace: "AWS/RDS",
  dimensions: ["DBInstanceIdentifier"],
  kind: "AWS::RDS::DBInstance",
  metrics: {
    cpu: { ...level, name: "CPUUtilization", unit: "Percent", signal: "cpu" },
    connections: { ...level, name: "DatabaseConnections", unit: "Count", signal: "connections" },
    latency: { ...level, name: "ReadLatency", unit: "Seconds", signal: "latency" },
    freeStorage: { name: "FreeStorageSpace", statistic: "Minimum", unit: "Bytes", docs },
    freeMemory: { ...level, name: "FreeableMemory", unit: "Bytes" },
    swap: { ...level, name: "SwapUsage", unit: "Bytes" },
    cpuCredits: { ...level, name: "CPUCreditBalance", unit: "Count" },
    burst: { ...level, name: "BurstBalance", unit: "Percent" },
    ioBalance: { ...level, name: "EBSIOBalance%", unit: "Percent" },
    byteBalance: { ...level, name: "EBSByteBalance%", unit: "Percent" },
  },
  rules: [
    {
      id: "rds-storage-full",
      title: "Storage full",
      mechanism: "storage",
      all: [{ metric: "freeStorage", op: "<=", value: 1_073_741_824 }],
      weight: 0.9,
      next: "Look at whether storage may grow by itself, and at what fills it: logs, temporary tables, replication slots",
    },
    {
      ...credits,
      id: "rds-cpu-credits",
      title: "CPU credits used up",
      all: [{ metric: "cpuCredits", op: "<=", value: 1 }],
      next: "Compare CPUUtilization with the baseline of the instance class",
    },
    {
      ...credits,
      id: "rds-burst",
      title: "Burst balance of the storage used up",
      all: [{ metric: "burst", op: "<=", value: 1 }],
      next: "Compare ReadIOPS and WriteIOPS with the baseline of the volume",
    },
    {
      ...credits,
      id: "rds-io-balance",
      title: "The instance's I/O credits used up",
      all: [{ metric: "ioBalance", op: "<=", value: 1 }],
      next: "Compare ReadIOPS and WriteIOPS with the baseline of the instance class",
    },
    {
      ...credits,
      id: "rds-byte-balance",
      title: "The instance's throughput credits used up",
      all: [{ metric: "byteBalance", op: "<=", value: 1 }],
      next: "Compare ReadThroughput and WriteThroughput with the baseline of the instance class",
    },
    {
      id: "rds-memory",
      title: "Memory short, the instance swaps",
      mechanism: "memory",
      all: [
        { metric: "freeMemory", op: "<=", value: 0.5, of: "usual" },
        { metric: "swap", left: "up" },
      ],
      weight: 0.6,
      next: "Look at the number of connections and at queries that sort or join much",
    },
    {
      id: "rds-connections",
      title: "Connections at a plateau above the usual",
      mechanism: "connections",
      all: [
        { metric: "connections", left: "up" },
        { metric: "connections", op: ">=", value: 0.98, of: "highest" },
      ],
      weight: 0.3,
      next: "Compare DatabaseConnections with max_connections and with the sizes of the callers' pools",
    },
  ],
} as const satisfies Pack;
