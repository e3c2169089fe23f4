import type { SystemIncident } from "../system-incident.ts";

/** A partner refuses what a metric stream delivers through Firehose to its HTTP endpoint. */
export const metricStream: SystemIncident = {
  id: "metric-stream",
  title: "A partner gets no metrics",
  summary: "Deliveries of the stream to-partner fail.",
  answer: {
    component: "to-partner",
    mechanism: "delivery",
    sentence: "The HTTP endpoint of the partner does not take what is delivered.",
  },
  parts: [
    {
      id: "all-metrics",
      kind: "AWS::CloudWatch::MetricStream",
      arn: "arn:aws:cloudwatch:{region}:{account}:metric-stream/all-metrics",
      namespace: "AWS/CloudWatch/MetricStreams",
      dimensions: { MetricStreamName: "all-metrics" },
      metrics: {
        MetricUpdate: { statistic: "Sum", usual: 9000 },
        PublishErrorRate: { statistic: "Average", usual: 0 },
      },
    },
    {
      id: "to-partner",
      kind: "AWS::KinesisFirehose::DeliveryStream",
      arn: "arn:aws:firehose:{region}:{account}:deliverystream/to-partner",
      namespace: "AWS/Firehose",
      dimensions: { DeliveryStreamName: "to-partner" },
      metrics: {
        "DeliveryToHttpEndpoint.DataFreshness": { statistic: "Maximum", usual: 60, bad: 1400, signal: "other" },
        IncomingRecords: { statistic: "Sum", usual: 1200 },
        IncomingBytes: { statistic: "Sum", usual: 600000 },
        ThrottledRecords: { statistic: "Sum", usual: 0 },
        "DeliveryToHttpEndpoint.Success": { statistic: "Average", usual: 1, bad: 0.1 },
        "DeliveryToS3.DataFreshness": { statistic: "Maximum", usual: 70 },
      },
      logGroup: "/aws/kinesisfirehose/to-partner",
      lines: [
        {
          text: "HttpEndpoint.InvalidStatusCode: the endpoint answered 403: invalid access key",
          severity: "error",
          usual: 0,
          bad: 190,
        },
      ],
    },
  ],
  calls: [["all-metrics", "to-partner"]],
  alarm: { part: "to-partner", metric: "DeliveryToHttpEndpoint.DataFreshness", threshold: 600 },
  listings: [
    {
      listing: "metric-streams",
      columns: ["Stream", "State", "Firehose stream", "Format", "Changed (UTC)"],
      rows: [["all-metrics", "running", "to-partner", "opentelemetry1.0", "2026-08-04 09:12"]],
      usual: [["all-metrics", "running", "to-partner", "opentelemetry1.0", "2026-08-04 09:12"]],
    },
  ],
};
