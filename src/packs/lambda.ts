import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html";

export const lambda = {
  service: "lambda",
  title: "Lambda function",
  namespace: "AWS/Lambda",
  dimensions: ["FunctionName"],
  kind: "AWS::Lambda::Function",
  logGroup: "/aws/lambda/{name}",
  metrics: {
    errors: { name: "Errors", statistic: "Sum", unit: "Count", docs, signal: "errors" },
    invocations: { name: "Invocations", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    throttles: { name: "Throttles", statistic: "Sum", unit: "Count", docs, signal: "throttles" },
    concurrent: { name: "ConcurrentExecutions", statistic: "Maximum", unit: "Count", docs },
    longest: { name: "Duration", statistic: "Maximum", unit: "Milliseconds", docs },
    dropped: { name: "AsyncEventsDropped", statistic: "Sum", unit: "Count", docs, sparse: true },
  },
  rules: [
    {
      id: "lambda-concurrency",
      title: "Concurrency limit reached",
      mechanism: "throttling",
      all: [
        { metric: "throttles", op: ">", value: 0 },
        { metric: "concurrent", op: ">=", value: 0.95, of: "highest" },
      ],
      weight: 0.9,
      next: "Compare ConcurrentExecutions with the function's reserved concurrency and the account's limit",
    },
    {
      id: "lambda-timeout",
      title: "Longest run stays at one length, as at a timeout",
      mechanism: "timeout",
      all: [
        { metric: "longest", op: ">=", value: 0.995, of: "highest" },
        { metric: "errors", left: "up" },
      ],
      weight: 0.3,
      next: "Compare Duration with the function's timeout, then look at what it waits for",
    },
    {
      id: "lambda-events-dropped",
      title: "Asynchronous events dropped unprocessed",
      mechanism: "backlog",
      all: [{ metric: "dropped", op: ">", value: 0 }],
      weight: 0.4,
      next: "Compare AsyncEventAge with the maximum event age, and look at the dead-letter queue",
    },
  ],
} as const satisfies Pack;
