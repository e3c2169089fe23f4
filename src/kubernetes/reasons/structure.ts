import { addressesOf } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import type { Metadata } from "../objects/metadata.ts";
import { isInTrouble } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import { labelText, selects } from "../selectors.ts";
import type { PodOwner } from "../work.ts";
import { rollback } from "./containers.ts";

/** Objects that contradict each other: selectors, services of StatefulSets, ports within a pod, deletions that do not end. */
export function structureReasons(cluster: Cluster): readonly Reason[] {
  return [
    ...overlaps(cluster),
    ...cluster.works.flatMap((work) => [
      ...headless(cluster, work),
      ...lostVariables(cluster, work),
      ...samePorts(cluster, work),
    ]),
    ...stuck(cluster),
  ];
}

function overlaps({ works }: Cluster): readonly Reason[] {
  const makers = works.filter(
    ({ ref, workload }) => ["Deployment", "StatefulSet"].includes(ref.kind) && workload?.spec?.selector,
  );
  return makers.flatMap((one, index) =>
    makers.slice(index + 1).flatMap((other): readonly Reason[] => {
      const isSame = one.ref.namespace === other.ref.namespace && one.ref.kind === other.ref.kind;
      if (
        !isSame ||
        !selects(one.workload?.spec?.selector, other.labels) ||
        !selects(other.workload?.spec?.selector, one.labels)
      )
        return [];
      const later =
        (one.workload?.metadata.creationTimestamp ?? 0) > (other.workload?.metadata.creationTimestamp ?? 0)
          ? one
          : other;
      const earlier = later === one ? other : one;
      return [
        {
          kind: "selectors-overlap",
          object: later.ref,
          field: "spec.selector",
          observed: labelText(later.workload?.spec?.selector?.matchLabels ?? {}),
          expected: "labels that no other workload selects",
          sentence: `${later.ref.name} and ${earlier.ref.name} select each other's pods: services send traffic to both`,
          refutedBy: "the two are meant to share their traffic",
          certainty: CERTAINTY.unseen,
          affects: [one.ref, other.ref],
          quotes: [],
        },
      ];
    }),
  );
}

function headless(cluster: Cluster, { ref, workload, pods }: PodOwner): readonly Reason[] {
  const name = workload?.spec?.serviceName;
  if (
    ref.kind !== "StatefulSet" ||
    !name ||
    !cluster.isComplete("Service", ref.namespace) ||
    cluster.find("Service", ref.namespace, name)
  )
    return [];
  const isOwn = ({ host }: { readonly host: string }): boolean => host.split(".")[1] === name;
  const callers = cluster.works.filter((work) => addressesOf(cluster, work).some(isOwn));
  const suffering = [...callers.filter((each) => each.ref !== ref).map((each) => each.ref)];
  if (suffering.length === 0 && !pods.some((pod) => isInTrouble(pod, cluster.now))) return [];
  return [
    {
      kind: "headless-service",
      object: ref,
      field: "spec.serviceName",
      observed: name,
      expected: `a headless service ${name} in ${ref.namespace}`,
      sentence: `The pods of ${ref.name} have no names of their own: its service ${name} does not exist`,
      refutedBy: `kubectl -n ${ref.namespace} get service ${name} finds it`,
      certainty: CERTAINTY.contradicted,
      affects: [ref, ...suffering],
      quotes: [],
    },
  ];
}

/** Variables that the specification before had, of a work in trouble. */
function lostVariables(cluster: Cluster, work: PodOwner): readonly Reason[] {
  const { ref, sets, spec, path } = work;
  if (!work.pods.some((pod) => isInTrouble(pod, cluster.now))) return [];
  const older = cluster.objects.ReplicaSet.filter(
    ({ metadata }) => sets.includes(metadata.name) && metadata.namespace === ref.namespace,
  )
    .toSorted((one, other) => (other.metadata.creationTimestamp ?? 0) - (one.metadata.creationTimestamp ?? 0))
    .slice(1, 2);
  return older.flatMap((set) =>
    (set.spec?.template?.spec?.containers ?? []).flatMap(({ name, env }): readonly Reason[] => {
      const now = spec?.containers.find((each) => each.name === name);
      const lost = now
        ? env.filter((each) => !now.env.some((other) => other.name === each.name)).map((each) => each.name)
        : [];
      if (lost.length === 0) return [];
      return [
        {
          kind: "environment-missing",
          object: ref,
          field: `${path}.containers[${name}].env[${lost.join(", ")}]`,
          observed: "not set",
          expected: `${lost.join(", ")}, as before`,
          sentence: `${ref.name} does not work since ${lost.join(", ")} is missing from its environment; the version before had it`,
          refutedBy: "the program does not read it",
          ...rollback(work),
          certainty: CERTAINTY.contradicted,
          affects: [ref],
          quotes: [],
        },
      ];
    }),
  );
}

function samePorts(cluster: Cluster, work: PodOwner): readonly Reason[] {
  const containers = work.spec?.containers ?? [];
  const taken = new Map<string, string>();
  for (const { name, ports } of containers) {
    for (const { containerPort, protocol = "TCP" } of ports) {
      const key = `${containerPort}/${protocol}`;
      const other = taken.get(key);
      if (other === undefined) taken.set(key, name);
      else if (other !== name && work.pods.some((pod) => isInTrouble(pod, cluster.now)))
        return [portTaken(work, key, other, name)];
    }
  }
  return [];
}

function portTaken(work: PodOwner, port: string, one: string, other: string): Reason {
  return {
    kind: "port-taken",
    object: work.ref,
    field: `${work.path}.containers[${other}].ports`,
    observed: port,
    expected: "a port that no other container of the pod uses",
    sentence: `${work.ref.name} does not work: its containers ${one} and ${other} both want port ${port}`,
    refutedBy: "only one of them listens on it",
    ...rollback(work),
    certainty: CERTAINTY.told,
    affects: [work.ref],
    quotes: [],
  };
}

/** A deletion that takes longer waits for something. */
const DELETION_SECONDS = 300;

function stuck({ objects, now }: Cluster): readonly Reason[] {
  const kinds = [
    "Pod",
    "PersistentVolumeClaim",
    "PersistentVolume",
    "Namespace",
    "Deployment",
    "StatefulSet",
    "Service",
    "Ingress",
    "Job",
  ] as const;
  return kinds.flatMap((kind) =>
    objects[kind].flatMap(({ metadata }): readonly Reason[] => {
      const { deletionTimestamp, finalizers } = metadata;
      const since = deletionTimestamp ?? now;
      const isHeld = finalizers.length > 0 || kind === "Namespace";
      return isHeld && deletionTimestamp !== undefined && now - since > DELETION_SECONDS
        ? [stuckReason(kind, metadata, now - since)]
        : [];
    }),
  );
}

function stuckReason(kind: string, { namespace, name, finalizers, deletionTimestamp }: Metadata, age: number): Reason {
  const object = { kind, name, ...(namespace !== undefined && { namespace }) };
  return {
    kind: "finalizer-stuck",
    object,
    field: "metadata.finalizers",
    observed: finalizers.join(", ") || "kubernetes",
    expected: "none",
    sentence: `${kind} ${name} is being deleted for ${Math.round(age / 60)} min: ${finalizers.join(", ") || "what it contains"} holds it up`,
    refutedBy: "it is gone",
    relief: { command: kubectl(namespace, "get", kind.toLowerCase(), name, "-o", "yaml") },
    certainty: CERTAINTY.contradicted,
    affects: [object],
    quotes: [],
    ...(deletionTimestamp !== undefined && { since: deletionTimestamp }),
  };
}
