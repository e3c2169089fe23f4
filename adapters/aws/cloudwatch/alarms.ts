import {
  type CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import type { MetricQuery } from "../../../src/findings/measured.ts";
import type { Alarms, StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { fromDimensions } from "./dimensions.ts";
import { createHistory } from "./history.ts";
import { createPut } from "./put-alarm.ts";

export const describeAlarms: Operation = {
  action: "cloudwatch:DescribeAlarms",
  reason: "list alarms and find those whose notification never arrived; composite alarms need it on every resource",
};

/** Alarms on a page, and the most pages that are read. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const A_PAGE = 100;
const MOST_PAGES = 50;

/** Alarms as CloudWatch lists them: metric, composite and log alarms. */
export function createAlarms(deps: {
  readonly client: CloudWatchClient;
  readonly session: Session;
  readonly now: () => Date;
}): Alarms {
  const { client, session, now } = deps;
  const describe = session.asked(describeAlarms, (input: DescribeAlarmsCommandInput, signal) =>
    client.send(new DescribeAlarmsCommand(input), { abortSignal: signal }),
  );
  const existing = async (name: string, signal: AbortSignal): Promise<MetricAlarm | undefined> =>
    (await describe(inputOf({ names: [name] }), signal)).MetricAlarms?.[0];
  return {
    history: createHistory(deps),
    put: createPut(client, session, existing),
    async list(wanted, signal) {
      const filter = inputOf(wanted);
      const { pages, more } = await pagesOf((next) => describe({ ...filter, ...next }, signal), MOST_PAGES);
      const alarms = pages.flatMap(({ MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] }) => [
        ...MetricAlarms,
        ...CompositeAlarms,
        ...LogAlarms,
      ]);
      const value = alarms.map(toStanding).sort((one, other) => one.name.localeCompare(other.name));
      const reason = `only the first ${A_PAGE * MOST_PAGES} alarms were read`;
      return { value, horizon: now().getTime() / 1000, gaps: more ? [{ what: "alarms", reason }] : [] };
    },
  };
}

function inputOf({ state, prefix, names }: Parameters<Alarms["list"]>[0]): DescribeAlarmsCommandInput {
  return {
    // Without it CloudWatch returns metric alarms only.
    AlarmTypes: ["MetricAlarm", "CompositeAlarm", "LogAlarm"],
    MaxRecords: A_PAGE,
    ...(state !== undefined && { StateValue: state }),
    ...(prefix !== undefined && prefix !== "" && { AlarmNamePrefix: prefix }),
    ...(names !== undefined && { AlarmNames: [...names] }),
  };
}

/** The fields of metric, composite and log alarms. */
type Described = Omit<MetricAlarm, "$unknown"> & Pick<CompositeAlarm, "AlarmRule" | "ActionsSuppressedBy">;

function toStanding(alarm: Described): StandingAlarm {
  const { AlarmName = "", AlarmArn = "", StateReason = "", AlarmActions = [], ComparisonOperator, Threshold } = alarm;
  const { AlarmDescription, DatapointsToAlarm, EvaluationPeriods } = alarm;
  const changed = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0);
  const metric = metricOf(alarm);
  return {
    name: AlarmName,
    arn: AlarmArn,
    state: alarm.StateValue === "ALARM" || alarm.StateValue === "OK" ? alarm.StateValue : "INSUFFICIENT_DATA",
    since: changed.getTime() / 1000,
    reason: StateReason,
    kind: kindOf(alarm),
    actions: AlarmActions,
    silenced: alarm.ActionsEnabled === false || alarm.ActionsSuppressedBy !== undefined,
    ...(metric && { metric }),
    ...(AlarmDescription !== undefined && { description: AlarmDescription }),
    ...(Threshold !== undefined && { threshold: Threshold }),
    ...(ComparisonOperator !== undefined && { operator: ComparisonOperator }),
    ...(DatapointsToAlarm !== undefined && { datapointsToAlarm: DatapointsToAlarm }),
    ...(EvaluationPeriods !== undefined && { evaluationPeriods: EvaluationPeriods }),
  };
}

function kindOf({ AlarmRule, ThresholdMetricId, Metrics = [], MetricName }: Described): StandingAlarm["kind"] {
  if (AlarmRule !== undefined) return "composite";
  if (ThresholdMetricId !== undefined) return "anomaly";
  if (Metrics.length > 0) return "math";
  return MetricName === undefined ? "other" : "metric";
}

function metricOf(alarm: Described): MetricQuery | undefined {
  const { Namespace, MetricName, Dimensions = [], Statistic, ExtendedStatistic, Period } = alarm;
  const inner = alarm.Metrics?.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat;
  const namespace = Namespace ?? inner?.Metric?.Namespace;
  const metric = MetricName ?? inner?.Metric?.MetricName;
  if (namespace === undefined || metric === undefined) return undefined;
  const dimensions = MetricName === undefined ? (inner?.Metric?.Dimensions ?? []) : Dimensions;
  return {
    namespace,
    metric,
    dimensions: fromDimensions(dimensions),
    statistic: ExtendedStatistic ?? Statistic ?? inner?.Stat ?? "Average",
    period: Period ?? inner?.Period ?? 60,
  };
}
