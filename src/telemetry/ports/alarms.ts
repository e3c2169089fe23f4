import type { MetricQuery, Seen, Window } from "../../findings/measured.ts";

export type AlarmState = "ALARM" | "OK" | "INSUFFICIENT_DATA";

/** An alarm as it stands. */
export interface StandingAlarm {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** Epoch seconds. */
  readonly since: number;
  readonly reason: string;
  readonly kind: "metric" | "math" | "anomaly" | "composite" | "other";
  /** ARNs that are told when it fires. */
  readonly actions: readonly string[];
  /** Somebody switched its actions off, or a composite alarm holds them back: nobody is to be told. */
  readonly silenced: boolean;
  readonly description?: string;
  /** What it watches; of several metrics in an expression the first. */
  readonly metric?: MetricQuery;
  readonly threshold?: number;
  readonly operator?: string;
  /** M of N: datapoints to alarm, evaluation periods. */
  readonly datapointsToAlarm?: number;
  readonly evaluationPeriods?: number;
}

const SIGNS = [">", "≥", "<", "≤"] as const;
export type Operator = (typeof SIGNS)[number];

/** How a value is compared with a limit, by CloudWatch's name. */
export const OPERATORS = {
  ">": "GreaterThanThreshold",
  "≥": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "≤": "LessThanOrEqualToThreshold",
} as const satisfies Readonly<Record<Operator, string>>;

/** The sign of CloudWatch's name; undefined of others, such as those of anomaly alarms. */
export function operatorOf(name: string | undefined): Operator | undefined {
  return SIGNS.find((sign) => OPERATORS[sign] === name);
}

/** Something that happened to an alarm; `at` in epoch seconds. */
export type AlarmEvent =
  | {
      readonly type: "state";
      readonly at: number;
      readonly from: string;
      readonly to: string;
      readonly reason: string;
      /** Which series of a multi-series alarm it was; undefined of the alarm itself. */
      readonly contributor?: string;
    }
  | {
      readonly type: "configuration";
      readonly at: number;
      readonly summary: string;
      /** What it was set to, by the names of the API; empty where the history does not tell. */
      readonly settings: Readonly<Record<string, string>>;
    }
  | { readonly type: "action"; readonly at: number; readonly summary: string };

/** An alarm as it shall be: fires when so many datapoints of so many periods are beyond the limit. */
export interface WantedAlarm {
  readonly name: string;
  readonly metric: MetricQuery;
  readonly operator: Operator;
  readonly threshold: number;
  readonly datapoints: number;
  readonly periods: number;
  /** ARN of a topic that is told; undefined keeps whom it tells now. */
  readonly topic?: string | undefined;
  /** Of an alarm that is new; one that there is keeps its own. */
  readonly description: string;
}

export interface Alarms {
  /** Alarms in a state, with names that begin with a prefix, by name; or exactly those named (at most 100). */
  list(
    filter: { readonly state?: AlarmState; readonly prefix?: string; readonly names?: readonly string[] },
    signal: AbortSignal,
  ): Promise<Seen<readonly StandingAlarm[]>>;
  /** What happened to an alarm in a window, newest first. */
  history(name: string, window: Window, signal: AbortSignal): Promise<Seen<readonly AlarmEvent[]>>;
  /** Creates an alarm on one metric, or changes it and keeps what is not named. Twice is as once. */
  put(alarm: WantedAlarm, signal: AbortSignal): Promise<void>;
}
