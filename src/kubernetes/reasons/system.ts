import type { Cluster } from "../cluster.ts";
import { isInTrouble } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { type PodOwner, wantedReplicas } from "../work.ts";

/** Components of the control plane and of nodes, by the beginning of their names, each with what fails without it. */
const COMPONENTS: readonly (readonly [RegExp, ReasonKind, string])[] = [
  [/^kube-scheduler/, "scheduler-down", "no pod is given to a node"],
  [/^kube-proxy/, "kube-proxy-down", "addresses of services lead nowhere on its nodes"],
  [/^(?:coredns|kube-dns)/, "dns-down", "no name of a service is resolved"],
  [/^(?:aws-node|calico-node|cilium|kube-flannel|weave-net|kindnet|antrea)/, "network-plugin", "pods get no address"],
  [/^kube-controller-manager/, "system-down", "no pod is made or replaced"],
  [/^kube-apiserver/, "system-down", "nothing can be changed"],
  [/^etcd/, "system-down", "nothing can be stored"],
];

/** Components of the cluster itself that do not run. */
export function systemReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) => {
    const [, kind, follows] = COMPONENTS.find(([name]) => name.test(work.ref.name)) ?? [];
    const isOwn =
      work.ref.namespace === "kube-system" ||
      work.ref.namespace.startsWith("kube-") ||
      work.ref.namespace === "calico-system";
    if (kind === undefined || follows === undefined || !isOwn) return [];
    const reason = away(cluster, work, kind, follows);
    return reason ? [reason] : [];
  });
}

function away({ now, objects }: Cluster, work: PodOwner, kind: ReasonKind, follows: string): Reason | undefined {
  const { ref, workload, pods } = work;
  const wanted = wantedReplicas(work);
  const troubled = pods.filter((pod) => isInTrouble(pod, now));
  const ready = workload?.status?.numberReady ?? workload?.status?.readyReplicas ?? pods.length - troubled.length;
  const nodes = objects.Node.filter(({ spec }) => spec !== undefined).length;
  const isAway = wanted === 0 && ref.kind !== "DaemonSet";
  const matchesNoNode = wanted === 0 && ref.kind === "DaemonSet" && nodes > 0;
  if (!isAway && !matchesNoNode && troubled.length === 0) return undefined;
  const isZero = isAway || matchesNoNode;
  return {
    kind,
    object: ref,
    field: isAway ? "spec.replicas" : matchesNoNode ? "spec.template.spec.nodeSelector" : "status",
    observed: isZero ? "0" : `${ready} ready, ${troubled.length} in trouble`,
    expected: isZero ? "at least 1" : "all ready",
    sentence: `${ref.name} ${isZero ? "runs nowhere" : "does not work on all nodes"}: ${follows}`,
    refutedBy: `kubectl -n ${ref.namespace} get pods shows all pods of ${ref.name} ready`,
    ...(isAway && {
      relief: {
        command: kubectl(ref.namespace, "scale", `${ref.kind.toLowerCase()}/${ref.name}`, "--replicas=2"),
        undo: kubectl(ref.namespace, "scale", `${ref.kind.toLowerCase()}/${ref.name}`, "--replicas=0"),
      },
    }),
    certainty: isZero ? CERTAINTY.told : CERTAINTY.contradicted,
    affects: [ref],
    quotes: [],
  };
}
