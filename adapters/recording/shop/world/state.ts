import type { Throttling } from "./capacity.ts";

/** A part in one minute. Counts are per minute, latencies in seconds, cpu and memory in percent, the rest shares of requests. */
export interface State {
  requests: number;
  /** Failed requests, a whole number. */
  failed: number;
  failing: number;
  /** Failures of the part itself, without those of its callees. */
  readonly ownFailing: number;
  latency: number;
  /** The 99th percentile. */
  slowest: number;
  readonly cpu: number;
  readonly memory: number;
  readonly throttling: Throttling;
  /** Capacity units per minute, used and provisioned. */
  readonly consumed: number;
  readonly provisioned: number;
  /** Messages in a queue, and the age of the oldest in seconds. */
  backlog: number;
  age: number;
  readonly connections: number;
  /** The part of the figures above that comes from operations of single callers. */
  readonly mixed: Mixture;
}

/** What operations of single callers add to a part's figures. */
export interface Mixture {
  readonly latency: number;
  readonly slowest: number;
  readonly failing: number;
}

/** No caller has an operation of its own. */
export const alike: Mixture = { latency: 0, slowest: 0, failing: 0 };
