import type { Cluster } from "../cluster.ts";
import type { ContainerStatus, Pod } from "../objects/pod.ts";
import { isInTrouble, statusesOf } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { containersOf, type PodOwner } from "../work.ts";

/** What the runtime says of a container that it cannot start, the most telling first. */
const START_ERRORS: readonly (readonly [RegExp, ReasonKind, string, string])[] = [
  [/exec format error/i, "image-platform", "image", "its image is for another processor"],
  [
    /runAsNonRoot|non-root|non-numeric user/i,
    "security-context",
    "securityContext.runAsNonRoot",
    "its image runs as root, which its security context forbids",
  ],
  [
    /executable file not found|exec: "[^"]*".*(?:no such file|permission denied|is a directory|not found)|no command specified|stat \S+: no such file|invalid command|starting container process caused.*(?:exec|chdir)/i,
    "command-wrong",
    "command",
    "its command cannot be run",
  ],
  [
    /operation not permitted|capabilit|apparmor|seccomp/i,
    "security-context",
    "securityContext",
    "its security context forbids what it needs",
  ],
];

/** What the runtime says of a limit in which not even the program's beginning fits. */
const TOO_SMALL = /OOM-killed|memory limit too low/i;

const NOT_STARTED =
  /^(?:RunContainerError|CreateContainerError|CreateContainerConfigError|StartError|ContainerCannotRun|PostStartHookError)$/;

/** Containers that cannot be started, run out of memory or end by themselves. */
export function containerReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) =>
    work.pods
      .filter((pod) => isInTrouble(pod, cluster.now))
      .flatMap((pod) => [
        ...statusesOf(pod).flatMap((status) => containerReason(cluster, work, pod, status) ?? []),
        ...leftReasons(cluster, work, pod),
      ]),
  );
}

function containerReason(cluster: Cluster, work: PodOwner, pod: Pod, status: ContainerStatus): Reason | undefined {
  const { ref } = work;
  const [spec, path = work.path] = containersOf(work).find(([{ name }]) => name === status.name) ?? [];
  const { state, lastState } = status;
  const isInit = pod.status?.initContainerStatuses.some(({ name }) => name === status.name) ?? false;
  const ended = state?.terminated ?? lastState?.terminated;
  const events = cluster
    .eventsOf("Pod", ref.namespace, pod.metadata.name)
    .filter(({ container, isWarning }) => isWarning && (container === undefined || container === status.name));
  const said = [
    state?.waiting?.message ?? "",
    ended?.message ?? "",
    ...events.filter(({ reason }) => reason === "Failed").map(({ message }) => message),
  ];
  const shared = {
    object: ref,
    affects: [ref],
    refutedBy: `the container ${status.name} runs for 15 minutes without ending`,
    quotes: said.filter((text) => text.includes(" ")).slice(0, 2),
  };
  const isNotStarted =
    NOT_STARTED.test(state?.waiting?.reason ?? "") || /StartError|ContainerCannotRun/.test(ended?.reason ?? "");
  const text = said.join("\n");
  if (ended?.reason === "OOMKilled" || (isNotStarted && TOO_SMALL.test(text)))
    return outOfMemory(work, status, spec?.resources?.limits.memory, path, shared);
  const startError = isNotStarted ? START_ERRORS.find(([pattern]) => pattern.test(text)) : undefined;
  if (startError) {
    const [, kind, field, words] = startError;
    const command = [...(spec?.command ?? []), ...(spec?.args ?? [])].join(" ");
    return {
      ...shared,
      kind,
      field: `${path}.${field}`,
      observed: kind === "command-wrong" && command !== "" ? command : text.trim().slice(0, 300),
      expected: kind === "command-wrong" ? "a command that the image contains" : "what the image needs",
      sentence: `${ref.name} does not start: ${words}`,
      certainty: CERTAINTY.told,
      ...rollback(work),
    };
  }
  if (!ended || (ended.exitCode === 0 && (isInit || state?.waiting?.reason !== "CrashLoopBackOff"))) return undefined;
  const killed = events.some(
    ({ reason, message }) => reason === "Killing" || /liveness probe|startup probe/i.test(message),
  );
  if (killed) return undefined;
  return crashed(
    work,
    status,
    { path, isInit, exitCode: ended.exitCode ?? 1, command: spec?.command ?? [], args: spec?.args ?? [] },
    shared,
  );
}

