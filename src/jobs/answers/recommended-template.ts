import { createHash } from "node:crypto";
import type { RecommendedAlarm } from "../../packs/recommended-alarm.ts";
import { OPERATORS, type Operator } from "../../telemetry/ports/alarms.ts";

/** A parameter of a template in place of a value. */
export interface Ref {
  readonly Ref: string;
}

/** An alarm as a template has it. */
export interface TemplateAlarm {
  readonly name: string | Ref | { readonly "Fn::Sub": string };
  readonly description: string;
  readonly metric: {
    readonly namespace: string;
    readonly metric: string;
    readonly dimensions: Readonly<Record<string, string | Ref>>;
    readonly statistic: string;
    readonly period: number;
  };
  readonly operator: Operator;
  readonly threshold: number | Ref;
  readonly datapoints: number;
  readonly periods: number;
  readonly missing: RecommendedAlarm["missing"];
  /** ARNs that it tells, or a condition on a parameter. */
  readonly actions?: unknown;
}

const STATISTICS: ReadonlySet<string> = new Set(["Average", "Sum", "Minimum", "Maximum", "SampleCount"]);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export function alarmResource(alarm: TemplateAlarm): object {
  const { namespace, metric, dimensions, statistic, period } = alarm.metric;
  return {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmName: alarm.name,
      AlarmDescription: alarm.description,
      Namespace: namespace,
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      ...(STATISTICS.has(statistic) ? { Statistic: statistic } : { ExtendedStatistic: statistic }),
      Period: period,
      EvaluationPeriods: alarm.periods,
      DatapointsToAlarm: alarm.datapoints,
      Threshold: alarm.threshold,
      ComparisonOperator: OPERATORS[alarm.operator],
      TreatMissingData: alarm.missing,
      ...(alarm.actions !== undefined && { AlarmActions: alarm.actions }),
    },
  };
}

/** Alarms as a template of CloudFormation; each has an id of its own name, so that a later template changes no other. */
export function toAlarmTemplate(
  description: string,
  alarms: readonly (TemplateAlarm & { readonly name: string })[],
): object {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: description,
    Resources: Object.fromEntries(alarms.map((alarm) => [idOf(alarm.name), alarmResource(alarm)])),
  };
}

/** Letters and digits of a name, and what tells it from names with the same ones. */
export function idOf(name: string): string {
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `Alarm${name.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 200)}${digest}`;
}
