import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

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
  alarms: [
    {
      id: "burst-credits",
      name: "BurstCreditBalance",
      statistic: "Average",
      op: "<=",
      threshold: 0,
      because: "Without credits it is as slow as its size allows",
      ...minutes(15),
      missing: "missing",
      next: "Compare MeteredIOBytes with PermittedThroughput; elastic throughput has no credits",
    },
    {
      id: "io-limit",
      name: "PercentIOLimit",
      statistic: "Average",
      op: ">=",
      threshold: 100,
      because: "The general purpose mode gives no more operations",
      ...minutes(15),
      missing: "missing",
      next: "Look at who reads or writes many small files",
    },
  ],
  queries: [
    {
      id: "io-limit",
      asks: "Which file systems are nearest to their I/O limit",
      language: "metrics",
      text: 'SELECT MAX(PercentIOLimit) FROM SCHEMA("AWS/EFS", FileSystemId) GROUP BY FileSystemId ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "busiest",
      asks: "Which file systems move most bytes",
      language: "metrics",
      text: 'SELECT SUM(MeteredIOBytes) FROM SCHEMA("AWS/EFS", FileSystemId) GROUP BY FileSystemId ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["the instances, tasks and functions that mount it", "the security group of its mount targets"],
} as const satisfies Pack;
