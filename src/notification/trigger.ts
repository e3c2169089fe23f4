import { z } from "zod";
import type { Alarm } from "../events/events.ts";
import { bounded } from "./notification.ts";

/** Longer than anything that CloudWatch allows is nothing that it wrote. */
const LONGEST = 255;
const LONGEST_VALUE = 1_024;

const dimension = z.object({ name: z.string(), value: z.string() });
const metricStat = z.object({
  Metric: z.object({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(dimension).nullish().catch([]),
  }),
  Period: z.coerce.number().positive(),
  Stat: z.string(),
});

/** The metric of an alarm, or its list of metrics and expressions. Some senders write booleans as text. */
export const trigger = z.object({
  MetricName: z.string().nullish(),
  Namespace: z.string().nullish(),
  Statistic: z.string().nullish(),
  ExtendedStatistic: z.string().nullish(),
  Unit: z.string().nullish(),
  Dimensions: z.array(dimension).nullish().catch([]),
  Period: z.coerce.number().nullish().catch(undefined),
  EvaluationPeriods: z.coerce.number().nullish().catch(undefined),
  DatapointsToAlarm: z.coerce.number().nullish().catch(undefined),
  ComparisonOperator: z.string().nullish(),
  Threshold: z.coerce.number().nullish().catch(undefined),
  ThresholdMetricId: z.string().nullish(),
  Metrics: z
    .array(
      z.object({
        Id: z.string().nullish(),
        Expression: z.string().nullish(),
        MetricStat: metricStat.nullish().catch(undefined),
        ReturnData: z.union([z.boolean(), z.string()]).nullish(),
      }),
    )
    .nullish()
    .catch(undefined),
});
type Trigger = z.infer<typeof trigger>;

/** Statistics in the spelling of CloudWatch's API, by the spelling of SNS messages. */
const STATISTICS: Readonly<Record<string, string>> = {
  AVERAGE: "Average",
  SUM: "Sum",
  MINIMUM: "Minimum",
  MAXIMUM: "Maximum",
  SAMPLECOUNT: "SampleCount",
};

interface AlarmTrigger {
  readonly kind: "metric" | "math" | "anomaly";
  readonly fields: Pick<Alarm, "metric" | "operator" | "threshold" | "datapointsToAlarm" | "evaluationPeriods">;
}

/** The alarm's own metric and limit. For an expression of several metrics the first one is used. */
export function toTrigger(given: Trigger): AlarmTrigger {
  const metric = ownMetric(given) ?? metricOfExpression(given);
  const expressions = (given.Metrics ?? []).flatMap(({ Expression }) => Expression ?? []);
  const anomaly = given.ThresholdMetricId != null || expressions.some((e) => e.includes("ANOMALY_DETECTION_BAND"));
  const { ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods } = given;
  return {
    kind: anomaly ? "anomaly" : given.Metrics ? "math" : "metric",
    fields: {
      ...(metric && { metric }),
      ...(ComparisonOperator && { operator: bounded(ComparisonOperator, LONGEST) }),
      ...(Threshold != null && !anomaly && { threshold: Threshold }),
      ...(DatapointsToAlarm != null && { datapointsToAlarm: DatapointsToAlarm }),
      ...(EvaluationPeriods != null && { evaluationPeriods: EvaluationPeriods }),
    },
  };
}

function ownMetric(given: Trigger): Alarm["metric"] {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Unit, Dimensions, Period } = given;
  if (MetricName == null || Namespace == null) return undefined;
  return {
    namespace: bounded(Namespace, LONGEST),
    name: bounded(MetricName, LONGEST),
    dimensions: toRecord(Dimensions),
    statistic: bounded(ExtendedStatistic ?? statisticName(Statistic ?? "Average"), LONGEST),
    period: Period ?? 60,
    ...(Unit != null && { unit: bounded(Unit, LONGEST) }),
  };
}

function metricOfExpression({ Metrics }: Trigger): Alarm["metric"] {
  const stat = (Metrics ?? []).flatMap(({ MetricStat }) => MetricStat ?? [])[0];
  if (!stat) return undefined;
  const { Namespace, MetricName, Dimensions } = stat.Metric;
  return {
    namespace: bounded(Namespace, LONGEST),
    name: bounded(MetricName, LONGEST),
    dimensions: toRecord(Dimensions),
    statistic: bounded(statisticName(stat.Stat), LONGEST),
    period: stat.Period,
  };
}

function statisticName(written: string): string {
  const key = written.toUpperCase();
  return Object.hasOwn(STATISTICS, key) ? (STATISTICS[key] ?? written) : written;
}

function toRecord(dimensions: readonly z.infer<typeof dimension>[] | null | undefined): Record<string, string> {
  const first = (dimensions ?? []).slice(0, 30);
  return Object.fromEntries(first.map(({ name, value }) => [bounded(name, LONGEST), bounded(value, LONGEST_VALUE)]));
}
