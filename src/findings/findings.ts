import type { Cause, Gap } from "../events/events.ts";
import type { ServiceGraph } from "../graph/service-graph.ts";
import type { Signal } from "../packs/signal.ts";
import type { Change } from "./change.ts";
import type { Check } from "./check.ts";
import type { ClusterReason } from "./cluster-reason.ts";
import type { DatabaseLoad } from "./database-load.ts";
import type { LogPattern } from "./log-pattern.ts";
import type { Series } from "./measured.ts";
import type { Trace } from "./trace.ts";

/** One measured signal of one component. */
export interface Measured {
  readonly component: string;
  readonly signal: Signal;
  /** The query as CloudWatch writes it, for the evidence. */
  readonly query: string;
  readonly statistic: string;
  /** The time around the symptom. */
  readonly series: Series;
  /** Normal operation before it, at the same step where possible; may be the earlier part of the same metric. */
  readonly baseline: Series;
  /** The weeks before, in any step; read only if the signal left its baseline. */
  readonly weeks?: Series;
  /** Archive id of the body, after it was saved. */
  readonly archive?: string;
  /** Its own name and unit, if no pack knows what it measures. */
  readonly own?: OwnMetric;
  /** The callers that measured it, if the component itself does not. */
  readonly seenBy?: readonly string[];
}

/** A metric under its own name: "FreeStorageSpace", Bytes. The unit is empty if it is unknown. */
export interface OwnMetric {
  readonly name: string;
  readonly unit: string;
}

/** One measured metric of a component that is used only by the rules of its pack. */
export type Detail = Omit<Measured, "signal">;

/** One measured signal of the calls from one component to another, as one side of them sees it; the rest as in {@link Measured}. */
export interface MeasuredCall extends Pick<Measured, "signal" | "query" | "statistic" | "series" | "baseline" | "own"> {
  readonly from: string;
  readonly to: string;
  readonly side: "caller" | "callee";
  /** True for two levels that the source compares; else values by time. */
  readonly compared?: true;
}

/** The symptom: the alarm's own metric, and its component. */
export interface Symptom {
  readonly component: string;
  readonly signal: Signal;
  /** As in {@link Measured}, if it is known which of the signal's metrics it is. */
  readonly query?: string;
  /** As in {@link Measured}. */
  readonly own?: OwnMetric;
  /** The alarm's own unit, if it is known: Percent, Count. */
  readonly unit?: string;
  /** Epoch seconds at which the alarm fired. */
  readonly at: number;
  readonly threshold?: number;
  /** True: values above are bad. */
  readonly above?: boolean;
  /** What cannot be measured, in words: "whom orders-db waits for". */
  readonly unseen?: readonly string[];
}

/** Failed requests: those from `start` on (epoch seconds) are around the symptom, the others in the hour before. */
export interface FailedRequests {
  readonly start: number;
  readonly traces: readonly Trace[];
}

/** All data that a round collected. */
export interface Findings {
  readonly symptom: Symptom;
  readonly graph: ServiceGraph;
  readonly measured: readonly Measured[];
  readonly details: readonly Detail[];
  /** Signals of calls between components that were looked at; absent where no source measures calls. */
  readonly calls?: readonly MeasuredCall[];
  readonly changes: readonly Change[];
  readonly patterns: readonly (LogPattern & { readonly component: string })[];
  readonly gaps: readonly Gap[];
  /** Sources that have not answered yet: "logs of /ecs/orders". Absent if all have answered. */
  readonly pending?: readonly string[];
  /** The time up to which each source is complete, epoch seconds: "metrics", "changes", "logs", "topology". Absent if a source was not asked. */
  readonly horizons: Readonly<Record<string, number>>;
  /** Causes (component and mechanism) that people ruled out. */
  readonly discarded: readonly Cause[];
  /** What people checked of causes. */
  readonly checks?: readonly Check[];
  /** Causes that people accepted; their own causes are wanted. */
  readonly accepted?: readonly Cause[];
  /** What loads the databases; absent if nobody records it. */
  readonly loads?: readonly (DatabaseLoad & { readonly component: string })[];
  /** Why workloads near the symptom do not run; absent if it is about no cluster. */
  readonly reasons?: readonly ClusterReason[];
  /** Requests that failed at the symptom's component or below; absent if there are no traces. */
  readonly failed?: FailedRequests;
  /** Failed and slow requests through the components of accepted causes. */
  readonly traces?: readonly (Trace & { readonly component: string })[];
}
