import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html";

export const firehose = {
  service: "firehose",
  title: "Firehose stream",
  namespace: "AWS/Firehose",
  dimensions: ["DeliveryStreamName"],
  kind: "AWS::KinesisFirehose::DeliveryStream",
  metrics: {
    throttles: {
      name: "ThrottledRecords",
      statistic: "Sum",
      unit: "Count",
      docs,
      signal: "throttles",
      sparse: true,
    },
    age: { name: "DeliveryToS3.DataFreshness", statistic: "Maximum", unit: "Seconds", docs, signal: "age" },
    records: { name: "IncomingRecords", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    bytes: { name: "IncomingBytes", statistic: "Sum", unit: "Bytes", docs },
    bytesLimit: { name: "BytesPerSecondLimit", statistic: "Minimum", unit: "Bytes", docs },
  },
  rules: [
    {
      id: "firehose-bytes",
      title: "Limit of bytes a second reached",
      mechanism: "throttling",
      all: [
        { metric: "throttles", op: ">", value: 0 },
        { metric: "bytes", op: ">=", value: 0.8, of: { metric: "bytesLimit", perSecond: true } },
      ],
      weight: 0.9,
      next: "Ask for a higher quota of the stream, and look at who sends more",
    },
  ],
  alarms: [
    {
      id: "throttled",
      name: "ThrottledRecords",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "Senders are refused: a quota of the stream is reached",
      ...minutes(5),
      missing: "notBreaching",
      sparse: true,
      next: "Compare IncomingBytes and IncomingRecords with the limits of the stream",
    },
    {
      id: "s3-freshness",
      name: "DeliveryToS3.DataFreshness",
      statistic: "Maximum",
      op: ">",
      threshold: 900,
      because: "The longest buffering time is 900 s: beyond it delivery fails",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Look at the error log of the stream: permissions, key and bucket",
    },
  ],
  queries: [
    {
      id: "throttled",
      asks: "Which streams refuse records",
      language: "metrics",
      text: 'SELECT SUM(ThrottledRecords) FROM SCHEMA("AWS/Firehose", DeliveryStreamName) GROUP BY DeliveryStreamName ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "endpoints",
      asks: "To which endpoints delivery fails (1 is success)",
      language: "metrics",
      text: 'SELECT MIN("DeliveryToHttpEndpoint.Success") FROM SCHEMA("AWS/Firehose", DeliveryStreamName) GROUP BY DeliveryStreamName ORDER BY MIN() DESC LIMIT 10',
    },
    {
      id: "errors",
      asks: "Why deliveries fail, from the stream's error log",
      language: "logs",
      text: "filter ispresent(errorCode) | stats count(*) as records by errorCode, errorMessage | sort records desc | limit 20",
      group: "/aws/kinesisfirehose/{{stream}}",
      parameters: { stream: { type: "name", means: "the stream", example: "metrics-to-partner" } },
      back: 3600,
    },
  ],
  neighbours: [
    "who sends to it: metric streams, log subscriptions, Kinesis",
    "its target: bucket, domain or HTTP endpoint",
    "its transformation function",
  ],
} as const satisfies Pack;
