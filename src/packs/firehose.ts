import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html";
const age = { statistic: "Maximum", unit: "Seconds", docs } as const;
/** The longest that Firehose buffers is 900 s: https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html */
const LONGEST = 900;
const late = { mechanism: "delivery", weight: 0.5 } as const;
const fresh = {
  statistic: "Maximum",
  op: ">",
  threshold: LONGEST,
  because: "The longest buffering time is 900 s: beyond it delivery fails",
  period: 300,
  datapoints: 3,
  periods: 3,
  missing: "missing",
} as const;

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
    age: { ...age, name: "DeliveryToS3.DataFreshness", signal: "age" },
    records: { name: "IncomingRecords", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    bytes: { name: "IncomingBytes", statistic: "Sum", unit: "Bytes", docs },
    httpSuccess: { name: "DeliveryToHttpEndpoint.Success", statistic: "Average", unit: "Count", docs },
    httpAge: { ...age, name: "DeliveryToHttpEndpoint.DataFreshness" },
    searchAge: { ...age, name: "DeliveryToAmazonOpenSearchService.DataFreshness" },
    splunkAge: { ...age, name: "DeliveryToSplunk.DataFreshness" },
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
    {
      ...late,
      id: "firehose-http-refused",
      title: "The HTTP endpoint does not take what is delivered",
      all: [{ metric: "httpSuccess", op: "<", value: 0.95 }],
      next: "Read the stream's error log: ask firehose errors; a token that expired, a plan that is used up, a certificate",
    },
    {
      ...late,
      id: "firehose-http-late",
      title: "Data for the HTTP endpoint waits longer than it is buffered",
      all: [{ metric: "httpAge", op: ">=", value: LONGEST }],
      next: "Compare with DeliveryToHttpEndpoint.Success: an endpoint that refuses, or one that is slow",
    },
    {
      ...late,
      id: "firehose-s3-late",
      title: "Data for S3 waits longer than it is buffered",
      all: [{ metric: "age", op: ">=", value: LONGEST }],
      next: "Look at the stream's role, the bucket and its key",
    },
    {
      ...late,
      id: "firehose-search-late",
      title: "Data for the OpenSearch domain waits longer than it is buffered",
      all: [{ metric: "searchAge", op: ">=", value: LONGEST }],
      next: "Look at the domain: its storage, its memory, documents that it refuses",
    },
    {
      ...late,
      id: "firehose-splunk-late",
      title: "Data for Splunk waits longer than it is buffered",
      all: [{ metric: "splunkAge", op: ">=", value: LONGEST }],
      next: "Look at the token and the acknowledgements of Splunk's collector",
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
      ...fresh,
      id: "s3-freshness",
      name: "DeliveryToS3.DataFreshness",
      next: "Look at the stream's role, the bucket and its key",
    },
    {
      ...fresh,
      id: "http-freshness",
      name: "DeliveryToHttpEndpoint.DataFreshness",
      next: "Read the stream's error log: ask firehose errors",
    },
    {
      ...fresh,
      id: "search-freshness",
      name: "DeliveryToAmazonOpenSearchService.DataFreshness",
      next: "Look at the domain: its storage, its memory, documents that it refuses",
    },
    {
      ...fresh,
      id: "splunk-freshness",
      name: "DeliveryToSplunk.DataFreshness",
      next: "Look at the token and the acknowledgements of Splunk's collector",
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
