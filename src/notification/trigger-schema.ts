import { z } from "zod";

const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value : undefined));
/** Some senders write numbers as text. */
const number = z
  .unknown()
  .optional()
  .transform((value) => {
    const read = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
    return Number.isFinite(read) ? read : undefined;
  });

/** SNS writes `name` and `value`, the API `Name` and `Value`. */
const dimension = z.union([
  z.object({ name: z.string(), value: z.string() }),
  z.object({ Name: z.string(), Value: z.string() }).transform(({ Name, Value }) => ({ name: Name, value: Value })),
]);
const dimensions = z.array(dimension.nullable().catch(null)).nullish().catch([]);

const metricStat = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
  Period: z.coerce.number().positive(),
  Stat: z.string(),
  Unit: text,
});

const entry = z.object({
  Id: text,
  Expression: text,
  Label: text,
  Period: number,
  AccountId: text,
  MetricStat: metricStat.nullish().catch(undefined),
  /** Some senders write booleans as text. */
  ReturnData: z
    .union([z.boolean(), z.string()])
    .nullish()
    .catch(undefined)
    .transform((value) => value !== false && !/^false$/i.test(String(value))),
});
export type TriggerEntry = z.infer<typeof entry>;

/** The query of an alarm as in CloudWatch's API and in SNS messages: one metric, a list of metrics and expressions, PromQL or a log query. */
export const trigger = z.object({
  MetricName: text,
  Namespace: text,
  Statistic: text,
  ExtendedStatistic: text,
  Unit: text,
  Dimensions: dimensions,
  Period: number,
  EvaluationPeriods: number,
  DatapointsToAlarm: number,
  QueryResultsToEvaluate: number,
  QueryResultsToAlarm: number,
  ComparisonOperator: text,
  Threshold: number,
  ThresholdMetricId: text,
  Metrics: z.array(entry.nullable().catch(null)).nullish().catch(undefined),
  EvaluationInterval: number,
  EvaluationCriteria: z
    .object({ PromQLCriteria: z.object({ Query: z.string() }) })
    .nullish()
    .catch(undefined),
  ScheduledQueryConfiguration: z
    .object({
      QueryString: z.string().catch(""),
      AggregationExpression: text,
      LogGroupIdentifiers: z.array(z.string()).catch([]),
    })
    .nullish()
    .catch(undefined),
});
export type Trigger = z.infer<typeof trigger>;
