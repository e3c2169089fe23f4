import type { Reason } from "../kubernetes/reason.ts";

/** Why a workload near the symptom does not run, as its cluster's state tells. */
export interface ClusterReason {
  readonly cluster: string;
  /** The component of the graph that stands for the object. */
  readonly component: string;
  readonly reason: Reason;
  /** Whether what the alarm watches suffers from it; otherwise it only lies in the same part of the cluster. */
  readonly isFelt: boolean;
}
