import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

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
  alarms: [
    {
      id: "failed",
      name: "ExecutionsFailed",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(3),
      missing: "notBreaching",
      sparse: true,
      next: "Look at which state fails, and at what it calls",
    },
    {
      id: "timed-out",
      name: "ExecutionsTimedOut",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "An execution that ends by its timeout did not finish its work",
      ...minutes(1),
      missing: "notBreaching",
      sparse: true,
      next: "Look at which state the executions wait in",
    },
    {
      id: "throttled",
      name: "ExecutionThrottled",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "State transitions are refused",
      ...minutes(5),
      missing: "notBreaching",
      sparse: true,
      next: "Compare with the account's quota of state transitions a second",
    },
  ],
  queries: [
    {
      id: "failing",
      asks: "Which state machines fail most",
      language: "metrics",
      text: 'SELECT SUM(ExecutionsFailed) FROM SCHEMA("AWS/States", StateMachineArn) GROUP BY StateMachineArn ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "states",
      asks: "In which states executions fail, from the log of the state machine",
      language: "logs",
      text: "filter type like /Failed|TimedOut/ | stats count(*) as events by type, details.name, details.error | sort events desc | limit 20",
      group: "{{group}}",
      parameters: { group: { type: "group", means: "its log group", example: "/aws/vendedlogs/states/orders" } },
      back: 3600,
    },
  ],
  neighbours: ["the functions and services that its states call", "what starts it: a rule, a queue, an API"],
} as const satisfies Pack;
