import { createHash } from "node:crypto";
import type { MetricQuery } from "../findings/measured.ts";
import type { StandingAlarm } from "../telemetry/ports/alarms.ts";
import { toQuery } from "../telemetry/resources/alarm-metric.ts";

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
    ...(kind === "composite" && { AlarmRule: alarm.rule ?? "" }),
    ...(kind !== "composite" && kind !== "other" && { Trigger: triggerOf(alarm) }),
    ...(contributor !== "" && { AlarmContributorId: contributor }),
  };
}

/** The alarm's query in the fields of CloudWatch's own message. */
function triggerOf(alarm: StandingAlarm): Record<string, unknown> {
  const { kind, metric, expression, operator, threshold, datapointsToAlarm, evaluationPeriods } = alarm;
  const band = kind === "anomaly" ? [{ Id: "band", Expression: "ANOMALY_DETECTION_BAND(watched)" }] : [];
  return {
    ...(metric && kind === "metric" && { ...toMetric(metric), Statistic: metric.statistic, Period: metric.period }),
    ...(metric && kind !== "metric" && { Metrics: [toEntry("watched", metric, true), ...band] }),
    ...(expression && toQueryFields(expression, band)),
    ...(kind === "anomaly" && { ThresholdMetricId: "band" }),
    ComparisonOperator: operator,
    Threshold: threshold,
    DatapointsToAlarm: datapointsToAlarm,
    EvaluationPeriods: evaluationPeriods,
  };
}

function toQueryFields(
  { language, text, label, period, inputs, logGroups }: NonNullable<StandingAlarm["expression"]>,
  band: readonly object[],
): Record<string, unknown> {
  switch (language) {
    case "promql":
      return { EvaluationCriteria: { PromQLCriteria: { Query: text } }, EvaluationInterval: period };
    case "log":
      return { ScheduledQueryConfiguration: { QueryString: text, LogGroupIdentifiers: logGroups } };
    case "math":
    case "insights": {
      const entries = inputs.map(({ id, text: inner, metric }) =>
        metric ? toEntry(id, toQuery(metric), false) : { Id: id, Expression: inner, ReturnData: false },
      );
      const watched = { Id: "watched", Expression: text, Label: label, Period: period, ReturnData: true };
      return { Metrics: [watched, ...entries, ...band] };
    }
    default:
      return language satisfies never;
  }
}

function toEntry(id: string, metric: MetricQuery, returned: boolean): Record<string, unknown> {
  const { account, period, statistic } = metric;
  const MetricStat = { Metric: toMetric(metric), Period: period, Stat: statistic };
  return { Id: id, MetricStat, ReturnData: returned, ...(account !== undefined && { AccountId: account }) };
}

function toMetric({ namespace, metric, dimensions }: MetricQuery): Record<string, unknown> {
  const Dimensions = Object.entries(dimensions).map(([name, value]) => ({ name, value }));
  return { Namespace: namespace, MetricName: metric, Dimensions };
}
