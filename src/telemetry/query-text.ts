import type { MetricQuery } from "./ports.ts";

/** A metric in one line, as CloudWatch names its parts: `AWS/Lambda Duration p99 FunctionName=quote 60 s`. */
export function toQueryText({ namespace, metric, statistic, dimensions, period }: MetricQuery): string {
  const names = Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [namespace, metric, statistic, ...names, `${period} s`].join(" ");
}
