import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html";

/** CloudFront's metrics are in us-east-1 only. */
export const cloudFront = {
  service: "cloudfront",
  title: "CloudFront distribution",
  namespace: "AWS/CloudFront",
  dimensions: ["Region", "DistributionId"],
  kind: "AWS::CloudFront::Distribution",
  metrics: {
    requests: { name: "Requests", statistic: "Sum", unit: "Count", signal: "requests", docs },
    failing: { name: "5xxErrorRate", statistic: "Average", unit: "Percent", docs },
    hits: { name: "CacheHitRate", statistic: "Average", unit: "Percent", docs },
    origin: { name: "OriginLatency", statistic: "Average", unit: "Milliseconds", docs },
  },
  rules: [
    {
      id: "cloudfront-origin",
      title: "Viewers get 5XX while the origin is slow",
      mechanism: "failures",
      all: [
        { metric: "failing", left: "up" },
        { metric: "origin", left: "up" },
      ],
      weight: 0.4,
      next: "Look at the origin: 502 it closes, 503 it is overloaded, 504 it does not answer in 30 s",
    },
    {
      id: "cloudfront-cache",
      title: "The cache serves less, so the origin is asked more",
      mechanism: "traffic",
      all: [
        { metric: "hits", left: "down" },
        { metric: "hits", op: "<=", value: 0.8, of: "usual" },
      ],
      weight: 0.4,
      next: "Look at an invalidation, a new cache policy, or query strings that are new",
    },
  ],
  alarms: [
    {
      id: "5xx",
      name: "5xxErrorRate",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Look at the origin: 502, 503 and 504 tell how it fails",
    },
    {
      id: "origin-latency",
      name: "OriginLatency",
      statistic: "p90",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Look at the origin, and at the rate of cache hits",
    },
  ],
  queries: [
    {
      id: "failing",
      asks: "Which distributions fail most, percent",
      language: "metrics",
      text: 'SELECT MAX("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region) GROUP BY DistributionId ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "cache",
      asks: "Which distributions serve least from the cache, percent",
      language: "metrics",
      text: 'SELECT MIN(CacheHitRate) FROM SCHEMA("AWS/CloudFront", DistributionId, Region) GROUP BY DistributionId ORDER BY MIN() ASC LIMIT 10',
    },
  ],
  neighbours: ["its origins: bucket, balancer or API", "its functions at the edge", "its certificate"],
} as const satisfies Pack;
