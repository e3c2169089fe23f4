import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import type { Alarms, StandingAlarm } from "../../../src/telemetry/ports.ts";
import type { Operation } from "../operation.ts";
import { pagesOf } from "../pages.ts";
import type { Session } from "../session.ts";

export const describeAlarms: Operation = {
  action: "cloudwatch:DescribeAlarms",
  reason: "list alarms and find those whose notification never arrived; composite alarms need it on every resource",
};

/** Alarms of a page, and pages read. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
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
  return {
    async list({ state, prefix }, signal) {
      const filter: DescribeAlarmsCommandInput = {
        // Left out, composite and log alarms would be missing.
        AlarmTypes: ["MetricAlarm", "CompositeAlarm", "LogAlarm"],
        MaxRecords: A_PAGE,
        ...(state !== undefined && { StateValue: state }),
        ...(prefix !== undefined && prefix !== "" && { AlarmNamePrefix: prefix }),
      };
      const { pages, more } = await pagesOf(
        (token) => describe({ ...filter, ...(token !== undefined && { NextToken: token }) }, signal),
        ({ NextToken }) => NextToken,
        MOST_PAGES,
      );
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

function toStanding(alarm: MetricAlarm): StandingAlarm {
  const { MetricName, Namespace, Dimensions = [], Statistic, ExtendedStatistic, Period, Threshold } = alarm;
  const { AlarmName = "", AlarmArn = "", StateReason = "", AlarmActions = [], ComparisonOperator } = alarm;
  const changed = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0);
  const metric = MetricName !== undefined &&
    Namespace !== undefined && {
      metric: {
        namespace: Namespace,
        metric: MetricName,
        dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
        statistic: ExtendedStatistic ?? Statistic ?? "Average",
        period: Period ?? 60,
      },
    };
  return {
    name: AlarmName,
    arn: AlarmArn,
    state: alarm.StateValue === "ALARM" || alarm.StateValue === "OK" ? alarm.StateValue : "INSUFFICIENT_DATA",
    since: changed.getTime() / 1000,
    reason: StateReason,
    actions: AlarmActions,
    ...metric,
    ...(Threshold !== undefined && { threshold: Threshold }),
    ...(ComparisonOperator !== undefined && { operator: ComparisonOperator }),
  };
}
