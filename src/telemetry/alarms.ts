import type { MetricQuery, Seen } from "./ports.ts";

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

export interface Alarms {
  /** Alarms in a state, with names that begin with a prefix, by name; or exactly those named (at most 100). */
  list(
    filter: { readonly state?: AlarmState; readonly prefix?: string; readonly names?: readonly string[] },
    signal: AbortSignal,
  ): Promise<Seen<readonly StandingAlarm[]>>;
}
