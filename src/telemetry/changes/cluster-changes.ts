import type { Change } from "../../findings/change.ts";
import type { ClusterChange } from "../../kubernetes/changes/change.ts";
import { clusterChanges } from "../../kubernetes/changes/cluster-changes.ts";
import type { ObjectRef } from "../../kubernetes/reason.ts";
import type { ClusterState } from "../../kubernetes/state.ts";
import { SOMEBODY } from "./cloudtrail-record.ts";

/** The id of an object of a cluster in graphs and changes: "prod/shop/Deployment/cart". */
export function objectId(cluster: string, { kind, namespace, name }: ObjectRef): string {
  return [cluster, ...(namespace ? [namespace] : []), kind, name].join("/");
}

/** What was done to the objects of a cluster in a window (epoch seconds), as changes are told of AWS: oldest first. */
export function changesOfCluster(
  cluster: string,
  state: ClusterState,
  window: { readonly start: number; readonly end: number },
): readonly Change[] {
  return clusterChanges(state, window).map((change) => toChange(cluster, change));
}

function toChange(cluster: string, { at, action, object, by, detail, affects }: ClusterChange): Change {
  const about = objectId(cluster, object);
  const { revision, previous, ...shown } = detail;
  return {
    id: `k8s:${about}/${action}/${at}`,
    at,
    action: `${action}${object.kind}`,
    actor: by ?? SOMEBODY,
    resources: [...new Set([about, ...affects.map((ref) => objectId(cluster, ref))]), cluster],
    detail: shown,
    parameters: {
      name: object.name,
      ...(object.namespace !== undefined && { namespace: object.namespace }),
      kind: object.kind,
      ...(revision !== undefined && { revision }),
      ...(previous !== undefined && { previous }),
    },
  };
}
