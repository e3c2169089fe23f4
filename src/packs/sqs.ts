import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

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
  alarms: [
    {
      id: "age",
      name: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      ...HALF_MORE,
      op: ">=",
      ...minutes(15),
      missing: "missing",
      next: "Look at its consumers: stopped, slow, or one message that fails again and again",
    },
    {
      id: "waiting",
      name: "ApproximateNumberOfMessagesVisible",
      statistic: "Average",
      ...HALF_MORE,
      op: ">=",
      ...minutes(15),
      missing: "missing",
      next: "Compare what is sent with what is deleted",
    },
    {
      id: "in-flight",
      name: "ApproximateNumberOfMessagesNotVisible",
      statistic: "Average",
      op: ">=",
      threshold: 100_000,
      because: "AWS names no number: at 120,000 a standard queue gives out no more",
      ...minutes(15),
      missing: "missing",
      next: "Look at why consumers do not delete what they receive",
    },
    {
      id: "not-sent",
      name: "NumberOfMessagesSent",
      statistic: "Sum",
      op: "<=",
      threshold: 0,
      because: "Nothing was sent for 15 min",
      ...minutes(15),
      missing: "missing",
      next: "Look at the producers; a queue that rests at night needs no such alarm",
    },
  ],
  queries: [
    {
      id: "oldest",
      asks: "In which queues messages wait longest, seconds",
      language: "metrics",
      text: 'SELECT MAX(ApproximateAgeOfOldestMessage) FROM SCHEMA("AWS/SQS", QueueName) GROUP BY QueueName ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "waiting",
      asks: "In which queues most messages wait",
      language: "metrics",
      text: 'SELECT MAX(ApproximateNumberOfMessagesVisible) FROM SCHEMA("AWS/SQS", QueueName) GROUP BY QueueName ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: [
    "its consumers: the event source mapping and function, or the service that polls",
    "its producers",
    "its dead-letter queue",
  ],
} as const satisfies Pack;
