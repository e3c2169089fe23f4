import type { NamedQuery } from "./named-query.ts";
import type { RecommendedAlarm } from "./recommended-alarm.ts";
import type { Signal } from "./signal.ts";

/** Gumshoe's knowledge about one AWS system. Plain data that survives JSON.stringify. */
export interface Pack {
  /** A short and unique name, the prefix of its rules' ids: "lambda". */
  readonly service: string;
  readonly title: string;
  readonly namespace: string;
  /** The dimensions of the whole resource; all of them must be known. */
  readonly dimensions: readonly string[];
  /** Unique: X-Ray's name of the kind, else CloudFormation's. */
  readonly kind: string;
  /** Its log group, with {name} for the resource's name. */
  readonly logGroup?: string;
  /** In the order in which one looks at them, by the names that the pack's rules use. */
  readonly metrics: Readonly<Record<string, PackMetric>>;
  readonly rules: readonly Rule[];
  /** The alarms that each resource should have. */
  readonly alarms: readonly RecommendedAlarm[];
  readonly queries: readonly NamedQuery[];
  /** Where to look next, in words: what it waits for, and who waits for it. */
  readonly neighbours: readonly string[];
}

/** One CloudWatch metric. */
export interface PackMetric {
  readonly name: string;
  readonly statistic: string;
  readonly unit: "Count" | "Percent" | "Seconds" | "Milliseconds" | "Bytes";
  /** AWS's page that describes it. */
  readonly docs: string;
  /** The engine's signal; a metric without one is read by rules only. */
  readonly signal?: Signal;
  /** True if CloudWatch has no data points while the count is zero: missing values are zero if the resource has other data. */
  readonly sparse?: true;
}

/** A limit, and its conditions: it is reached if all of them hold at the same time. */
export interface Rule {
  readonly id: string;
  /** Its meaning in words: "Concurrency limit reached". */
  readonly title: string;
  /** The mechanism of a cause: "throttling". */
  readonly mechanism: string;
  /** The most important condition first. */
  readonly all: readonly Condition[];
  /** 0 to 1. From {@link PLAIN} on it is a limit of the resource itself; below, it may be the effect of another component's fault. */
  readonly weight: number;
  /** The next check, in words. */
  readonly next: string;
}

/** Rules with at least this weight are evidence for a cause by themselves. */
export const PLAIN = 0.5;

/** A condition on a metric at a time. Times are in seconds and counts per period, all else in CloudWatch's unit. */
export type Condition = Comparison | LeftUsual;

/** Compares a value with a number, or with `of` with a multiple of another metric. */
export interface Comparison {
  readonly metric: string;
  readonly op: ">" | ">=" | "<" | "<=";
  readonly value: number;
  readonly of?: "usual" | "highest" | Other;
}

/** Another metric of the pack. `perSecond`: this metric is a rate per second, and the compared one counts per period. */
export interface Other {
  readonly metric: string;
  readonly perSecond?: true;
}

/** A metric that left its usual range, above or below. */
export interface LeftUsual {
  readonly metric: string;
  readonly left: "up" | "down";
}
