import type { Gap } from "../investigation/events.ts";

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

export interface Metrics {
  /** One series per query, in order; undefined where the metric does not exist. */
  fetch(
    queries: readonly MetricQuery[],
    window: Window,
    signal: AbortSignal,
  ): Promise<Seen<readonly (Series | undefined)[]>>;
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
  readonly link?: string;
}

export interface Changes {
  /** Writes in a window, oldest first. */
  during(window: Window, signal: AbortSignal): Promise<Seen<readonly Change[]>>;
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
}

export interface Logs {
  /** Patterns of a component's log groups in a window, against the window of the same length before `baselineEnd`. */
  patterns(
    groups: readonly string[],
    window: Window,
    baselineEnd: number,
    signal: AbortSignal,
  ): Promise<Seen<readonly LogPattern[]>>;
}

/** What a component does for those who call it, in the engine's own words. */
export type Signal =
  | "latency" // seconds
  | "availability" // percent of requests without a fault
  | "requests" // per period
  | "errors" // count per period
  | "throttles" // count per period
  | "cpu" // percent
  | "memory" // percent
  | "backlog" // messages or bytes waiting
  | "age" // seconds that the oldest has waited
  | "connections" // count
  | "consumed"; // capacity units per period

/** Where a component's signal is measured. */
export interface SignalMetric {
  readonly signal: Signal;
  readonly query: MetricQuery;
}

/** A part of the system: a service, a function, a table, a queue, somebody else's API. */
export interface Component {
  /** Unique within the graph. */
  readonly id: string;
  readonly name: string;
  /** As X-Ray names it where it does: AWS::Lambda::Function, remote, client. */
  readonly kind: string;
  /** Names under which changes speak of it: ARN, resource name. */
  readonly aliases: readonly string[];
  readonly metrics: readonly SignalMetric[];
  readonly logGroups: readonly string[];
}

/** Who calls whom. `asynchronous`: the caller does not wait. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly asynchronous?: boolean;
  /** Calls, faults and total response time (seconds) in the window, where the source tells. */
  readonly calls?: number;
  readonly faults?: number;
  readonly responseTime?: number;
}

export interface ServiceGraph {
  readonly components: readonly Component[];
  readonly edges: readonly Edge[];
}

export interface Topology {
  /** The service graph over a window. */
  graph(window: Window, signal: AbortSignal): Promise<Seen<ServiceGraph>>;
}

/** Everything an investigation looks at. */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly changes: Changes;
  readonly logs: Logs;
  readonly topology: Topology;
}
