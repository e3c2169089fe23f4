import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-monitoring.html";

export const metricStream = {
  service: "metric-stream",
  title: "Metric stream",
  namespace: "AWS/CloudWatch/MetricStreams",
  dimensions: ["MetricStreamName"],
  kind: "AWS::CloudWatch::MetricStream",
  metrics: {
    updates: { name: "MetricUpdate", statistic: "Sum", unit: "Count", signal: "requests", docs },
    failing: { name: "PublishErrorRate", statistic: "Average", unit: "Count", sparse: true, docs },
  },
  rules: [
    {
      id: "metric-stream-refused",
      title: "The stream cannot put its updates into Firehose",
      mechanism: "permissions",
      all: [{ metric: "failing", op: ">", value: 0 }],
      weight: 0.8,
      next: "Look at the stream's role, and at whether the Firehose stream is there and takes more",
    },
    {
      id: "metric-stream-silent",
      title: "Far fewer updates than usual",
      mechanism: "delivery",
      all: [
        { metric: "updates", left: "down" },
        { metric: "updates", op: "<=", value: 0.1, of: "usual" },
      ],
      weight: 0.5,
      next: "Look at whether it is stopped: ask metric-stream states; then at who stopped it or changed its filters",
    },
    {
      id: "metric-stream-cost",
      title: "Far more updates than usual, each is paid",
      mechanism: "cost",
      all: [
        { metric: "updates", left: "up" },
        { metric: "updates", op: ">=", value: 1.5, of: "usual" },
      ],
      weight: 0.3,
      next: "Look at new namespaces, and at the stream's filters",
    },
  ],
  alarms: [
    {
      id: "refused",
      name: "PublishErrorRate",
      statistic: "Average",
      op: ">",
      threshold: 0,
      because: "Updates are lost",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "notBreaching",
      sparse: true,
      next: "Look at the stream's role, and at the Firehose stream",
    },
    {
      id: "silent",
      name: "MetricUpdate",
      statistic: "Sum",
      op: "<=",
      threshold: 0,
      because: "For 15 min no update was sent",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "breaching",
      next: "Look at who stopped the stream",
    },
  ],
  queries: [
    { id: "states", asks: "Which streams are stopped", language: "listing", text: "metric-streams" },
    {
      id: "busiest",
      asks: "Which streams send most updates",
      language: "metrics",
      text: 'SELECT SUM(MetricUpdate) FROM SCHEMA("AWS/CloudWatch/MetricStreams", MetricStreamName) GROUP BY MetricStreamName ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["the Firehose stream that it writes to: pack firehose", "the partner's endpoint behind that"],
} as const satisfies Pack;
