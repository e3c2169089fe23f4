import type { MetricQuery } from "../findings/measured.ts";
import type { Signal } from "../packs/signal.ts";

/** The metric of a component's signal. */
export interface SignalMetric {
  readonly signal: Signal;
  readonly query: MetricQuery;
}

/** Where a call's signal is measured, and on which side of it: what lies between the two is the network and the wait to be served. */
export interface CallMetric extends SignalMetric {
  readonly side: "caller" | "callee";
}

/** A part of the system: a service, a function, a table, a queue, an external API. */
export interface Component {
  /** Unique within the graph. */
  readonly id: string;
  readonly name: string;
  /** X-Ray's name of the kind, if it has one: AWS::Lambda::Function, remote, client. */
  readonly kind: string;
  /** Its names in changes: ARN, resource name. */
  readonly aliases: readonly string[];
  readonly metrics: readonly SignalMetric[];
  /** Metrics that are used only by the rules of its pack. */
  readonly details?: readonly MetricQuery[];
  readonly logGroups: readonly string[];
  /** Further attributes of the whole component, by dimension: AvailabilityZone, version. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Its instances (tasks, nodes) with their attributes, if they are known. */
  readonly instances?: readonly { readonly id: string; readonly attributes: Readonly<Record<string, string>> }[];
}

/** A call from one component to another. `asynchronous`: the caller does not wait. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly asynchronous?: boolean;
  /** Calls, faults and total response time (seconds) in the window, if the source reports them. */
  readonly calls?: number;
  readonly faults?: number;
  readonly responseTime?: number;
  /** Epoch seconds of the first call in the window, if the source reports it. */
  readonly since?: number;
  /** How each side measures these calls, where a source does: latency in seconds, requests, errors. */
  readonly metrics?: readonly CallMetric[];
  /** What both sides saw before a moment and since, where the source has totals instead of metrics and the sides drifted apart. */
  readonly views?: CallViews;
}

/** The means of both sides of a call: latency in seconds, calls and faults per minute. */
export interface CallViews {
  /** Epoch seconds; `from` and `until` limit the whole window. */
  readonly from: number;
  readonly since: number;
  readonly until: number;
  readonly caller: Readonly<Record<"before" | "after", CallView>>;
  readonly callee: Readonly<Record<"before" | "after", CallView>>;
}

export interface CallView {
  readonly latency: number;
  readonly calls: number;
  readonly faults: number;
}

export interface ServiceGraph {
  readonly components: readonly Component[];
  readonly edges: readonly Edge[];
}
