import type { Seen } from "../../findings/measured.ts";
import type { ClusterState } from "../../kubernetes/state.ts";

/** The Kubernetes clusters that may be looked at. */
export interface Clusters {
  /** Their names, as people type them. */
  readonly names: readonly string[];
  /** The state of a cluster now, or of one namespace and of what belongs to no namespace. Kinds that may not be read are gaps. */
  state(cluster: string, namespace: string | undefined, signal: AbortSignal): Promise<Seen<ClusterState>>;
}
