import type { Cluster } from "../cluster.ts";
import type { Pod } from "../objects/pod.ts";
import { fitsAffinity, fitsSelector, isControlPlane, keepsAway, taintText } from "../placement.ts";
import { quantityOf } from "../quantity.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { labelText } from "../selectors.ts";
import type { PodOwner } from "../work.ts";

/** What the scheduler says of nodes. It checks in its own order, so a node that fails a later check passed those before: the last is nearest. */
const CHECKS: readonly (readonly [RegExp, ReasonKind])[] = [
  [/volume node affinity conflict|no available volume zone|had no available persistent volumes/i, "volume-zone"],
  [/pod topology spread constraints/i, "topology-spread"],
  [/anti-affinity/i, "pod-anti-affinity"],
  [/pod affinity rules/i, "pod-affinity"],
  [/Insufficient cpu/i, "cpu-insufficient"],
  [/Insufficient memory/i, "memory-insufficient"],
  [/Insufficient \S+|Too many pods|exceed max volume count/i, "resource-insufficient"],
  [/free ports/i, "host-port"],
  [/taint \{(?!node-role\.kubernetes\.io\/(?:control-plane|master)|node\.kubernetes\.io\/)/i, "taint"],
  [/were unschedulable|taint \{node\.kubernetes\.io\/unschedulable/i, "node-cordoned"],
  [/taint \{node\.kubernetes\.io\/(?:not-ready|unreachable|network-unavailable)/i, "node-down"],
  [/taint \{node\.kubernetes\.io\/\S+-pressure/i, "node-pressure"],
  [/node affinity\/selector|node affinity|node selector/i, "node-affinity"],
  [/taint|were unschedulable/i, "taint"],
];

const PENDING_SECONDS = 30;

/** Why pods are not given to a node. */
export function schedulingReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) =>
    work.pods
      .filter(({ spec, status }) => status?.phase === "Pending" && spec.nodeName === undefined)
      .flatMap((pod) => whyPending(cluster, work, pod) ?? []),
  );
}

function whyPending(cluster: Cluster, work: PodOwner, pod: Pod): Reason | undefined {
  const condition = pod.status?.conditions.find(({ type, status }) => type === "PodScheduled" && status === "False");
  const events = cluster
    .eventsOf("Pod", work.ref.namespace, pod.metadata.name)
    .filter(({ reason }) => reason === "FailedScheduling");
  const message = condition?.message ?? events[0]?.message;
  if (message === undefined) return unseen(cluster, work, pod);
  if (/persistentvolumeclaim|PersistentVolumeClaims|persistent volumes to bind/.test(message)) return undefined;
  const kind = kindOf(cluster, work, pod, message);
  const field = fieldOf(kind, work, pod);
  const { observed, expected } = figuresOf(cluster, kind, pod, message);
  const object = kind === "node-cordoned" || kind === "node-down" ? (nodeOf(cluster, kind, pod) ?? work.ref) : work.ref;
  const isNode = object.kind === "Node";
  return {
    kind,
    object,
    ...(isNode
      ? { field: kind === "node-cordoned" ? "spec.unschedulable" : "status.conditions[Ready]" }
      : field !== undefined && { field }),
    observed,
    expected,
    sentence: `${work.ref.name} waits for a node: ${WORDS[kind] ?? "no node fits"} (${observed})`,
    refutedBy: "a pod of the same specification is given to a node",
    ...(isNode &&
      kind === "node-cordoned" && {
        relief: {
          command: kubectl(undefined, "uncordon", object.name),
          undo: kubectl(undefined, "cordon", object.name),
        },
      }),
    certainty: CERTAINTY.told,
    affects: [work.ref],
    quotes: [message],
  };
}

/** A pod that nobody looks at. */
function unseen({ now }: Cluster, { ref, path, spec }: PodOwner, { metadata, spec: own }: Pod): Reason | undefined {
  const age = now - (metadata.creationTimestamp ?? now);
  const scheduler = own.schedulerName ?? spec?.schedulerName ?? "default-scheduler";
  if (age < PENDING_SECONDS && scheduler === "default-scheduler") return undefined;
  const isOwn = scheduler !== "default-scheduler";
  return {
    kind: "scheduler-down",
    object: isOwn ? ref : { kind: "Pod", namespace: "kube-system", name: "kube-scheduler" },
    ...(isOwn && { field: `${path}.schedulerName` }),
    observed: `${scheduler} has said nothing of the pod for ${age} s`,
    expected: "a decision within seconds",
    sentence: `${ref.name} waits for a node, and the scheduler ${scheduler} has neither chosen one nor said why not`,
    refutedBy: "the pod has the condition PodScheduled or an event FailedScheduling",
    relief: { command: kubectl("kube-system", "get", "pods", "-l", "component=kube-scheduler") },
    certainty: CERTAINTY.contradicted,
    affects: [ref],
    quotes: [],
  };
}

function kindOf({ objects }: Cluster, { spec = undefined }: PodOwner, pod: Pod, message: string): ReasonKind {
  const parts = message.split(/preemption:/)[0] ?? message;
  const told = CHECKS.filter(([pattern]) => pattern.test(parts)).map(([, kind]) => kind);
  const wanted = pod.spec ?? spec;
  const hasSelector = Object.keys(wanted.nodeSelector).length > 0;
  const workers = objects.Node.filter((node) => !node.spec?.taints.some(({ key }) => isControlPlane(key)));
  const matching = workers.filter((node) => fitsSelector(node, wanted) && fitsAffinity(node, wanted));
  const bySelector = hasSelector && !workers.some((node) => fitsSelector(node, wanted));
  const narrow: ReasonKind =
    bySelector || (hasSelector && !wanted.affinity?.nodeAffinity) ? "node-selector" : "node-affinity";
  // What the nodes themselves show decides between checks that failed on different nodes.
  if (workers.length > 0 && matching.length === 0 && told.includes("node-affinity")) return narrow;
  if (matching.length > 0 && matching.every((node) => node.spec?.unschedulable)) return "node-cordoned";
  if (matching.length > 0 && matching.every((node) => keepsAway(node, wanted.tolerations).length > 0)) return "taint";
  if (told.includes("cpu-insufficient") && told.includes("memory-insufficient")) return larger(parts);
  const [first = "resource-insufficient"] = told;
  return first === "node-affinity" ? narrow : first;
}

/** Which of CPU and memory lacks on more nodes. */
function larger(message: string): ReasonKind {
  const on = (resource: string): number =>
    Number(new RegExp(`(\\d+) Insufficient ${resource}`).exec(message)?.[1] ?? 0);
  return on("memory") > on("cpu") ? "memory-insufficient" : "cpu-insufficient";
}

/** The container that requests the most of a resource; undefined if none states it. */
function greediest({ spec }: Pod, resource: "cpu" | "memory"): string | undefined {
  const wanted = ({ resources }: Pod["spec"]["containers"][number]): number =>
    quantityOf(resources?.requests[resource] ?? resources?.limits[resource]) ?? 0;
  const [most] = spec.containers.toSorted((one, other) => wanted(other) - wanted(one));
  return most && wanted(most) > 0 ? most.name : undefined;
}

function fieldOf(kind: ReasonKind, { path }: PodOwner, pod: Pod): string | undefined {
  const fields: Partial<Record<ReasonKind, string>> = {
    "node-selector": "nodeSelector",
    "node-affinity": "affinity.nodeAffinity",
    "pod-affinity": "affinity.podAffinity",
    "pod-anti-affinity": "affinity.podAntiAffinity",
    taint: "tolerations",
    "cpu-insufficient": `containers[${greediest(pod, "cpu") ?? ""}].resources.requests.cpu`,
    "memory-insufficient": `containers[${greediest(pod, "memory") ?? ""}].resources.requests.memory`,
    "resource-insufficient": "containers[].resources.requests",
    "topology-spread": "topologySpreadConstraints",
    "host-port": "containers[].ports[].hostPort",
    "volume-zone": "volumes",
  };
  return fields[kind] && `${path}.${fields[kind]}`;
}

function figuresOf(
  { objects }: Cluster,
  kind: ReasonKind,
  { spec }: Pod,
  message: string,
): Pick<Reason, "observed" | "expected"> {
  const requests = (resource: string): string =>
    spec.containers
      .flatMap(({ resources }) => resources?.requests[resource] ?? resources?.limits[resource] ?? [])
      .join(" + ");
  const free = (resource: string): string =>
    [...new Set(objects.Node.flatMap(({ status }) => status?.allocatable[resource] ?? []))].slice(0, 3).join(", ");
  switch (kind) {
    case "node-selector":
      return { observed: labelText(spec.nodeSelector), expected: "labels that a node has" };
    case "node-affinity": {
      const terms =
        spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
      const wanted = terms.map(({ matchExpressions }) =>
        matchExpressions.map(({ key, operator = "", values }) => `${key} ${operator} ${values.join(", ")}`.trim()),
      );
      return {
        observed: wanted.length > 0 ? wanted.map((each) => each.join(" and ")).join(" or ") : message.slice(0, 300),
        expected: "labels that a node has",
      };
    }
    case "cpu-insufficient":
      return {
        observed: `requests ${requests("cpu") || "CPU"}`,
        expected: `what a node has free; nodes have ${free("cpu") || "less"} in all`,
      };
    case "memory-insufficient":
      return {
        observed: `requests ${requests("memory") || "memory"}`,
        expected: `what a node has free; nodes have ${free("memory") || "less"} in all`,
      };
    case "taint": {
      const taints = objects.Node.flatMap((node) => keepsAway(node, spec.tolerations)).filter(
        ({ key }) => !isControlPlane(key),
      );
      const told = /taint \{([^}]+)\}/.exec(message)?.[1]?.replace(/: $/, "");
      return {
        observed: [...new Set(taints.map(taintText))].join(", ") || told || message,
        expected: "a toleration, or nodes without it",
      };
    }
    default:
      return { observed: message.split(/\s*preemption:/)[0]?.slice(0, 300) ?? "", expected: "a node that fits" };
  }
}

