import {
  type CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import { toTrigger } from "../../../src/notification/trigger.ts";
import { trigger } from "../../../src/notification/trigger-schema.ts";
import type { Alarms, StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import { toQuery } from "../../../src/telemetry/resources/alarm-metric.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { createHistory } from "./history.ts";
import { createMute } from "./mute-rule.ts";
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
    ...createMute(client, session),
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
  const { AlarmDescription, DatapointsToAlarm, EvaluationPeriods, TreatMissingData } = alarm;
  const changed = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0);
  const { kind, fields } = toTrigger(trigger.parse(alarm), AlarmArn.split(":")[4]);
  return {
    name: AlarmName,
    arn: AlarmArn,
    state: alarm.StateValue === "ALARM" || alarm.StateValue === "OK" ? alarm.StateValue : "INSUFFICIENT_DATA",
    since: changed.getTime() / 1000,
    reason: StateReason,
    kind: alarm.AlarmRule === undefined ? kind : "composite",
    actions: AlarmActions,
    silenced: alarm.ActionsEnabled === false || alarm.ActionsSuppressedBy !== undefined,
    ...(fields.metric && { metric: toQuery(fields.metric) }),
    ...(fields.expression && { expression: fields.expression }),
    ...(alarm.AlarmRule !== undefined && { rule: alarm.AlarmRule }),
    ...(AlarmDescription !== undefined && { description: AlarmDescription }),
    ...(Threshold !== undefined && { threshold: Threshold }),
    ...(ComparisonOperator !== undefined && { operator: ComparisonOperator }),
    ...(DatapointsToAlarm !== undefined && { datapointsToAlarm: DatapointsToAlarm }),
    ...(EvaluationPeriods !== undefined && { evaluationPeriods: EvaluationPeriods }),
    ...(TreatMissingData !== undefined && { missing: TreatMissingData }),
  };
}
