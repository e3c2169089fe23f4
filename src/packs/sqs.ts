import type { Pack } from "./pack.ts";

const docs =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html";

export const sqs = {
  service: "sqs",
  title: "SQS queue",
  namespace: "AWS/SQS",
  dimensions: ["QueueName"],
  kind: "AWS::SQS::Queue",
  metrics: {
    visible: {
      name: "ApproximateNumberOfMessagesVisible",
      statistic: "Average",
      unit: "Count",
      docs,
      signal: "backlog",
    },
    age: { name: "ApproximateAgeOfOldestMessage", statistic: "Maximum", unit: "Seconds", docs, signal: "age" },
    sent: { name: "NumberOfMessagesSent", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    received: { name: "NumberOfMessagesReceived", statistic: "Sum", unit: "Count", docs },
    inFlight: { name: "ApproximateNumberOfMessagesNotVisible", statistic: "Maximum", unit: "Count", docs },
  },
  rules: [
    {
      // The limit is 120,000 messages in flight: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
      id: "sqs-in-flight",
      title: "In-flight limit of 120,000 messages reached",
      mechanism: "in-flight limit",
      all: [{ metric: "inFlight", op: ">=", value: 118_000 }],
      weight: 0.8,
      next: "Look at why consumers do not delete what they receive",
    },
    {
      id: "sqs-not-received",
      title: "Messages are sent and none is received",
      mechanism: "backlog",
      all: [
        { metric: "received", op: "<=", value: 0 },
        { metric: "sent", op: ">", value: 0 },
      ],
      weight: 0.3,
      next: "Look at the queue's consumers: stopped, without permission, or a disabled event source mapping",
    },
  ],
} as const satisfies Pack;
