import type { Alarm } from "../../events/events.ts";
import type { MetricQuery, Seen, Window } from "../../findings/measured.ts";
import type { MissingData } from "../../packs/recommended-alarm.ts";

export type AlarmState = "ALARM" | "OK" | "INSUFFICIENT_DATA";

/** The current state of an alarm. */
export interface StandingAlarm {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** Epoch seconds. */
  readonly since: number;
  readonly reason: string;
  readonly kind: Exclude<Alarm["kind"], "contributor">;
  /** ARNs that it notifies when it fires. */
  readonly actions: readonly string[];
  /** True if its actions are off, or suppressed by a composite alarm, so that it must not notify anybody. */
  readonly silenced: boolean;
  readonly description?: string;
  /** Its metric, or the metric of its band; an alarm on an expression has that. */
  readonly metric?: MetricQuery;
  readonly expression?: NonNullable<Alarm["expression"]>;
  /** The rule of a composite alarm. */
  readonly rule?: string;
  readonly threshold?: number;
  readonly operator?: string;
  /** M of N: datapoints to alarm, evaluation periods. */
  readonly datapointsToAlarm?: number;
  readonly evaluationPeriods?: number;
  /** What a period without data means. */
  readonly missing?: string;
}

const SIGNS = [">", "≥", "<", "≤"] as const;
export type Operator = (typeof SIGNS)[number];

/** The signs of CloudWatch's comparison operators. */
export const OPERATORS = {
  ">": "GreaterThanThreshold",
  "≥": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "≤": "LessThanOrEqualToThreshold",
} as const satisfies Readonly<Record<Operator, string>>;

/** The sign of an operator; undefined for others, such as those of anomaly alarms. */
export function operatorOf(name: string | undefined): Operator | undefined {
  return SIGNS.find((sign) => OPERATORS[sign] === name);
}

/** One entry of an alarm's history; `at` in epoch seconds. */
export type AlarmEvent =
  | {
      readonly type: "state";
      readonly at: number;
      readonly from: string;
      readonly to: string;
      readonly reason: string;
      /** The series of a multi-series alarm; undefined for the alarm itself. */
      readonly contributor?: string;
    }
  | {
      readonly type: "configuration";
      readonly at: number;
      readonly summary: string;
      /** The new settings, by the names of the API; empty if the history does not contain them. */
      readonly settings: Readonly<Record<string, string>>;
    }
  | { readonly type: "action"; readonly at: number; readonly summary: string };

/** The wanted configuration of an alarm: it fires if `datapoints` of `periods` values are beyond the limit. */
export interface WantedAlarm {
  readonly name: string;
  readonly metric: MetricQuery;
  readonly operator: Operator;
  readonly threshold: number;
  readonly datapoints: number;
  readonly periods: number;
  /** What a period without data means; undefined does not change it: `missing` in a new alarm. */
  readonly missing?: MissingData | undefined;
  /** ARN of a topic to notify; undefined does not change the alarm's actions. */
  readonly topic?: string | undefined;
  /** The description of a new alarm; an existing alarm's description is not changed. */
  readonly description: string;
}

/** A time in which CloudWatch runs no actions of an alarm; epoch seconds, whole minutes. */
export interface MuteRule {
  /** Unique in its account and Region. */
  readonly name: string;
  readonly alarm: string;
  readonly start: number;
  readonly end: number;
  readonly description: string;
}

export interface Alarms {
  /** Alarms in a state, with a prefix of their names, sorted by name; or exactly those with given names (at most 100). */
  list(
    filter: { readonly state?: AlarmState; readonly prefix?: string; readonly names?: readonly string[] },
    signal: AbortSignal,
  ): Promise<Seen<readonly StandingAlarm[]>>;
  /** The history of an alarm in a window, newest first. */
  history(name: string, window: Window, signal: AbortSignal): Promise<Seen<readonly AlarmEvent[]>>;
  /** Creates an alarm on one metric, or changes it; fields that are not named stay the same. Idempotent. */
  put(alarm: WantedAlarm, signal: AbortSignal): Promise<void>;
  /** Writes a mute rule, or replaces the one of its name. */
  mute(rule: MuteRule, signal: AbortSignal): Promise<void>;
  /** Deletes the mute rule of a name. Does nothing if there is none. */
  unmute(name: string, signal: AbortSignal): Promise<void>;
}
