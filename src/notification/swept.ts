import { createHash } from "node:crypto";
import type { StandingAlarm } from "../telemetry/ports/alarms.ts";

/** The topic of alarms that tell none of Gumshoe's: they go where everything goes by default. */
export const SWEPT_TOPIC = "swept";

/** An alarm's state as a delivery that says what SNS would have said. */
export interface SweptItem {
  readonly id: string;
  readonly topic: string;
  readonly body: string;
}

/**
 * Writes the notification that should have come. Its id is made of the alarm and the time of its change, so that another sweep
 * and another replica write the very same one. `contributor`: the one series of a multi-series alarm that it is about.
 */
export function toSwept(alarm: StandingAlarm, topics: ReadonlySet<string>, contributor = ""): SweptItem {
  const changedAt = new Date(Math.round(alarm.since * 1000)).toISOString();
  const topic = alarm.actions.find((action) => topics.has(action));
  const text = [alarm.arn, alarm.state, changedAt, contributor].join("\n");
  const id = `swept-${createHash("sha256").update(text).digest("hex").slice(0, 40)}`;
  const envelope = {
    Type: "Notification",
    MessageId: id,
    TopicArn: topic ?? SWEPT_TOPIC,
    Message: JSON.stringify(messageOf(alarm, changedAt, contributor)),
    Timestamp: changedAt,
    Swept: topic === undefined ? "unheard" : "lost",
  };
  return { id, topic: topic ?? SWEPT_TOPIC, body: JSON.stringify(envelope) };
}

/** The same fields as in CloudWatch's own message. */
function messageOf(alarm: StandingAlarm, changedAt: string, contributor: string): Record<string, unknown> {
  const { kind, name, arn, description, state, reason } = alarm;
  return {
    AlarmName: name,
    AlarmDescription: description,
    AWSAccountId: arn.split(":")[4],
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: changedAt,
    AlarmArn: arn,
    ...(kind === "composite" && { AlarmRule: "" }),
    ...(kind !== "composite" && kind !== "other" && { Trigger: triggerOf(alarm) }),
    ...(contributor !== "" && { AlarmContributorId: contributor }),
  };
}

function triggerOf(alarm: StandingAlarm): Record<string, unknown> {
  const { kind, metric, operator, threshold, datapointsToAlarm, evaluationPeriods } = alarm;
  const dimensions = Object.entries(metric?.dimensions ?? {}).map(([name, value]) => ({ name, value }));
  const watched = metric && { Namespace: metric.namespace, MetricName: metric.metric, Dimensions: dimensions };
  const plain = metric && { ...watched, Statistic: metric.statistic, Period: metric.period };
  const inner = metric && [
    { Id: "m1", MetricStat: { Metric: watched, Period: metric.period, Stat: metric.statistic } },
  ];
  return {
    ...(kind === "metric" ? plain : { Metrics: inner ?? [] }),
    ...(kind === "anomaly" && { ThresholdMetricId: "band" }),
    ComparisonOperator: operator,
    Threshold: threshold,
    DatapointsToAlarm: datapointsToAlarm,
    EvaluationPeriods: evaluationPeriods,
  };
}
