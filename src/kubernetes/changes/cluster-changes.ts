import { behind } from "../calls.ts";
import { type Cluster, clusterOf } from "../cluster.ts";
import type { Metadata } from "../objects/metadata.ts";
import type { Workload } from "../objects/workload.ts";
import type { ObjectRef } from "../reason.ts";
import { selects } from "../selectors.ts";
import type { ClusterState, ResourceKind } from "../state.ts";
import { containersOf, type PodOwner } from "../work.ts";
import type { ClusterChange } from "./change.ts";
import { templateDifference } from "./template-difference.ts";

/** Kinds that people and their programs write; the others are written by Kubernetes itself. */
const WRITTEN = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "Service",
  "ConfigMap",
  "Secret",
  "Ingress",
  "NetworkPolicy",
  "ResourceQuota",
  "LimitRange",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ServiceAccount",
  "Node",
] as const satisfies readonly ResourceKind[];

/** What Kubernetes and its add-ons write in the course of their work. */
const CONTROLLERS =
  /^(?:kube-|kubelet|kubeadm|cluster-autoscaler|karpenter|aws-|vpc-|eks|ebs-csi|efs-csi|coredns|metrics-server|node-|cloud-controller|external-dns|cert-manager|leader)/;

/** Two times of one write: the object's own and that of what follows from it, seconds. */
const SAME_WITHIN = 60;

/**
 * What was done to the objects of a cluster in a window (epoch seconds), oldest first: rollouts by the ReplicaSets that they made, other writes
 * by `managedFields`, scaling by its subresource and by events. What was deleted is not seen, nor any but the last write of a program. Pure.
 */
export function clusterChanges(
  state: ClusterState,
  window: { readonly start: number; readonly end: number },
): readonly ClusterChange[] {
  const cluster = clusterOf(state);
  const rollouts = cluster.objects.Deployment.flatMap((deployment) => rolloutsOf(cluster, deployment));
  const isRollout = ({ at, object }: ClusterChange): boolean =>
    rollouts.some((each) => isSame(each.object, object) && Math.abs(each.at - at) <= SAME_WITHIN);
  const writes = WRITTEN.flatMap((kind) =>
    cluster.objects[kind].flatMap(({ metadata }) => writesOf(cluster, kind, metadata)),
  ).filter((change) => !isRollout(change));
  const scaled = cluster.objects.Deployment.flatMap((deployment) => scaledToZero(cluster, deployment, writes));
  return [...rollouts, ...writes, ...scaled]
    .filter(({ at }) => at >= window.start && at < window.end)
    .toSorted((one, other) => one.at - other.at);
}

const isSame = (one: ObjectRef, other: ObjectRef): boolean =>
  one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;

const REVISION = "deployment.kubernetes.io/revision";

/** Each ReplicaSet that a Deployment made after its first, compared with the one before. */
function rolloutsOf(cluster: Cluster, { metadata }: Workload): readonly ClusterChange[] {
  const { name, namespace = "" } = metadata;
  const object = { kind: "Deployment", namespace, name };
  const sets = cluster
    .within("ReplicaSet", namespace)
    .filter((set) => set.metadata.ownerReferences.some((owner) => owner.kind === "Deployment" && owner.name === name))
    .toSorted((one, other) => madeAt(one) - madeAt(other));
  return sets.flatMap((set, index): readonly ClusterChange[] => {
    const [before, at] = [sets[index - 1], set.metadata.creationTimestamp];
    const [old, spec] = [before?.spec?.template?.spec, set.spec?.template?.spec];
    if (!before || at === undefined || !old || !spec) return [];
    const { images, fields } = templateDifference(old, spec);
    const by = writerAt(metadata, at);
    const [revision, previous] = [set.metadata.annotations[REVISION], before.metadata.annotations[REVISION]];
    return [
      {
        at,
        action: "Rollout",
        object,
        ...(by !== undefined && { by }),
        detail: {
          ...(images.length > 0 && { image: images.map(({ before: from, now }) => `${from} → ${now}`).join(", ") }),
          ...(fields.length > 0 && { changed: fields.slice(0, MOST_FIELDS).join(", ") }),
          ...(revision !== undefined && { revision }),
          ...(previous !== undefined && { previous }),
        },
        affects: [object],
      },
    ];
  });
}

const MOST_FIELDS = 6;

const madeAt = ({ metadata }: Workload): number => metadata.creationTimestamp ?? 0;

