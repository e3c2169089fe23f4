import type { Question } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { LogPattern } from "../../findings/log-pattern.ts";
import type { MetricQuery, Seen, Series, Window } from "../../findings/measured.ts";
import type { Trace } from "../../findings/trace.ts";
import type { ServiceGraph } from "../../graph/service-graph.ts";
import type { Alarms } from "./alarms.ts";
import type { Places } from "./places.ts";
import type { Topics } from "./topics.ts";

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

export interface Changes {
  /** Writes in a window, oldest first; of one resource where its name or ARN is given. */
  during(window: Window, signal: AbortSignal, resource?: string): Promise<Seen<readonly Change[]>>;
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
