import type { Gap, Question } from "../investigation/events.ts";
import type { Alarms } from "./alarms.ts";
import type { Places } from "./places.ts";
import type { ServiceGraph } from "./service-graph.ts";
import type { Topics } from "./topics.ts";

export type { AlarmEvent, AlarmState, Alarms, StandingAlarm, WantedAlarm } from "./alarms.ts";
export type { Component, Edge, ServiceGraph, Signal, SignalMetric } from "./service-graph.ts";

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

/** One line of an expression's answer, with the label that CloudWatch gives it. */
export interface LabelledSeries {
  readonly label: string;
  readonly series: Series;
}

export interface Metrics {
  /** One series per query, in order; undefined where the metric does not exist. */
  fetch(
    queries: readonly MetricQuery[],
    window: Window,
    signal: AbortSignal,
  ): Promise<Seen<readonly (Series | undefined)[]>>;
  /** Metric math or Metrics Insights SQL; `period` in seconds. Undefined where the source knows only plain metrics. */
  evaluate?(
    expression: string,
    period: number,
    window: Window,
    signal: AbortSignal,
  ): Promise<Seen<readonly LabelledSeries[]>>;
  /**
   * Between which limits the source itself expects a metric, where it has learnt that; two series of one grid. Undefined where the
   * source learns nothing.
   */
  expected?(
    query: MetricQuery,
    window: Window,
    signal: AbortSignal,
  ): Promise<{ readonly lower: Series; readonly upper: Series } | undefined>;
  /** What a metric is measured in, in CloudWatch's words, where the source measures in something else than AWS does. */
  unitOf?(query: MetricQuery): string | undefined;
}

/** One write that somebody or something made to the system. */
export interface Change {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  /** As AWS names it: UpdateService, RunTask. */
  readonly action: string;
  /** As CloudTrail names it: role/deploy. */
  readonly actor: string;
  /** ARNs or names of what was changed. */
  readonly resources: readonly string[];
  /** What is worth telling: version, commit, parameters. */
  readonly detail: Readonly<Record<string, string>>;
  /** What its way back needs beside that, exactly as told. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly link?: string;
}

export interface Changes {
  /** Writes in a window, oldest first; of one resource where its name or ARN is given. */
  during(window: Window, signal: AbortSignal, resource?: string): Promise<Seen<readonly Change[]>>;
}

/** A shape of log line: the varying parts are `<*>`. */
export interface LogPattern {
  readonly group: string;
  readonly pattern: string;
  readonly severity: "error" | "warning" | "info";
  /** Lines in the window, and in the equally long window before. */
  readonly count: number;
  readonly before: number;
  readonly sample: string;
  /** Epoch seconds of the first line in the window. */
  readonly firstAt: number;
  /** Epoch seconds of the last line in the window; absent where there is none, or not all were read. */
  readonly lastAt?: number;
}

export interface Logs {
  /** Patterns of a component's log groups in a window, against the window of the same length before `baselineEnd`. */
  patterns(
    groups: readonly string[],
    window: Window,
    baselineEnd: number,
    signal: AbortSignal,
  ): Promise<Seen<readonly LogPattern[]>>;
  /** Bytes that a query over these groups and this window would read, as far as it can be told. */
  estimate?(groups: readonly string[], window: Window, signal: AbortSignal): Promise<number | undefined>;
  /** Rows of a query in the source's own language. */
  query?(groups: readonly string[], text: string, window: Window, signal: AbortSignal): Promise<Seen<Table>>;
}

/** Rows of a query, as text. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** Bytes that were read for it. */
  readonly scanned?: number;
}

/** A request that was followed through the system. */
export interface Trace {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  /** Seconds. */
  readonly duration: number;
  readonly outcome: "ok" | "error" | "fault" | "throttle";
  readonly entry: string;
  /** Where it failed or waited, in the source's own words. */
  readonly cause?: string;
}

export interface Traces {
  /** Failed and slow requests of a window, the worst first; those through one component where it is named, and only those that failed there where only faults are wanted. */
  find(window: Window, signal: AbortSignal, component?: string, only?: "faults"): Promise<Seen<readonly Trace[]>>;
}

/** What to ask Athena: a query that was saved under a name, with values for its `:names`, or one that was typed. */
export type AthenaRequest =
  | { readonly type: "named"; readonly name: string; readonly values: Readonly<Record<string, string>> }
  | { readonly type: "sql"; readonly sql: string };

export interface Athena {
  /** Rows of a query; `token` makes a repeat find the same run, `onProgress` tells how it goes. */
  run(
    request: AthenaRequest,
    options: {
      readonly token: string;
      readonly signal: AbortSignal;
      readonly onProgress: (words: string) => void;
    },
  ): Promise<Seen<Table & { readonly sql: string }>>;
}

/** What answers took: calls, and roughly what they cost by the list prices. */
export interface Spending {
  readonly calls: number;
  readonly dollars: number;
  /** Some of it has a price that nobody tells: it cost this or more. */
  readonly atLeast?: boolean;
}

export interface Topology {
  /** The service graph over a window. */
  graph(window: Window, signal: AbortSignal): Promise<Seen<ServiceGraph>>;
}

/** Everything an investigation looks at. A recording lacks some of it. */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly changes: Changes;
  readonly logs: Logs;
  readonly topology: Topology;
  readonly alarms?: Alarms;
  readonly places?: Places;
  readonly traces?: Traces;
  readonly athena?: Athena;
  readonly topics?: Topics;
  /** What answers are labelled with where they are not of a real system: "simulated". */
  readonly label?: string;
  /** Whose it is, where that is another account than Gumshoe's own: "shared (444455556666)". */
  readonly account?: string;
  /** What was asked through this very object. */
  readonly spent?: () => Spending;
  /** Where the same question stands in the source's own console. */
  readonly consoleLink?: (question: Question) => string | undefined;
}
