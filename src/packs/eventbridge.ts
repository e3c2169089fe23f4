import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html";

export const eventBridge = {
  service: "eventbridge",
  title: "EventBridge rule",
  namespace: "AWS/Events",
  dimensions: ["RuleName"],
  kind: "AWS::Events::Rule",
  metrics: {
    invocations: { name: "Invocations", statistic: "Sum", unit: "Count", signal: "requests", sparse: true, docs },
    failed: { name: "FailedInvocations", statistic: "Sum", unit: "Count", signal: "errors", sparse: true, docs },
    throttled: { name: "ThrottledRules", statistic: "Sum", unit: "Count", signal: "throttles", sparse: true, docs },
    lost: { name: "InvocationsFailedToBeSentToDlq", statistic: "Sum", unit: "Count", sparse: true, docs },
  },
  rules: [
    {
      id: "eventbridge-failed",
      title: "Targets cannot be invoked",
      mechanism: "permissions",
      all: [{ metric: "failed", left: "up" }],
      weight: 0.5,
      next: "Look at the target: deleted, or its policy does not let the rule in",
    },
    {
      id: "eventbridge-throttled",
      title: "The rule is throttled",
      mechanism: "throttling",
      all: [{ metric: "throttled", op: ">", value: 0 }],
      weight: 0.8,
      next: "Compare with the account's quota of invocations a second",
    },
    {
      id: "eventbridge-lost",
      title: "Events are lost: the dead-letter queue refuses them",
      mechanism: "permissions",
      all: [{ metric: "lost", op: ">", value: 0 }],
      weight: 0.6,
      next: "Look at the policy and the key of the dead-letter queue",
    },
  ],
  alarms: [
    {
      id: "failed",
      name: "FailedInvocations",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "AWS names no number: each of these events did not reach its target",
      ...minutes(3),
      missing: "notBreaching",
      sparse: true,
      next: "Look at the target: deleted, or its policy does not let the rule in",
    },
    {
      id: "lost",
      name: "InvocationsFailedToBeSentToDlq",
      statistic: "Sum",
      op: ">",
      threshold: 0,
      because: "AWS names no number: each of these events is lost",
      ...minutes(1),
      missing: "notBreaching",
      sparse: true,
      next: "Look at the policy and the key of the dead-letter queue",
    },
  ],
  queries: [
    {
      id: "failing",
      asks: "Of which rules targets fail most",
      language: "metrics",
      text: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName) GROUP BY RuleName ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["its targets", "who sends the events", "its dead-letter queue"],
} as const satisfies Pack;
