import type { Pack } from "./pack.ts";

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
} as const satisfies Pack;
