import type { ContainerStatus, Pod } from "./objects/pod.ts";

/** The statuses of all containers of a pod. */
export function statusesOf({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

export function isCompleted({ status }: Pod): boolean {
  return status?.phase === "Succeeded";
}

export function isReady({ status }: Pod): boolean {
  const ready = status?.conditions.find(({ type }) => type === "Ready");
  if (ready) return ready.status === "True";
  const all = status?.containerStatuses ?? [];
  return status?.phase === "Running" && all.every(({ ready: each }) => each === true);
}

/** A pod that has just begun may still be starting. */
const STARTING_SECONDS = 60;
/** A restart longer ago is over if the container has run since. */
const RESTARTED_SECONDS = 900;

/** Whether a pod is expected to work and does not, or restarted a short time ago. Pods that start or are being deleted are not in trouble. */
export function isInTrouble(pod: Pod, now: number): boolean {
  const { metadata, status } = pod;
  if (isCompleted(pod) || (metadata.deletionTimestamp !== undefined && status?.phase !== "Pending")) return false;
  if (status === undefined) return false;
  if (status.phase === "Failed") return endedLately(pod, now);
  const waits = statusesOf(pod).some(({ state }) => !USUAL_WAITS.has(state?.waiting?.reason ?? ""));
  if (waits || restartedLately(pod, now)) return true;
  const begun = metadata.creationTimestamp ?? status.startTime;
  return !isReady(pod) && (begun === undefined || now - begun > STARTING_SECONDS);
}

/** What containers wait for when nothing is wrong. */
const USUAL_WAITS: ReadonlySet<string> = new Set(["", "ContainerCreating", "PodInitializing"]);

/** Restarts that a program needs until what it depends on has started. */
const USUAL_RESTARTS = 2;

/** Whether a container was started again a short time ago; one or two restarts that helped are usual, unless memory ran out. */
export function restartedLately(pod: Pod, now: number): boolean {
  return (pod.status?.containerStatuses ?? []).some(({ lastState, restartCount = 0, ready }) => {
    const ended = lastState?.terminated;
    if (restartCount === 0 || !ended) return false;
    if (ended.finishedAt !== undefined && now - ended.finishedAt >= RESTARTED_SECONDS) return false;
    return ready !== true || restartCount > USUAL_RESTARTS || ended.reason === "OOMKilled";
  });
}

/** Pods that failed stay listed for long after they were replaced. */
function endedLately(pod: Pod, now: number): boolean {
  const ends = statusesOf(pod).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  const changes = (pod.status?.conditions ?? []).flatMap(({ lastTransitionTime }) => lastTransitionTime ?? []);
  const last = Math.max(...ends, ...changes);
  return !Number.isFinite(last) || now - last < RESTARTED_SECONDS;
}

/** Whether a container of a pod has run at all: what its program does can only then be the reason. */
export function hasRun(pod: Pod): boolean {
  return statusesOf(pod).some(({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated);
}
