import type { Gap } from "../events/events.ts";

/** A regular series: value i covers [start + i·step, start + (i+1)·step), epoch seconds; NaN if it is missing. */
export interface Series {
  readonly start: number;
  readonly step: number;
  readonly values: Float64Array;
}

/** Epoch seconds, start inclusive, end exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** One CloudWatch metric, exactly as CloudWatch names it. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Average, Sum, Minimum, Maximum, SampleCount, p99 … */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  /** The account that owns the metric, if it is another than the one that is asked. */
  readonly account?: string;
  /** What CloudWatch computes instead of reading one metric; `metric` is then its label. */
  readonly expression?: MetricExpression;
}

/** Metric math or Metrics Insights SQL, with the metrics and expressions that it names by their ids, or PromQL. */
export interface MetricExpression {
  /** Set if Prometheus computes it, not CloudWatch. */
  readonly language?: "promql";
  readonly text: string;
  readonly inputs: readonly { readonly id: string; readonly text?: string; readonly metric?: MetricQuery }[];
}

/** An answer with its limits: the time up to which its source is complete (epoch seconds), and its gaps. */
export interface Seen<T> {
  readonly value: T;
  readonly horizon: number;
  readonly gaps: readonly Gap[];
}

/** One line of an expression's answer, with its source's label. */
export interface LabelledSeries {
  readonly label: string;
  readonly series: Series;
}
