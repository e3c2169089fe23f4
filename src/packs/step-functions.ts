import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html";
const happened = { statistic: "Sum", unit: "Count", docs, sparse: true } as const;

export const stepFunctions = {
  service: "step-functions",
  title: "Step Functions state machine",
  namespace: "AWS/States",
  dimensions: ["StateMachineArn"],
  kind: "AWS::StepFunctions::StateMachine",
  metrics: {
    failed: { ...happened, name: "ExecutionsFailed", signal: "errors" },
    throttled: { ...happened, name: "ExecutionThrottled", signal: "throttles" },
    started: { name: "ExecutionsStarted", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    timedOut: { ...happened, name: "ExecutionsTimedOut" },
  },
  rules: [
    {
      id: "step-functions-throttled",
      title: "State transitions throttled",
      mechanism: "throttling",
      all: [{ metric: "throttled", op: ">", value: 0 }],
      weight: 0.9,
      next: "Compare with the account's quota of state transitions a second",
    },
    {
      id: "step-functions-timed-out",
      title: "Executions time out",
      mechanism: "timeout",
      all: [{ metric: "timedOut", left: "up" }],
      weight: 0.3,
      next: "Look at which state the executions wait in",
    },
  ],
} as const satisfies Pack;
