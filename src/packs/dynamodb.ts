import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html";
const causes =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TroubleshootingThrottling-cloudwatch.html";

const throttled = { statistic: "Sum", unit: "Count", docs, signal: "throttles", sparse: true } as const;
const byCause = { statistic: "Sum", unit: "Count", docs: causes, sparse: true } as const;
const provisioned = { statistic: "Average", unit: "Count", docs } as const;
const throttling = { mechanism: "throttling", weight: 0.9 } as const;

export const dynamodb = {
  service: "dynamodb",
  title: "DynamoDB table",
  namespace: "AWS/DynamoDB",
  dimensions: ["TableName"],
  kind: "AWS::DynamoDB::Table",
  metrics: {
    readThrottles: { ...throttled, name: "ReadThrottleEvents" },
    writeThrottles: { ...throttled, name: "WriteThrottleEvents" },
    consumedRead: { name: "ConsumedReadCapacityUnits", statistic: "Sum", unit: "Count", docs, signal: "consumed" },
    consumedWrite: { name: "ConsumedWriteCapacityUnits", statistic: "Sum", unit: "Count", docs },
    provisionedRead: { ...provisioned, name: "ProvisionedReadCapacityUnits" },
    provisionedWrite: { ...provisioned, name: "ProvisionedWriteCapacityUnits" },
    hotReads: { ...byCause, name: "ReadKeyRangeThroughputThrottleEvents" },
    hotWrites: { ...byCause, name: "WriteKeyRangeThroughputThrottleEvents" },
    accountReads: { ...byCause, name: "ReadAccountLimitThrottleEvents" },
    accountWrites: { ...byCause, name: "WriteAccountLimitThrottleEvents" },
    maximumReads: { ...byCause, name: "ReadMaxOnDemandThroughputThrottleEvents" },
    maximumWrites: { ...byCause, name: "WriteMaxOnDemandThroughputThrottleEvents" },
  },
  rules: [
    {
      ...throttling,
      id: "dynamodb-provisioned-reads",
      title: "Provisioned read capacity reached",
      all: [
        { metric: "readThrottles", op: ">", value: 0 },
        { metric: "consumedRead", op: ">=", value: 0.8, of: { metric: "provisionedRead", perSecond: true } },
      ],
      next: "Raise the read capacity, or the maximum of its auto scaling, and look at who reads more",
    },
    {
      ...throttling,
      id: "dynamodb-provisioned-writes",
      title: "Provisioned write capacity reached",
      all: [
        { metric: "writeThrottles", op: ">", value: 0 },
        { metric: "consumedWrite", op: ">=", value: 0.8, of: { metric: "provisionedWrite", perSecond: true } },
      ],
      next: "Raise the write capacity, or the maximum of its auto scaling, and look at who writes more",
    },
    {
      ...throttling,
      id: "dynamodb-hot-reads",
      title: "Reads of one partition refused, a hot key",
      all: [{ metric: "hotReads", op: ">", value: 0 }],
      next: "Look for the key that is read most, with Contributor Insights where it is on",
    },
    {
      ...throttling,
      id: "dynamodb-hot-writes",
      title: "Writes to one partition refused, a hot key",
      all: [{ metric: "hotWrites", op: ">", value: 0 }],
      next: "Look for the key that is written most, with Contributor Insights where it is on",
    },
    {
      ...throttling,
      id: "dynamodb-account-reads",
      title: "Account limit for reads reached",
      all: [{ metric: "accountReads", op: ">", value: 0 }],
      next: "Compare with the table's read quota of the account in Service Quotas",
    },
    {
      ...throttling,
      id: "dynamodb-account-writes",
      title: "Account limit for writes reached",
      all: [{ metric: "accountWrites", op: ">", value: 0 }],
      next: "Compare with the table's write quota of the account in Service Quotas",
    },
    {
      ...throttling,
      id: "dynamodb-maximum-reads",
      title: "On-demand maximum for reads reached",
      all: [{ metric: "maximumReads", op: ">", value: 0 }],
      next: "Compare with the maximum read throughput that is set on the table",
    },
    {
      ...throttling,
      id: "dynamodb-maximum-writes",
      title: "On-demand maximum for writes reached",
      all: [{ metric: "maximumWrites", op: ">", value: 0 }],
      next: "Compare with the maximum write throughput that is set on the table",
    },
  ],
  alarms: [
    {
      id: "read-throttles",
      name: "ReadThrottleEvents",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      sparse: true,
      next: "Look at which limit it was: table, partition, account or on-demand maximum",
    },
    {
      id: "write-throttles",
      name: "WriteThrottleEvents",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      sparse: true,
      next: "Look at which limit it was: table, partition, account or on-demand maximum",
    },
    {
      id: "system-errors",
      name: "SystemErrors",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(15),
      missing: "notBreaching",
      sparse: true,
      next: "Look at AWS Health; callers repeat such requests",
    },
  ],
  queries: [
    {
      id: "throttled-reads",
      asks: "Which tables refuse reads most",
      language: "metrics",
      text: 'SELECT SUM(ReadThrottleEvents) FROM SCHEMA("AWS/DynamoDB", TableName) GROUP BY TableName ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "throttled-writes",
      asks: "Which tables refuse writes most",
      language: "metrics",
      text: 'SELECT SUM(WriteThrottleEvents) FROM SCHEMA("AWS/DynamoDB", TableName) GROUP BY TableName ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "indexes",
      asks: "Which indexes of a table refuse writes",
      language: "metrics",
      text: "SELECT SUM(WriteThrottleEvents) FROM SCHEMA(\"AWS/DynamoDB\", GlobalSecondaryIndexName, TableName) WHERE TableName = '{{table}}' GROUP BY GlobalSecondaryIndexName ORDER BY SUM() DESC LIMIT 20",
      parameters: { table: { type: "name", means: "the table", example: "orders" } },
    },
    {
      id: "latency",
      asks: "How long each operation of a table takes, ms",
      language: "metrics",
      text: "SELECT AVG(SuccessfulRequestLatency) FROM SCHEMA(\"AWS/DynamoDB\", Operation, TableName) WHERE TableName = '{{table}}' GROUP BY Operation ORDER BY AVG() DESC LIMIT 20",
      parameters: { table: { type: "name", means: "the table", example: "orders" } },
    },
  ],
  neighbours: [
    "the functions and services that call it",
    "its global secondary indexes: one that is throttled holds up writes to the table",
    "its stream, and the functions that read it",
  ],
} as const satisfies Pack;
