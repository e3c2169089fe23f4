import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html";
const refused = { statistic: "Sum", unit: "Count", docs, sparse: true } as const;

export const kinesis = {
  service: "kinesis",
  title: "Kinesis stream",
  namespace: "AWS/Kinesis",
  dimensions: ["StreamName"],
  kind: "AWS::Kinesis::Stream",
  metrics: {
    age: {
      name: "GetRecords.IteratorAgeMilliseconds",
      statistic: "Maximum",
      unit: "Milliseconds",
      docs,
      signal: "age",
    },
    writesRefused: { ...refused, name: "WriteProvisionedThroughputExceeded", signal: "throttles" },
    records: { name: "IncomingRecords", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    readsRefused: { ...refused, name: "ReadProvisionedThroughputExceeded" },
  },
  rules: [
    {
      id: "kinesis-writes",
      title: "Write limit of a shard reached",
      mechanism: "throttling",
      all: [{ metric: "writesRefused", op: ">", value: 0 }],
      weight: 0.9,
      next: "Compare IncomingBytes and IncomingRecords with 1 MB and 1,000 records a second and shard; look for a hot key",
    },
    {
      id: "kinesis-reads",
      title: "Read limit of a shard reached while records age",
      mechanism: "throttling",
      all: [
        { metric: "readsRefused", op: ">", value: 0 },
        { metric: "age", left: "up" },
      ],
      weight: 0.8,
      next: "Count the consumers that share a shard's 2 MB a second; enhanced fan-out gives each its own",
    },
    {
      id: "kinesis-slow-consumer",
      title: "Records age though no read is refused",
      mechanism: "backlog",
      all: [
        { metric: "age", left: "up" },
        { metric: "readsRefused", op: "<=", value: 0 },
      ],
      weight: 0.2,
      next: "Look at the consumer: its errors, its duration, and one record that it tries again and again",
    },
  ],
} as const satisfies Pack;
