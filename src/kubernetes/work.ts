import type { Pod } from "./objects/pod.ts";
import type { Container, PodSpec } from "./objects/pod-spec.ts";
import type { Workload } from "./objects/workload.ts";
import type { ObjectRef } from "./reason.ts";
import type { Objects } from "./state.ts";

/** What makes pods: a Deployment, StatefulSet, DaemonSet, Job, or a pod by itself. */
export interface PodOwner {
  readonly ref: ObjectRef & { readonly namespace: string };
  /** The labels and the specification of the pods that it makes now. */
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec | undefined;
  /** Where that specification stands in its object. */
  readonly path: string;
  /** Undefined for a pod by itself, and if only its pods are known. */
  readonly workload?: Workload;
  readonly pods: readonly Pod[];
  /** Names of the ReplicaSets between it and its pods. */
  readonly sets: readonly string[];
}

const MAKERS = ["Deployment", "StatefulSet", "DaemonSet", "Job"] as const;

/** The works of a state. Pods whose maker was not recorded are joined by the maker's name. */
export function worksOf(objects: Objects): readonly PodOwner[] {
  const podsBy = new Map<string, Pod[]>();
  const makers = new Map<string, ObjectRef & { readonly namespace: string }>();
  const setsBy = new Map<string, Set<string>>();
  for (const pod of objects.Pod) {
    const made = makerOf(pod, objects);
    const key = keyOf(made.ref);
    makers.set(key, made.ref);
    podsBy.set(key, [...(podsBy.get(key) ?? []), pod]);
    if (made.set !== undefined) setsBy.set(key, (setsBy.get(key) ?? new Set()).add(made.set));
  }
  for (const set of objects.ReplicaSet) {
    const owner = set.metadata.ownerReferences.find(({ kind }) => kind === "Deployment");
    const kind = owner ? "Deployment" : "ReplicaSet";
    const key = keyOf({ kind, namespace: set.metadata.namespace ?? "", name: owner?.name ?? set.metadata.name });
    setsBy.set(key, (setsBy.get(key) ?? new Set()).add(set.metadata.name));
  }
  const recorded = [
    ...MAKERS.flatMap((kind) => objects[kind].map((workload) => ({ kind, workload }))),
    ...objects.ReplicaSet.filter(({ metadata }) => !metadata.ownerReferences.some((each) => each.kind === "Deployment"))
      .filter(({ metadata }) => !isOfUnrecorded(metadata.name, podsBy))
      .map((workload) => ({ kind: "ReplicaSet" as const, workload })),
  ];
  const known = recorded.map(({ kind, workload }): PodOwner => {
    const ref = { kind, namespace: workload.metadata.namespace ?? "", name: workload.metadata.name };
    const pods = podsBy.get(keyOf(ref)) ?? [];
    const { template } = workload.spec ?? {};
    const labels = template?.metadata?.labels ?? pods[0]?.metadata.labels ?? {};
    const spec = template?.spec ?? pods[0]?.spec;
    const sets = [...(setsBy.get(keyOf(ref)) ?? [])];
    return { ref, labels, spec, path: "spec.template.spec", workload, pods, sets };
  });
  const taken = new Set(known.map(({ ref }) => keyOf(ref)));
  const others = [...makers].flatMap(([key, ref]): readonly PodOwner[] => {
    const pods = podsBy.get(key) ?? [];
    const [pod] = pods;
    if (taken.has(key) || !pod) return [];
    const path = ref.kind === "Pod" ? "spec" : "spec.template.spec";
    return [{ ref, labels: pod.metadata.labels, spec: pod.spec, path, pods, sets: [...(setsBy.get(key) ?? [])] }];
  });
  return [...known, ...others];
}

function isOfUnrecorded(set: string, podsBy: ReadonlyMap<string, unknown>): boolean {
  return [...podsBy.keys()].some((key) => key.startsWith("Deployment\n") && key.endsWith(`\n${withoutHash(set)}`));
}

/** The maker of a pod by its owner, else by its name. */
function makerOf(
  { metadata }: Pod,
  objects: Objects,
): { readonly ref: ObjectRef & { readonly namespace: string }; readonly set?: string } {
  const namespace = metadata.namespace ?? "";
  const [owner] = metadata.ownerReferences;
  if (owner?.kind === "ReplicaSet") {
    const set = objects.ReplicaSet.find((each) => each.metadata.name === owner.name);
    const above = set?.metadata.ownerReferences.find(({ kind }) => kind === "Deployment")?.name;
    const isBare = set !== undefined && above === undefined && withoutHash(owner.name) === owner.name;
    if (isBare) return { ref: { kind: "ReplicaSet", namespace, name: owner.name } };
    return { ref: { kind: "Deployment", namespace, name: above ?? withoutHash(owner.name) }, set: owner.name };
  }
  if (owner && owner.kind !== "Node") return { ref: { kind: owner.kind, namespace, name: owner.name } };
  const deployment = /^(.+)-[a-z0-9]{8,10}-[a-z0-9]{5}$/.exec(metadata.name)?.[1];
  if (!owner && deployment !== undefined) return { ref: { kind: "Deployment", namespace, name: deployment } };
  return { ref: { kind: "Pod", namespace, name: metadata.name } };
}

function withoutHash(set: string): string {
  return set.replace(/-[a-z0-9]{6,10}$/, "");
}

function keyOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind}\n${namespace ?? ""}\n${name}`;
}

/** All containers of a specification, each with its path. */
export function containersOf({
  spec,
  path,
}: Pick<PodOwner, "spec" | "path">): readonly (readonly [Container, string])[] {
  return [
    ...(spec?.initContainers ?? []).map((each) => [each, `${path}.initContainers[${each.name}]`] as const),
    ...(spec?.containers ?? []).map((each) => [each, `${path}.containers[${each.name}]`] as const),
  ];
}

/** How many pods are wanted; undefined for jobs and pods by themselves. */
export function wantedReplicas({ ref, workload }: PodOwner): number | undefined {
  if (!workload) return undefined;
  if (ref.kind === "DaemonSet") return workload.status?.desiredNumberScheduled;
  return ref.kind === "Job" ? undefined : (workload.spec?.replicas ?? 1);
}
