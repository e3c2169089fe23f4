import type { Throttling } from "./capacity.ts";

/** One part in one minute. Counts are per minute, latencies seconds, cpu and memory percent, the rest shares of requests. */
export interface State {
  requests: number;
  /** Requests that failed, a whole number. */
  failed: number;
  failing: number;
  /** What the part itself does wrong, without those it calls. */
  readonly ownFailing: number;
  latency: number;
  /** The 99th percentile. */
  slowest: number;
  readonly cpu: number;
  readonly memory: number;
  readonly throttling: Throttling;
  /** Capacity units a minute, used and paid for. */
  readonly consumed: number;
  readonly provisioned: number;
  /** Messages waiting in a queue, and seconds that the oldest has waited. */
  backlog: number;
  age: number;
  readonly connections: number;
  /** How much of the figures above comes from operations that only some callers use. */
  readonly mixed: Mixture;
}

/** What operations of single callers add to the figures of a part. */
export interface Mixture {
  readonly latency: number;
  readonly slowest: number;
  readonly failing: number;
}

/** All operations are alike. */
export const alike: Mixture = { latency: 0, slowest: 0, failing: 0 };
