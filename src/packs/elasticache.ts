import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

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
  alarms: [
    {
      id: "engine-cpu",
      name: "EngineCPUUtilization",
      statistic: "Average",
      op: ">",
      threshold: 90,
      because: "The engine has one thread: at 90 % requests wait",
      ...minutes(5),
      missing: "missing",
      next: "Look at the slow log: KEYS, large sets, scripts",
    },
    {
      id: "memory",
      name: "DatabaseMemoryUsagePercentage",
      statistic: "Average",
      op: ">",
      threshold: 90,
      because: "AWS names no number: near 100 % keys are evicted or writes refused",
      ...minutes(5),
      missing: "missing",
      next: "Look at what is stored without an expiry",
    },
    {
      id: "replication-lag",
      name: "ReplicationLag",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(15),
      missing: "missing",
      next: "Look at writes to the primary, and at the bandwidth of the replica",
    },
  ],
  queries: [
    {
      id: "evictions",
      asks: "Which nodes evict most keys",
      language: "metrics",
      text: 'SELECT SUM(Evictions) FROM SCHEMA("AWS/ElastiCache", CacheClusterId) GROUP BY CacheClusterId ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "busiest",
      asks: "Which nodes' engines are busiest",
      language: "metrics",
      text: 'SELECT MAX(EngineCPUUtilization) FROM SCHEMA("AWS/ElastiCache", CacheClusterId) GROUP BY CacheClusterId ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["the services behind it, which do the work when it forgets", "its replicas", "what connects to it"],
} as const satisfies Pack;
