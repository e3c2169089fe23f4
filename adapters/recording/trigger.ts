import type { MetricQuery } from "../../src/findings/measured.ts";

/** The part of an alarm's `Trigger` that names its metric, as CloudWatch writes it over SNS. */
export function metricOfTrigger(query: MetricQuery): Record<string, unknown> {
  const { metric, namespace, statistic, dimensions, period } = query;
  const percentile = /^p\d/.test(statistic);
  return {
    MetricName: metric,
    Namespace: namespace,
    StatisticType: percentile ? "ExtendedStatistic" : "Statistic",
    ...(percentile ? { ExtendedStatistic: statistic } : { Statistic: statistic.toUpperCase() }),
    Unit: null,
    Dimensions: Object.entries(dimensions).map(([name, value]) => ({ value, name })),
    Period: period,
  };
}
