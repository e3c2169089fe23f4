import type { Pack } from "./pack.ts";
import { HALF_LESS, HALF_MORE, minutes } from "./recommended-alarm.ts";

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
  alarms: [
    {
      id: "age",
      name: "GetRecords.IteratorAgeMilliseconds",
      statistic: "Maximum",
      ...HALF_MORE,
      ...minutes(15),
      missing: "breaching",
      next: "Look at the consumer: its errors, its duration, and one record that it tries again and again",
    },
    {
      id: "writes-refused",
      name: "WriteProvisionedThroughputExceeded",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      sparse: true,
      next: "Look for a hot key; more shards give more",
    },
    {
      id: "reads-refused",
      name: "ReadProvisionedThroughputExceeded",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      sparse: true,
      next: "Count the consumers that share a shard's 2 MB a second",
    },
    {
      id: "put-failures",
      name: "PutRecords.FailedRecords",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      next: "Look at whether producers send refused records again",
    },
    {
      id: "put-success",
      name: "PutRecord.Success",
      statistic: "Average",
      ...HALF_LESS,
      ...minutes(5),
      missing: "missing",
      next: "Look at throttling, and at AWS Health",
    },
    {
      id: "get-success",
      name: "GetRecords.Success",
      statistic: "Average",
      ...HALF_LESS,
      ...minutes(5),
      missing: "missing",
      next: "Look at throttling, and at AWS Health",
    },
  ],
  queries: [
    {
      id: "oldest",
      asks: "In which streams records wait longest, ms",
      language: "metrics",
      text: 'SELECT MAX("GetRecords.IteratorAgeMilliseconds") FROM SCHEMA("AWS/Kinesis", StreamName) GROUP BY StreamName ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "throttled",
      asks: "Which streams refuse writes most",
      language: "metrics",
      text: 'SELECT SUM(WriteProvisionedThroughputExceeded) FROM SCHEMA("AWS/Kinesis", StreamName) GROUP BY StreamName ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["its consumers, and what they write to", "its producers"],
} as const satisfies Pack;
