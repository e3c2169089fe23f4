import type { Cluster } from "../cluster.ts";
import type { Node } from "../objects/node.ts";
import { isInTrouble } from "../pod-state.ts";
import { CERTAINTY, kubectl, type ObjectRef, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";

/** What a node says when it is not ready, the most telling first. */
const TEXTS: readonly (readonly [RegExp, ReasonKind, string])[] = [
  [
    /container runtime (?:is down|status check|network not ready.*containerd)|runtime.*(?:unavailable|connection error|not responding)|containerd\.sock/i,
    "runtime-down",
    "its container runtime does not answer",
  ],
  [
    /cni|network plugin|NetworkPluginNotReady|NetworkReady=false/i,
    "network-plugin",
    "its network plugin does not work",
  ],
  [/stopped posting node status|NodeStatusUnknown/i, "kubelet-down", "its kubelet stopped reporting"],
];

const PRESSURES = ["DiskPressure", "MemoryPressure", "PIDPressure"];

/** Nodes that do not work. */
export function nodeReasons(cluster: Cluster): readonly Reason[] {
  return cluster.objects.Node.flatMap((node): readonly Reason[] => {
    const conditions = node.status?.conditions ?? [];
    const ready = conditions.find(({ type }) => type === "Ready");
    const shared = { object: refOf(node), affects: suffering(cluster, node) };
    if (ready && ready.status !== "True") return [notReady(node, shared, ready)];
    return [...pressures(node, shared), ...sandboxes(cluster, node, shared)];
  });
}

const refOf = ({ metadata }: Node): ObjectRef => ({ kind: "Node", name: metadata.name });

function suffering({ works, now }: Cluster, { metadata }: Node): readonly ObjectRef[] {
  return works
    .filter(({ pods }) => pods.some((pod) => pod.spec.nodeName === metadata.name && isInTrouble(pod, now)))
    .map(({ ref }) => ref);
}

type Condition = NonNullable<Node["status"]>["conditions"][number];

function notReady(
  { metadata: { name } }: Node,
  shared: Pick<Reason, "object" | "affects">,
  { reason = "", message = "", status, lastTransitionTime }: Condition,
): Reason {
  const text = `${reason} ${message}`;
  const [, kind, words] = TEXTS.find(([pattern]) => pattern.test(text)) ?? [
    undefined,
    "node-down" as const,
    "it says no more",
  ];
  return {
    ...shared,
    kind,
    field: "status.conditions[Ready]",
    observed: `${status ?? "Unknown"}: ${message || reason}`,
    expected: "True",
    sentence: `The node ${name} is not ready: ${words}`,
    refutedBy: `kubectl get node ${name} shows Ready`,
    relief: { command: kubectl(undefined, "describe", "node", name) },
    certainty: CERTAINTY.told,
    quotes: message === "" ? [] : [message],
    ...(lastTransitionTime !== undefined && { since: lastTransitionTime }),
  };
}

function pressures(
  { metadata: { name }, status }: Node,
  shared: Pick<Reason, "object" | "affects">,
): readonly Reason[] {
  const pressed = (status?.conditions ?? []).filter((each) => PRESSURES.includes(each.type) && each.status === "True");
  return pressed.map(({ type, message = "", lastTransitionTime }) => ({
    ...shared,
    kind: "node-pressure",
    field: `status.conditions[${type}]`,
    observed: message === "" ? "True" : message,
    expected: "False",
    sentence: `The node ${name} has ${type}: it evicts pods and takes no new ones`,
    refutedBy: `kubectl describe node ${name} shows ${type} False`,
    relief: { command: kubectl(undefined, "describe", "node", name) },
    certainty: CERTAINTY.told,
    quotes: [],
    ...(lastTransitionTime !== undefined && { since: lastTransitionTime }),
  }));
}

/** A node that says it is ready and gives pods no network, or no container. */
function sandboxes(
  cluster: Cluster,
  { metadata: { name } }: Node,
  shared: Pick<Reason, "object" | "affects">,
): readonly Reason[] {
  const pods = cluster.objects.Pod.filter((pod) => pod.spec.nodeName === name && pod.status?.phase === "Pending");
  const events = pods
    .flatMap(({ metadata }) => cluster.eventsOf("Pod", metadata.namespace, metadata.name))
    .filter(({ reason }) => reason === "FailedCreatePodSandBox");
  const [first] = events;
  if (!first) return [];
  const isRuntime =
    /containerd\.sock|rpc error: code = Unavailable|runtime/.test(first.message) && !/cni|network/i.test(first.message);
  return [
    {
      ...shared,
      kind: isRuntime ? "runtime-down" : "network-plugin",
      observed: first.message.slice(0, 300),
      expected: "a sandbox with an address",
      sentence: `Pods on the node ${name} do not start: ${isRuntime ? "its container runtime does not answer" : "its network plugin gives them no address"}`,
      refutedBy: "another pod starts on this node",
      relief: {
        command: kubectl("kube-system", "get", "pods", "-o", "wide", "--field-selector", `spec.nodeName=${name}`),
      },
      certainty: CERTAINTY.told,
      quotes: [first.message],
    },
  ];
}
