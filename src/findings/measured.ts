import type { Gap } from "../events/events.ts";

/** A regular series: value i stands for [start + i·step, start + (i+1)·step), epoch seconds; NaN where missing. */
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
}

/** An answer with what limits it: up to when its source can be believed (epoch seconds), and what could not be seen. */
export interface Seen<T> {
  readonly value: T;
  readonly horizon: number;
  readonly gaps: readonly Gap[];
}
