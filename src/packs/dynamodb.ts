import type { Pack } from "./pack.ts";

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
} as const satisfies Pack;
