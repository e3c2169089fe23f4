import type { Question } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { LogPattern } from "../../findings/log-pattern.ts";
import type { LabelledSeries, MetricQuery, Seen, Series, Window } from "../../findings/measured.ts";
import type { ResultTable } from "../../findings/result-table.ts";
import type { Trace } from "../../findings/trace.ts";
import type { ServiceGraph } from "../../graph/service-graph.ts";
import type { Alarms } from "./alarms.ts";
import type { Clusters } from "./clusters.ts";
import type { DatabaseLoads } from "./database-loads.ts";
import type { Listings } from "./listings.ts";
import type { OpenSearch } from "./open-search.ts";
import type { Places } from "./places.ts";
import type { Prometheus } from "./prometheus.ts";
import type { Topics } from "./topics.ts";

export interface Metrics {
  /** One series for each query, in order; undefined if the metric does not exist. */
  fetch(
    queries: readonly MetricQuery[],
    window: Window,
    signal: AbortSignal,
  ): Promise<Seen<readonly (Series | undefined)[]>>;
  /** Evaluates metric math or Metrics Insights SQL; `period` in seconds. Undefined if the source has plain metrics only. */
  evaluate?(
    expression: string,
    period: number,
    window: Window,
    signal: AbortSignal,
  ): Promise<Seen<readonly LabelledSeries[]>>;
  /**
   * The range in which the source expects a metric, as two series on one grid; undefined if it has no model of the metric. The method is
   * undefined if the source has no models.
   */
  expected?(
    query: MetricQuery,
    window: Window,
    signal: AbortSignal,
  ): Promise<{ readonly lower: Series; readonly upper: Series } | undefined>;
  /**
   * The sets of dimensions under which a metric had values in the last two weeks, those with exactly these names. The method is undefined
   * if the source has no list.
   */
  resources?(
    listed: { readonly namespace: string; readonly metric: string; readonly dimensions: readonly string[] },
    signal: AbortSignal,
  ): Promise<Seen<readonly Readonly<Record<string, string>>[]>>;
  /** The unit of a metric, by CloudWatch's name, if the source uses other units than AWS. */
  unitOf?(query: MetricQuery): string | undefined;
}

export interface Changes {
  /** Writes in a window, oldest first; with a name or ARN only those of that resource. */
  during(window: Window, signal: AbortSignal, resource?: string): Promise<Seen<readonly Change[]>>;
}

export interface Logs {
  /** Patterns of a component's log groups in a window, compared with the window of the same length before `baselineEnd`. */
  patterns(
    groups: readonly string[],
    window: Window,
    baselineEnd: number,
    signal: AbortSignal,
  ): Promise<Seen<readonly LogPattern[]>>;
  /** An estimate of the bytes that a query over these groups and this window reads; undefined if it is unknown. */
  estimate?(groups: readonly string[], window: Window, signal: AbortSignal): Promise<number | undefined>;
  /** Rows of a query in the source's own language. */
  query?(groups: readonly string[], text: string, window: Window, signal: AbortSignal): Promise<Seen<ResultTable>>;
}

export interface Traces {
  /** Failed and slow requests of a window, the worst first. `component`: only those through it; `only`: only those that failed there. */
  find(window: Window, signal: AbortSignal, component?: string, only?: "faults"): Promise<Seen<readonly Trace[]>>;
}

/** A request to Athena: a saved query by its name, with values for its `:names`, or a typed query. */
export type AthenaRequest =
  | { readonly type: "named"; readonly name: string; readonly values: Readonly<Record<string, string>> }
  | { readonly type: "sql"; readonly sql: string };

export interface Athena {
  /** Rows of a query; a repeat with the same `token` finds the same run, `onProgress` is called with the progress. */
  run(
    request: AthenaRequest,
    options: {
      readonly token: string;
      readonly signal: AbortSignal;
      readonly onProgress: (words: string) => void;
    },
  ): Promise<Seen<ResultTable & { readonly sql: string }>>;
}

/** The calls of answers, and their approximate cost at list prices. */
export interface Spending {
  readonly calls: number;
  readonly dollars: number;
  /** True if the price of some calls is unknown: the cost is this or more. */
  readonly atLeast?: boolean;
}

export interface Topology {
  /** The service graph over a window. With `since` (epoch seconds), also how calls changed then, if the source can compare. */
  graph(window: Window, signal: AbortSignal, since?: number): Promise<Seen<ServiceGraph>>;
}

/** All sources of an investigation. A recording lacks some of them. */
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
  readonly clusters?: Clusters;
  readonly prometheus?: Prometheus;
  readonly openSearch?: OpenSearch;
  readonly databaseLoads?: DatabaseLoads;
  readonly listings?: Listings;
  /** The label of answers that are not from a real system: "simulated". */
  readonly label?: string;
  /** The label of the account, if it is another than Gumshoe's own: "shared (444455556666)". */
  readonly account?: string;
  /** The cost of the calls through this object. */
  readonly spent?: () => Spending;
  /** A link to the same question in the source's own console. */
  readonly consoleLink?: (question: Question) => string | undefined;
}
