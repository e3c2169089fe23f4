import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html";

/** S3 measures requests only of buckets with a filter of request metrics. */
export const s3 = {
  service: "s3",
  title: "S3 bucket with request metrics",
  namespace: "AWS/S3",
  dimensions: ["FilterId", "BucketName"],
  kind: "AWS::S3::Bucket",
  metrics: {
    errors: { name: "5xxErrors", statistic: "Sum", unit: "Count", signal: "errors", sparse: true, docs },
    requests: { name: "AllRequests", statistic: "Sum", unit: "Count", signal: "requests", docs },
    latency: { name: "FirstByteLatency", statistic: "Average", unit: "Milliseconds", signal: "latency", docs },
    refused: { name: "4xxErrors", statistic: "Sum", unit: "Count", sparse: true, docs },
  },
  rules: [
    {
      id: "s3-slow-down",
      title: "More requests and 5XX, as when a prefix is too busy",
      mechanism: "throttling",
      all: [
        { metric: "errors", left: "up" },
        { metric: "requests", left: "up" },
      ],
      weight: 0.4,
      next: "Look for 503 Slow Down: 3,500 writes or 5,500 reads a second and prefix; spread the keys",
    },
    {
      id: "s3-refused",
      title: "Requests refused with 4XX",
      mechanism: "permissions",
      all: [{ metric: "refused", left: "up" }],
      weight: 0.4,
      next: "Look at whether the bucket's policy, its key, or a caller's role was changed",
    },
  ],
  alarms: [
    {
      id: "4xx",
      name: "4xxErrors",
      statistic: "Average",
      op: ">",
      threshold: 0.05,
      because: "One request in twenty is refused",
      ...minutes(15),
      missing: "missing",
      next: "Look at whether a policy, a key or a role was changed",
    },
    {
      id: "5xx",
      name: "5xxErrors",
      statistic: "Average",
      op: ">",
      threshold: 0.05,
      because: "One request in twenty fails",
      ...minutes(15),
      missing: "missing",
      next: "Look for 503 Slow Down, and at AWS Health",
    },
  ],
  queries: [
    {
      id: "failing",
      asks: "Of which buckets requests fail most",
      language: "metrics",
      text: 'SELECT SUM("5xxErrors") FROM SCHEMA("AWS/S3", BucketName, FilterId) GROUP BY BucketName ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "busiest",
      asks: "Which buckets are asked most",
      language: "metrics",
      text: 'SELECT SUM(AllRequests) FROM SCHEMA("AWS/S3", BucketName, FilterId) GROUP BY BucketName ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["who reads and writes it", "its key", "the endpoint or NAT gateway on the way"],
} as const satisfies Pack;
