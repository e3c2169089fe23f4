import type { MetricQuery } from "../findings/measured.ts";
import type { Signal } from "../packs/signal.ts";

/** Where a component's signal is measured. */
export interface SignalMetric {
  readonly signal: Signal;
  readonly query: MetricQuery;
}

/** Where a call's signal is measured, and on which side of it: what lies between the two is the network and the wait to be served. */
export interface CallMetric extends SignalMetric {
  readonly side: "caller" | "callee";
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
  /** What is neither good nor bad by itself, and only measured for the rules of its pack. */
  readonly details?: readonly MetricQuery[];
  readonly logGroups: readonly string[];
  /** What else is known of it as a whole, by the name of a dimension: AvailabilityZone, version. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What it runs as, where that is known: tasks, nodes, each with its own. */
  readonly instances?: readonly { readonly id: string; readonly attributes: Readonly<Record<string, string>> }[];
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
  /** Epoch seconds of the first call in the window, where the source tells. */
  readonly since?: number;
  /** How each side measures these calls, where a source does: latency in seconds, requests, errors. */
  readonly metrics?: readonly CallMetric[];
}

export interface ServiceGraph {
  readonly components: readonly Component[];
  readonly edges: readonly Edge[];
}
