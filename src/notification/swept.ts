import { createHash } from "node:crypto";
import type { StandingAlarm } from "../telemetry/ports/alarms.ts";

/** The topic of alarms that notify none of Gumshoe's topics; they go to the default channel. */
export const SWEPT_TOPIC = "swept";

/** An alarm's state as a delivery with the content of the missing SNS notification. */
export interface SweptItem {
  readonly id: string;
  readonly topic: string;
  readonly body: string;
}

/**
 * Writes the missing notification. Its id consists of the alarm and the time of its state change, so that other sweeps and replicas write
 * the same delivery. `contributor`: the series of a multi-series alarm.
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
