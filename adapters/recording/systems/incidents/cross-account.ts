import type { SystemIncident } from "../system-incident.ts";

/** A function of another account is throttled, and the event bus of this one cannot deliver to it. */
export const crossAccount: SystemIncident = {
  id: "cross-account",
  title: "Orders do not reach billing",
  summary: "Deliveries of the event bus orders fail.",
  answer: {
    component: "billing-consumer",
    mechanism: "change:PutFunctionConcurrency",
    sentence: "The reserved concurrency of the function in the other account was lowered.",
  },
  parts: [
    {
      id: "orders-bus",
      kind: "AWS::Events::Rule",
      arn: "arn:aws:events:{region}:{account}:rule/orders/orders-bus",
      namespace: "AWS/Events",
      dimensions: { RuleName: "orders-bus" },
      metrics: {
        FailedInvocations: { statistic: "Sum", usual: 0.3, bad: 88 },
        Invocations: { statistic: "Sum", usual: 300 },
      },
    },
    {
      id: "billing-consumer",
      kind: "AWS::Lambda::Function",
      arn: "arn:aws:lambda:{region}:222233334444:function:billing-consumer",
      namespace: "AWS/Lambda",
      dimensions: { FunctionName: "billing-consumer" },
      metrics: {
        Errors: { statistic: "Sum", usual: 0.2 },
        Invocations: { statistic: "Sum", usual: 300, bad: 205 },
        Throttles: { statistic: "Sum", usual: 0, bad: 88 },
        ConcurrentExecutions: { statistic: "Maximum", usual: 42, bad: 2 },
        Duration: { statistic: "Maximum", usual: 420 },
      },
      logGroup: "/aws/lambda/billing-consumer",
    },
  ],
  calls: [["orders-bus", "billing-consumer"]],
  alarm: { part: "orders-bus", metric: "FailedInvocations", threshold: 20 },
  listings: [
    {
      listing: "linked-accounts",
      columns: ["Account", "Label", "Shares", "Metrics in 3 h"],
      rows: [["444455556666", "billing", "metrics, logs, traces", "yes"]],
      usual: [["444455556666", "billing", "metrics, logs, traces", "yes"]],
    },
  ],
  changes: [
    {
      minutesBefore: 4,
      action: "PutFunctionConcurrency20171031",
      actor: "role/billing/platform",
      part: "billing-consumer",
      detail: { functionName: "billing-consumer", reservedConcurrentExecutions: "2" },
    },
  ],
};
