import { z } from "zod";
import { type ClusterState, type ContainerLog, KINDS, type Objects, type ResourceKind } from "./state.ts";

const document = z.looseObject({
  kind: z.string().optional().catch(undefined),
  items: z.array(z.unknown()).nullish().catch(undefined),
});

const isKind = (kind: string): kind is ResourceKind => Object.hasOwn(KINDS, kind);

/**
 * Reads what `kubectl get … -o json` and the API give: lists, single objects, lists of lists, in any order. Objects that are not as
 * documented are left out, values of Secrets are dropped. `now` in epoch seconds; without it, the latest time in the state.
 */
export function parseState(
  documents: readonly unknown[],
  { now, logs = [] }: { readonly now?: number; readonly logs?: readonly ContainerLog[] } = {},
): ClusterState {
  const found = new Map<ResourceKind, unknown[]>();
  const listed = new Set<ResourceKind>();
  const take = (value: unknown, kindOfList: string | undefined, depth: number): void => {
    if (Array.isArray(value)) {
      for (const each of value) take(each, kindOfList, depth);
      return;
    }
    const read = document.safeParse(value);
    if (!read.success || depth > MOST_NESTED) return;
    const kind = read.data.kind ?? kindOfList ?? "";
    if (read.data.items) {
      const ofItems = kind === "List" ? undefined : kind.replace(/List$/, "");
      if (ofItems !== undefined && isKind(ofItems)) listed.add(ofItems);
      for (const each of read.data.items) take(each, ofItems, depth + 1);
      return;
    }
    if (!isKind(kind)) return;
    listed.add(kind);
    const others = found.get(kind);
    if (others) others.push(value);
    else found.set(kind, [value]);
  };
  take(documents, undefined, 0);
  const objects = parseObjects(found);
  return { now: now ?? latest(objects), objects, listed, logs };
}

/** Lists of lists of lists are nobody's output. */
const MOST_NESTED = 3;

function parseObjects(found: ReadonlyMap<ResourceKind, readonly unknown[]>): Objects {
  const of = <K extends ResourceKind, Schema extends z.ZodType>(kind: K, schema: Schema): readonly z.output<Schema>[] =>
    (found.get(kind) ?? []).flatMap((value) => {
      const read = schema.safeParse(value);
      return read.success ? [read.data] : [];
    });
  return {
    Pod: of("Pod", KINDS.Pod),
    Deployment: of("Deployment", KINDS.Deployment),
    ReplicaSet: of("ReplicaSet", KINDS.ReplicaSet),
    StatefulSet: of("StatefulSet", KINDS.StatefulSet),
    DaemonSet: of("DaemonSet", KINDS.DaemonSet),
    Job: of("Job", KINDS.Job),
    CronJob: of("CronJob", KINDS.CronJob),
    Service: of("Service", KINDS.Service),
    Endpoints: of("Endpoints", KINDS.Endpoints),
    EndpointSlice: of("EndpointSlice", KINDS.EndpointSlice),
    Ingress: of("Ingress", KINDS.Ingress),
    IngressClass: of("IngressClass", KINDS.IngressClass),
    NetworkPolicy: of("NetworkPolicy", KINDS.NetworkPolicy),
    Node: of("Node", KINDS.Node),
    PersistentVolumeClaim: of("PersistentVolumeClaim", KINDS.PersistentVolumeClaim),
    PersistentVolume: of("PersistentVolume", KINDS.PersistentVolume),
    StorageClass: of("StorageClass", KINDS.StorageClass),
    ResourceQuota: of("ResourceQuota", KINDS.ResourceQuota),
    LimitRange: of("LimitRange", KINDS.LimitRange),
    HorizontalPodAutoscaler: of("HorizontalPodAutoscaler", KINDS.HorizontalPodAutoscaler),
    PodDisruptionBudget: of("PodDisruptionBudget", KINDS.PodDisruptionBudget),
    PriorityClass: of("PriorityClass", KINDS.PriorityClass),
    Namespace: of("Namespace", KINDS.Namespace),
    ServiceAccount: of("ServiceAccount", KINDS.ServiceAccount),
    Role: of("Role", KINDS.Role),
    ClusterRole: of("ClusterRole", KINDS.ClusterRole),
    RoleBinding: of("RoleBinding", KINDS.RoleBinding),
    ClusterRoleBinding: of("ClusterRoleBinding", KINDS.ClusterRoleBinding),
    MutatingWebhookConfiguration: of("MutatingWebhookConfiguration", KINDS.MutatingWebhookConfiguration),
    ValidatingWebhookConfiguration: of("ValidatingWebhookConfiguration", KINDS.ValidatingWebhookConfiguration),
    ConfigMap: of("ConfigMap", KINDS.ConfigMap),
    Secret: of("Secret", KINDS.Secret),
    PodMetrics: of("PodMetrics", KINDS.PodMetrics),
    NodeMetrics: of("NodeMetrics", KINDS.NodeMetrics),
    Event: of("Event", KINDS.Event),
  };
}

/** The latest time that the state names: it cannot have been read before. 0 if it names none. */
function latest({ Event, Pod, Node }: Objects): number {
  const times = [
    ...Event.flatMap(({ last }) => last ?? []),
    ...Pod.flatMap(({ metadata, status }) => [
      metadata.creationTimestamp ?? 0,
      ...(status?.conditions ?? []).map(({ lastTransitionTime }) => lastTransitionTime ?? 0),
      ...(status?.containerStatuses ?? []).flatMap(({ state, lastState }) => [
        state?.running?.startedAt ?? 0,
        state?.terminated?.finishedAt ?? 0,
        lastState?.terminated?.finishedAt ?? 0,
      ]),
    ]),
    ...Node.flatMap(({ status }) =>
      (status?.conditions ?? []).map(({ lastTransitionTime }) => lastTransitionTime ?? 0),
    ),
  ];
  return times.reduce((most, at) => Math.max(most, at), 0);
}