/** Who wrote an object about a time. */
function writerAt({ managedFields }: Metadata, at: number): string | undefined {
  return managedFields.find(
    ({ manager, time, subresource }) =>
      subresource === undefined && !isController(manager) && time !== undefined && Math.abs(time - at) <= SAME_WITHIN,
  )?.manager;
}

const isController = (manager: string | undefined): boolean => manager === undefined || CONTROLLERS.test(manager);

/** When programs last wrote an object, and that it was made. */
function writesOf(cluster: Cluster, kind: (typeof WRITTEN)[number], metadata: Metadata): readonly ClusterChange[] {
  const { namespace, name, creationTimestamp: made, managedFields } = metadata;
  const object: ObjectRef = { kind, ...(namespace !== undefined && { namespace }), name };
  const affects = actsOn(cluster, object);
  return managedFields.flatMap(({ manager, time, subresource }): readonly ClusterChange[] => {
    if (time === undefined || isController(manager)) return [];
    if (subresource !== undefined && subresource !== "scale") return [];
    const by = manager === undefined ? {} : { by: manager };
    if (subresource === "scale") {
      return [{ at: time, action: "Scale", object, ...by, detail: replicasOf(cluster, object), affects }];
    }
    const isNew = made !== undefined && Math.abs(time - made) <= 1;
    // A node registers itself.
    if (isNew && kind === "Node") return [];
    return [{ at: time, action: isNew ? "Create" : "Edit", object, ...by, detail: {}, affects }];
  });
}

function replicasOf(cluster: Cluster, ref: ObjectRef): ClusterChange["detail"] {
  const work = cluster.works.find((each) => isSame(each.ref, ref));
  const replicas = work?.workload?.spec?.replicas;
  return replicas === undefined ? {} : { replicas: String(replicas) };
}

/** A Deployment that an event shows scaled to zero, if no field tells who did it. */
function scaledToZero(
  cluster: Cluster,
  { metadata, spec }: Workload,
  writes: readonly ClusterChange[],
): readonly ClusterChange[] {
  const { name, namespace = "" } = metadata;
  const object = { kind: "Deployment", namespace, name };
  if (spec?.replicas !== 0) return [];
  if (writes.some((each) => each.action === "Scale" && isSame(each.object, object))) return [];
  return cluster.eventsOf("Deployment", namespace, name).flatMap(({ message, reason, last }) => {
    const [, from] = /to 0 from (\d+)/.exec(message) ?? [];
    if (reason !== "ScalingReplicaSet" || !/to 0\b/.test(message) || last === undefined) return [];
    const by = writerAt(metadata, last);
    const detail = { replicas: "0", ...(from !== undefined && { previous: from }) };
    return [{ at: last, action: "Scale" as const, object, ...(by !== undefined && { by }), detail, affects: [object] }];
  });
}

/** The workloads that an object acts on: what uses it, what it selects, or it itself. */
function actsOn(cluster: Cluster, ref: ObjectRef): readonly ObjectRef[] {
  const works = cluster.works.filter(({ ref: { namespace } }) => ref.namespace === namespace);
  switch (ref.kind) {
    case "ConfigMap":
    case "Secret":
      return works.filter((work) => uses(work, ref)).map((work) => work.ref);
    case "Service": {
      const service = cluster.find("Service", ref.namespace, ref.name);
      return service ? behind(cluster, service).map((work) => work.ref) : [];
    }
    case "NetworkPolicy": {
      const selector = cluster.find("NetworkPolicy", ref.namespace, ref.name)?.spec?.podSelector;
      return works.filter(({ labels }) => selects(selector, labels)).map((work) => work.ref);
    }
    case "ServiceAccount":
      return works.filter(({ spec }) => spec?.serviceAccountName === ref.name).map((work) => work.ref);
    default:
      return works.filter((work) => isSame(work.ref, ref)).map((work) => work.ref);
  }
}

/** Whether a workload reads a ConfigMap or a Secret. */
function uses(work: PodOwner, { kind, name }: ObjectRef): boolean {
  const isMap = kind === "ConfigMap";
  const inContainers = containersOf(work).some(
    ([{ env, envFrom }]) =>
      envFrom.some(({ configMapRef, secretRef }) => (isMap ? configMapRef : secretRef)?.name === name) ||
      env.some(({ valueFrom }) => (isMap ? valueFrom?.configMapKeyRef : valueFrom?.secretKeyRef)?.name === name),
  );
  const mounted = (work.spec?.volumes ?? []).some(({ configMap, secret }) =>
    isMap ? configMap?.name === name : secret?.secretName === name,
  );
  return inContainers || mounted;
}
