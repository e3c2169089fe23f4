import type { ClusterEvent } from "./objects/event.ts";
import type { Metadata } from "./objects/metadata.ts";
import type { Pod } from "./objects/pod.ts";
import type { ClusterState, ContainerLog, Objects, ResourceKind } from "./state.ts";
import { type PodOwner, worksOf } from "./work.ts";

/** A cluster's state with look-ups, so that rules read like sentences. */
export interface Cluster extends ClusterState {
  /** Whatever makes pods, and pods that nothing makes. */
  readonly works: readonly PodOwner[];
  /** An object by its name; the namespace is undefined for those of the whole cluster. */
  find<K extends NamedKind>(kind: K, namespace: string | undefined, name: string): Objects[K][number] | undefined;
  /** Objects of a kind in a namespace. */
  within<K extends NamedKind>(kind: K, namespace: string): readonly Objects[K][number][];
  /** Whether the absence of an object means that it does not exist: its kind was listed, also in its namespace. */
  isComplete(kind: NamedKind, namespace?: string): boolean;
  /** Recent events about an object, the newest first. */
  eventsOf(kind: string, namespace: string | undefined, name: string): readonly ClusterEvent[];
  /** Recent events about a work's pods. */
  eventsOfPods(work: PodOwner): readonly ClusterEvent[];
  /** The work that a pod belongs to. */
  workOf(pod: Pod): PodOwner | undefined;
  /** The logs of a work's pods. */
  logsOf(work: PodOwner): readonly ContainerLog[];
}

type NamedKind = Exclude<ResourceKind, "Event">;

/** An event that was last seen longer ago tells of another trouble. Kubernetes keeps events an hour by default. */
const EVENT_SECONDS = 3600;

const namespaced = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind}\n${namespace ?? ""}\n${name}`;

const isNamed = (metadata: Metadata, namespace: string | undefined, name: string): boolean =>
  metadata.name === name && (namespace === undefined || (metadata.namespace ?? namespace) === namespace);

/** Indexes a state. */
export function clusterOf(state: ClusterState): Cluster {
  const { objects, listed, now, logs } = state;
  const made = new Map(
    objects.Pod.map(({ metadata }) => [
      namespaced("Pod", metadata.namespace, metadata.name),
      metadata.creationTimestamp,
    ]),
  );
  // A pod of a StatefulSet has the name of the one before it.
  const isOfNow = ({ kind, namespace, name, last }: ClusterEvent): boolean =>
    last === undefined || last >= (made.get(namespaced(kind, namespace, name)) ?? 0);
  const recent = objects.Event.filter(
    (event) => (event.last === undefined || event.last > now - EVENT_SECONDS) && isOfNow(event),
  );
  const events = grouped(recent, ({ kind, namespace, name }) => namespaced(kind, namespace, name));
  const eventsOf: Cluster["eventsOf"] = (kind, namespace, name) =>
    (events.get(namespaced(kind, namespace, name)) ?? []).toSorted((one, other) => (other.last ?? 0) - (one.last ?? 0));
  const works = worksOf(objects);
  const owners = new Map(works.flatMap((work) => work.pods.map((pod) => [pod, work] as const)));
  const logsByPod = grouped(logs, ({ namespace, pod }) => `${namespace}/${pod}`);
  return {
    ...state,
    works,
    find: (kind, namespace, name) => objects[kind].find(({ metadata }) => isNamed(metadata, namespace, name)),
    within: (kind, namespace) =>
      objects[kind].filter(({ metadata }) => (metadata.namespace ?? namespace) === namespace),
    isComplete(kind, namespace) {
      if (!listed.has(kind)) return false;
      const all: readonly unknown[] = objects[kind];
      return namespace === undefined || all.length === 0 || this.within(kind, namespace).length > 0;
    },
    eventsOf,
    eventsOfPods: ({ pods }) => pods.flatMap(({ metadata }) => eventsOf("Pod", metadata.namespace, metadata.name)),
    workOf: (pod) => owners.get(pod),
    logsOf: ({ pods }) =>
      pods.flatMap(({ metadata }) => logsByPod.get(`${metadata.namespace ?? ""}/${metadata.name}`) ?? []),
  };
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
