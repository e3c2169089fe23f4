import type { Cluster } from "./cluster.ts";
import type { Pod } from "./objects/pod.ts";
import { hasRun, statusesOf } from "./pod-state.ts";
import { type Reason, sameObject } from "./reason.ts";
import type { PodOwner } from "./work.ts";

/**
 * When a reason first showed, epoch seconds: as its rule tells it, else by the first warning about the pods that suffer and by when these
 * stopped being ready. Undefined if the state has no such time.
 */
export function beganAt(cluster: Cluster, { since, object, affects }: Reason): number | undefined {
  if (since !== undefined) return since;
  const works = cluster.works.filter(({ ref }) => [object, ...affects].some((each) => sameObject(each, ref)));
  const times = works.flatMap((work) => [
    ...warningsOf(cluster, work),
    ...work.pods.flatMap((pod) => lostAt(pod) ?? []),
  ]);
  return times.length === 0 ? undefined : Math.min(...times);
}

function warningsOf(cluster: Cluster, work: PodOwner): readonly number[] {
  const { ref, sets } = work;
  const events = [
    ...cluster.eventsOfPods(work),
    ...cluster.eventsOf(ref.kind, ref.namespace, ref.name),
    ...sets.flatMap((set) => cluster.eventsOf("ReplicaSet", ref.namespace, set)),
  ];
  return events.flatMap(({ isWarning, first }) => (isWarning && first !== undefined ? [first] : []));
}

/** When a pod stopped being ready: as its condition tells, else when a container ended; if none has run, when the pod was made. */
function lostAt(pod: Pod): number | undefined {
  const ready = pod.status?.conditions.find(({ type }) => type === "Ready");
  if (ready?.status === "True") return undefined;
  if (ready?.lastTransitionTime !== undefined) return ready.lastTransitionTime;
  const ends = statusesOf(pod).flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? []);
  if (ends.length > 0) return Math.min(...ends);
  return hasRun(pod) ? undefined : pod.metadata.creationTimestamp;
}
