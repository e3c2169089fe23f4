import type { Signal } from "./signal.ts";

/** What Gumshoe knows of one AWS system. Plain data: it survives JSON.stringify. */
export interface Pack {
  /** Short, unique, and the beginning of its rules' ids: "lambda". */
  readonly service: string;
  readonly title: string;
  readonly namespace: string;
  /** The dimensions of the resource as a whole; all of them have to be known. */
  readonly dimensions: readonly string[];
  /** Unique: as X-Ray names the kind, else as CloudFormation does. */
  readonly kind: string;
  /** Where its logs are, with {name} for the resource's name. */
  readonly logGroup?: string;
  /** By a name of the pack's own, which its rules use. */
  readonly metrics: Readonly<Record<string, PackMetric>>;
  readonly rules: readonly Rule[];
}

/** One metric, as CloudWatch names it. */
export interface PackMetric {
  readonly name: string;
  readonly statistic: string;
  readonly unit: "Count" | "Percent" | "Seconds" | "Milliseconds" | "Bytes";
  /** AWS's page that describes it. */
  readonly docs: string;
  /** What the engine calls it; a metric without is read by rules only. */
  readonly signal?: Signal;
  /** CloudWatch writes nothing where nothing was counted: what is missing is zero, as long as something else of the resource is seen. */
  readonly sparse?: true;
}

/** A limit, and how one sees that it is reached: all conditions hold at the same time. */
export interface Rule {
  readonly id: string;
  /** What it means, as a person would say it: "Concurrency limit reached". */
  readonly title: string;
  /** The mechanism of a cause: "throttling". */
  readonly mechanism: string;
  /** The most telling first. */
  readonly all: readonly Condition[];
  /** 0 to 1. From {@link PLAIN} on it is a limit of the resource itself; below, it may be what somebody else's trouble led to. */
  readonly weight: number;
  /** What to look at next, in words. */
  readonly next: string;
}

/** Rules that weigh this much speak for a cause by themselves. */
export const PLAIN = 0.5;

/** What must be true of a metric at a time. Times are in seconds and counts per period, all else as CloudWatch measures it. */
export type Condition = Comparison | Left;

/** A value against a number; with `of`, against so many times something else. */
export interface Comparison {
  readonly metric: string;
  readonly op: ">" | ">=" | "<" | "<=";
  readonly value: number;
  readonly of?: "usual" | "highest" | Other;
}

/** Another metric of the pack. `perSecond`: the one compared counts per period, this one is a rate a second. */
export interface Other {
  readonly metric: string;
  readonly perSecond?: true;
}

/** A metric farther above or below its usual value than it ever strays by chance. */
export interface Left {
  readonly metric: string;
  readonly left: "up" | "down";
}
