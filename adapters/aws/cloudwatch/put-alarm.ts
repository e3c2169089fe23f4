import {
  type CloudWatchClient,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { type Alarms, OPERATORS, type WantedAlarm } from "../../../src/telemetry/ports/alarms.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";
import { toDimensions } from "./dimensions.ts";

export const putMetricAlarm: Operation = {
  action: "cloudwatch:PutMetricAlarm",
  reason: "create an alarm, or change one, when an operator confirms it",
  resources: ["arn:aws:cloudwatch:*:*:alarm:*"],
};

/** Values of the API's `Statistic`; all others are an `ExtendedStatistic`. */
const PLAIN = ["Average", "Sum", "Minimum", "Maximum", "SampleCount"] as const;

/** Writes alarms on one metric; `existing` reads the current alarm of that name. */
export function createPut(
  client: CloudWatchClient,
  session: Session,
  existing: (name: string, signal: AbortSignal) => Promise<MetricAlarm | undefined>,
): Alarms["put"] {
  const put = session.made(putMetricAlarm, (input: PutMetricAlarmCommandInput, signal) =>
    client.send(new PutMetricAlarmCommand(input), { abortSignal: signal }),
  );
  return async (wanted, signal) => {
    await put({ ...keptOf(wanted, await existing(wanted.name, signal)), ...inputOf(wanted) }, signal);
  };
}

/** PutMetricAlarm replaces the whole alarm, so fields that the command does not name are sent with their current values. */
function keptOf(wanted: WantedAlarm, existing: MetricAlarm | undefined): Partial<PutMetricAlarmCommandInput> {
  if (!existing) return { AlarmDescription: wanted.description };
  const { AlarmDescription, ActionsEnabled, OKActions, AlarmActions, InsufficientDataActions } = existing;
  const { TreatMissingData, EvaluateLowSampleCountPercentile, Unit } = existing;
  const { namespace, metric } = wanted.metric;
  const same = existing.Namespace === namespace && existing.MetricName === metric;
  return {
    AlarmDescription,
    ActionsEnabled,
    OKActions,
    AlarmActions,
    InsufficientDataActions,
    TreatMissingData,
    ...(same && { Unit }),
    ...(PLAIN.some((plain) => plain === wanted.metric.statistic) ? {} : { EvaluateLowSampleCountPercentile }),
  };
}

function inputOf(wanted: WantedAlarm): PutMetricAlarmCommandInput {
  const { namespace, metric, dimensions, statistic, period } = wanted.metric;
  const plain = PLAIN.find((each) => each === statistic);
  return {
    AlarmName: wanted.name,
    Namespace: namespace,
    MetricName: metric,
    Dimensions: toDimensions(dimensions),
    Period: period,
    EvaluationPeriods: wanted.periods,
    DatapointsToAlarm: wanted.datapoints,
    ComparisonOperator: OPERATORS[wanted.operator],
    Threshold: wanted.threshold,
    ...(plain === undefined ? { ExtendedStatistic: statistic } : { Statistic: plain }),
    ...(wanted.missing !== undefined && { TreatMissingData: wanted.missing }),
    ...(wanted.topic !== undefined && { AlarmActions: [wanted.topic] }),
  };
}