type Shared = Pick<Reason, "object" | "affects" | "refutedBy" | "quotes">;

function outOfMemory(
  work: PodOwner,
  { name, restartCount = 0 }: ContainerStatus,
  limit: string | undefined,
  path: string,
  shared: Shared,
): Reason {
  const field = `${path}.resources.limits.memory`;
  return {
    ...shared,
    kind: "out-of-memory",
    field,
    observed: limit ?? "no limit: the node itself ran out",
    expected: "more than the program uses",
    sentence: `${work.ref.name} is killed for want of memory: the container ${name} used more than ${limit ?? "the node has"} (exit code 137, ${restartCount} restarts)`,
    certainty: CERTAINTY.told,
    ...rollback(work),
  };
}

function crashed(
  work: PodOwner,
  { name, restartCount = 0 }: ContainerStatus,
  {
    path,
    isInit,
    exitCode,
    command,
    args,
  }: {
    readonly path: string;
    readonly isInit: boolean;
    readonly exitCode: number;
    readonly command: readonly string[];
    readonly args: readonly string[];
  },
  shared: Shared,
): Reason {
  const { ref } = work;
  // 126 and 127 are the shell's own codes for a command that cannot be run or is not found.
  const isCommand = exitCode === 126 || exitCode === 127 || (exitCode === 0 && command.length > 0);
  const kind = isCommand ? "command-wrong" : isInit ? "init-failed" : "crash";
  const words =
    exitCode === 0
      ? "its command ends at once, without an error"
      : `the ${isInit ? "init container" : "container"} ${name} ends with exit code ${exitCode}`;
  return {
    ...shared,
    kind,
    ...(isCommand && { field: `${path}.command` }),
    observed:
      isCommand && command.length + args.length > 0
        ? [...command, ...args].join(" ")
        : `exit code ${exitCode}, ${restartCount} restarts`,
    expected: exitCode === 0 ? "a command that keeps running" : "exit code 0",
    sentence: `${ref.name} ${isInit ? "does not start" : "restarts"}: ${words}`,
    relief: {
      command: kubectl(
        ref.namespace,
        "logs",
        `${ref.kind.toLowerCase()}/${ref.name}`,
        "-c",
        name,
        "--previous",
        "--tail=50",
      ),
    },
    certainty: isCommand ? CERTAINTY.contradicted : CERTAINTY.symptom,
  };
}

/** Pods that the node or the scheduler removed. */
function leftReasons(cluster: Cluster, { ref, path }: PodOwner, { metadata, status }: Pod): readonly Reason[] {
  const preempted = cluster.eventsOf("Pod", ref.namespace, metadata.name).find(({ reason }) => reason === "Preempted");
  const isEvicted = status?.reason === "Evicted";
  if (!preempted && !isEvicted) return [];
  const text = preempted?.message ?? status?.message ?? "";
  return [
    {
      kind: preempted ? "preempted" : "evicted",
      object: ref,
      field: preempted ? `${path}.priorityClassName` : `${path}.containers[].resources`,
      observed: text === "" ? "Evicted" : text.slice(0, 300),
      expected: preempted ? "a priority that is not below others" : "use below what the node has",
      sentence: `${ref.name} lost a pod: ${preempted ? "a pod of a higher priority took its place" : "the node evicted it"}${text === "" ? "" : ` (${text.slice(0, 200)})`}`,
      refutedBy: "another pod of it runs on the same node",
      certainty: CERTAINTY.contradicted,
      affects: [ref],
      quotes: text === "" ? [] : [text],
    },
  ];
}

/** The way back of a Deployment, StatefulSet or DaemonSet whose specification was changed. */
export function rollback({ ref }: Pick<PodOwner, "ref">): Pick<Reason, "relief"> {
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(ref.kind)) return {};
  const command = kubectl(ref.namespace, "rollout", "undo", `${ref.kind.toLowerCase()}/${ref.name}`);
  return { relief: { command, undo: command } };
}
