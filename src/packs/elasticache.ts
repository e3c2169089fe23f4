import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html";
const host = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.HostLevel.html";
const shaped = { statistic: "Sum", unit: "Count", docs: host } as const;
const network = { mechanism: "network", weight: 0.7 } as const;

export const elastiCache = {
  service: "elasticache",
  title: "ElastiCache node",
  namespace: "AWS/ElastiCache",
  dimensions: ["CacheClusterId"],
  kind: "AWS::ElastiCache::CacheCluster",
  metrics: {
    cpu: { name: "EngineCPUUtilization", statistic: "Average", unit: "Percent", docs, signal: "cpu" },
    memory: { name: "DatabaseMemoryUsagePercentage", statistic: "Average", unit: "Percent", docs, signal: "memory" },
    connections: { name: "CurrConnections", statistic: "Average", unit: "Count", docs, signal: "connections" },
    evictions: { name: "Evictions", statistic: "Sum", unit: "Count", docs },
    inShaped: { ...shaped, name: "NetworkBandwidthInAllowanceExceeded" },
    outShaped: { ...shaped, name: "NetworkBandwidthOutAllowanceExceeded" },
  },
  rules: [
    {
      id: "elasticache-evictions",
      title: "Memory full, keys evicted",
      mechanism: "memory",
      all: [
        { metric: "evictions", left: "up" },
        { metric: "memory", op: ">=", value: 95 },
      ],
      weight: 0.6,
      next: "Look at what is stored without an expiry, and at who calls more behind a cache that forgets",
    },
    {
      id: "elasticache-engine-cpu",
      title: "The engine's one thread is busy all the time",
      mechanism: "cpu",
      all: [{ metric: "cpu", op: ">=", value: 95 }],
      weight: 0.6,
      next: "Look at the slow log: KEYS, large sets, scripts",
    },
    {
      ...network,
      id: "elasticache-network-out",
      title: "Outbound bandwidth of the node used up",
      all: [{ metric: "outShaped", left: "up" }],
      next: "Look for large values that are read often, and compare with the bandwidth of the node type",
    },
    {
      ...network,
      id: "elasticache-network-in",
      title: "Inbound bandwidth of the node used up",
      all: [{ metric: "inShaped", left: "up" }],
      next: "Look for large values that are written often, and compare with the bandwidth of the node type",
    },
  ],
} as const satisfies Pack;
