import type { Cause, Gap } from "../events/events.ts";
import type { ServiceGraph } from "../graph/service-graph.ts";
import type { Signal } from "../packs/signal.ts";
import type { Change } from "./change.ts";
import type { LogPattern } from "./log-pattern.ts";
import type { Series } from "./measured.ts";
import type { Trace } from "./trace.ts";

/** One measured signal of one component. */
export interface Measured {
  readonly component: string;
  readonly signal: Signal;
  /** As CloudWatch writes it, for the evidence. */
  readonly query: string;
  readonly statistic: string;
  /** The time around the symptom. */
  readonly series: Series;
  /** Normal operation before it, at the same step where possible; may be the earlier part of the same metric. */
  readonly baseline: Series;
  /** The weeks before, in any step; asked where it left its baseline. */
  readonly weeks?: Series;
  /** Archive id of the body, once saved. */
  readonly archive?: string;
}

/** One measured metric of a component that only the rules of its pack read. */
export type Detail = Omit<Measured, "signal">;

/** One measured signal of the calls from one component to another, as one side of them sees it; the rest as in {@link Measured}. */
export interface MeasuredCall extends Pick<Measured, "signal" | "query" | "statistic" | "series" | "baseline"> {
  readonly from: string;
  readonly to: string;
  readonly side: "caller" | "callee";
}

/** What broke: the alarm's own metric, and the component that it belongs to. */
export interface Symptom {
  readonly component: string;
  readonly signal: Signal;
  /** As in {@link Measured}, where it is known which of the signal's metrics it is. */
  readonly query?: string;
  /** The alarm's own unit, where it is known: Percent, Count. */
  readonly unit?: string;
  /** Epoch seconds at which the alarm fired. */
  readonly at: number;
  readonly threshold?: number;
  /** True: values above are bad. */
  readonly above?: boolean;
  /** What of it nobody can see, in words: "whom orders-db waits for". */
  readonly unseen?: readonly string[];
}

/** Requests that failed: from `start` on (epoch seconds) around the symptom, the others in the hour before. */
export interface FailedRequests {
  readonly start: number;
  readonly traces: readonly Trace[];
}

/** All that was gathered in a round. */
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
  /** What is still being looked at: "logs of /ecs/orders". Absent once all has answered. */
  readonly pending?: readonly string[];
  /** Up to when each source can be believed, epoch seconds: "metrics", "changes", "logs", "topology". A source that was not asked is absent. */
  readonly horizons: Readonly<Record<string, number>>;
  /** Causes (component and mechanism) that people ruled out. */
  readonly discarded: readonly Cause[];
  /** Causes that people accepted: what explains them is looked for. */
  readonly accepted?: readonly Cause[];
  /** Requests that failed at the symptom's component or below; absent where nobody follows requests. */
  readonly failed?: FailedRequests;
  /** Failed and slow requests through the components of accepted causes. */
  readonly traces?: readonly (Trace & { readonly component: string })[];
}