function nodeOf({ objects }: Cluster, kind: ReasonKind, { spec }: Pod): Reason["object"] | undefined {
  const suits = objects.Node.filter((node) => fitsSelector(node, spec) && fitsAffinity(node, spec));
  const found = suits.find((node) =>
    kind === "node-cordoned"
      ? node.spec?.unschedulable
      : node.status?.conditions.some(({ type, status }) => type === "Ready" && status !== "True"),
  );
  return found && { kind: "Node", name: found.metadata.name };
}

const WORDS: Partial<Record<ReasonKind, string>> = {
  "volume-zone": "its volume is bound to another zone or node",
  "topology-spread": "its topology spread leaves no node",
  "pod-anti-affinity": "its anti-affinity to other pods leaves no node",
  "pod-affinity": "the pods that its affinity wants run on no node",
  "cpu-insufficient": "no node has so much CPU free",
  "memory-insufficient": "no node has so much memory free",
  "resource-insufficient": "no node has a requested resource free",
  "host-port": "its host port is taken on all nodes",
  taint: "it does not tolerate the nodes' taint",
  "node-cordoned": "the nodes that fit are cordoned",
  "node-down": "the nodes that fit are not ready",
  "node-pressure": "the nodes that fit are short of a resource",
  "node-selector": "no node has the labels of its node selector",
  "node-affinity": "no node matches its node affinity",
};
