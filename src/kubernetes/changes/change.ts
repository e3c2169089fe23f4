import type { ObjectRef } from "../reason.ts";

/** What was done to an object of a cluster, as its own fields and events tell it. */
export interface ClusterChange {
  /** Epoch seconds. */
  readonly at: number;
  readonly action: "Rollout" | "Scale" | "Create" | "Edit";
  readonly object: ObjectRef;
  /** Which program wrote it, as `managedFields` names it: helm, kubectl-edit. Undefined if no field tells it. */
  readonly by?: string;
  /** What differs, by name: image, changed, replicas. */
  readonly detail: Readonly<Record<string, string>>;
  /** Workloads that it acts on. */
  readonly affects: readonly ObjectRef[];
}
