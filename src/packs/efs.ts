import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html";

export const efs = {
  service: "efs",
  title: "EFS file system",
  namespace: "AWS/EFS",
  dimensions: ["FileSystemId"],
  kind: "AWS::EFS::FileSystem",
  metrics: {
    connections: { name: "ClientConnections", statistic: "Sum", unit: "Count", docs, signal: "connections" },
    credits: { name: "BurstCreditBalance", statistic: "Minimum", unit: "Bytes", docs },
    ioLimit: { name: "PercentIOLimit", statistic: "Maximum", unit: "Percent", docs },
  },
  rules: [
    {
      id: "efs-burst-credits",
      title: "Burst credits used up",
      mechanism: "credits",
      all: [{ metric: "credits", op: "<=", value: 0 }],
      weight: 0.8,
      next: "Compare MeteredIOBytes with PermittedThroughput; elastic throughput has no credits",
    },
    {
      id: "efs-io-limit",
      title: "I/O limit of the general purpose mode reached",
      mechanism: "throttling",
      all: [{ metric: "ioLimit", op: ">=", value: 98 }],
      weight: 0.8,
      next: "Look at who reads or writes many small files",
    },
  ],
} as const satisfies Pack;
