import { withoutMiddle } from "../../../card/number.ts";
import type { Sentence } from "./read-sentence.ts";
import { buttonsOf, componentHere, type Here } from "./ways.ts";
import { type Offer, offered, prefixed } from "./which-one.ts";

/** Metrics that have no short name: the words for them, and the metric with the dimension that names the component. */
const METRICS: readonly (readonly [words: RegExp, metric: string, dimension: string, statistic: string])[] = [
  [/\b(?:db |database )?connections?\b/i, "AWS/RDS DatabaseConnections", "DBInstanceIdentifier", "Maximum"],
  [/\breplica(?:tion)? lag\b/i, "AWS/RDS ReplicaLag", "DBInstanceIdentifier", "Maximum"],
  [/\b(?:disk|storage)(?: space| full)?\b/i, "AWS/RDS FreeStorageSpace", "DBInstanceIdentifier", "Minimum"],
  [/\biops\b/i, "AWS/RDS WriteIOPS", "DBInstanceIdentifier", "Average"],
  [
    /\b(?:queue (?:depth|length|size)|depth|backlog|messages|dlq|dead letters?)\b/i,
    "AWS/SQS ApproximateNumberOfMessagesVisible",
    "QueueName",
    "Maximum",
  ],
  [
    /\b(?:age of (?:the )?oldest|oldest message|message age)\b/i,
    "AWS/SQS ApproximateAgeOfOldestMessage",
    "QueueName",
    "Maximum",
  ],
  [/\b4xx(?:s)?\b|\b40[0-9]s?\b/i, "AWS/ApplicationELB HTTPCode_Target_4XX_Count", "LoadBalancer", "Sum"],
  [/\bcold starts?\b|\bconcurren(?:cy|t executions)\b/i, "AWS/Lambda ConcurrentExecutions", "FunctionName", "Maximum"],
];

/** A metric that people ask for and that has no short name: offered as CloudWatch names it, with a guess of its dimension. */
export function otherMetric({ topics, time }: Sentence, here: Here): Offer | undefined {
  if (topics.size > 0) return undefined;
  const found = METRICS.find(([words]) => words.test(here.text));
  if (!found) return undefined;
  const [, metric, dimension, statistic] = found;
  const component = componentHere(here);
  // The id of a load balancer is never the name of a component.
  if (component === undefined || dimension === "LoadBalancer") {
    return offered("NOT DONE", `Of what? Type: metrics ${metric} ${dimension}=<name> ${statistic}`, [
      ...buttonsOf(["errors"], here),
      { label: "Help", command: "help metrics" },
      ...buttonsOf(["status"], { ...here, text: "" }),
    ]);
  }
  const text = `That is ${metric.replace(" ", ", ")}; that its ${dimension} is ${withoutMiddle(component, 40)} is a guess.`;
  const named = /^[\w./-]+$/.test(component) ? component : `"${component.replaceAll('"', "'")}"`;
  return offered("OFFER", text, [
    prefixed(here, "Metric", ["metrics", metric, `${dimension}=${named}`, statistic, time]),
    ...buttonsOf(["errors", "latency"], here),
  ]);
}
