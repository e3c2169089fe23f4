import type { LabelledSeries, Seen, Window } from "../../findings/measured.ts";

/** One series at one moment. */
export interface Sample {
  /** Its labels, with `__name__` for the metric. */
  readonly labels: Readonly<Record<string, string>>;
  /** NaN and the infinities are values. */
  readonly value: number;
}

/** A server that answers PromQL. Expressions are checked before. */
export interface Prometheus {
  /** Shown with its answers: "simulated". */
  readonly label?: string;
  /** The series of an expression over a window, labelled as PromQL writes them; every `step` seconds, else as suits a picture. */
  range(
    expression: string,
    window: Window,
    signal: AbortSignal,
    step?: number,
  ): Promise<Seen<readonly LabelledSeries[]>>;
  /** The values of an expression at a time, epoch seconds. */
  instant(expression: string, at: number, signal: AbortSignal): Promise<Seen<readonly Sample[]>>;
  /** The values of a label in a window, sorted. */
  labelValues(label: string, window: Window, signal: AbortSignal): Promise<Seen<readonly string[]>>;
}
