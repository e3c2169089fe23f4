/**
 * An alarm to have on each resource of a pack. Those that AWS recommends have its statistic, period and count:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export interface RecommendedAlarm {
  /** Unique in its pack, the end of the alarm's name: "throttles". */
  readonly id: string;
  /** CloudWatch's name of the metric, with the pack's dimensions. */
  readonly name: string;
  readonly statistic: string;
  readonly op: ">" | ">=" | "<" | "<=";
  readonly threshold: number | OfHistory;
  /** Why this threshold, in words. */
  readonly because: string;
  /** Seconds. */
  readonly period: number;
  /** It fires if `datapoints` of `periods` values are beyond the threshold. */
  readonly datapoints: number;
  readonly periods: number;
  readonly missing: MissingData;
  /** True if CloudWatch has no values while the count is zero. Alarms on other metrics are only for resources that have values. */
  readonly sparse?: true;
  /** What to look at when it fires, in words. */
  readonly next: string;
}

/** What a period without data means to an alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
export type MissingData = "missing" | "breaching" | "notBreaching" | "ignore";

/** A threshold that each resource has for itself: a multiple of the highest or lowest value that it had. */
export interface OfHistory {
  readonly times: number;
  readonly of: "highest" | "lowest";
}

/** Thresholds that each resource has for itself, with their reasons. */
export const HALF_MORE = {
  op: ">",
  threshold: { times: 1.5, of: "highest" },
  because: "AWS names no number: half more than the most of its last week",
} as const;
export const HALF_LESS = {
  op: "<",
  threshold: { times: 0.5, of: "lowest" },
  because: "AWS names no number: half of the least of its last week",
} as const;

/** Fires after so many minutes in a row. */
export function minutes<Count extends number>(count: Count) {
  return { period: 60, datapoints: count, periods: count } as const;
}
