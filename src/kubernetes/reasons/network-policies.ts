import { behind, callsOf, type ServiceCall } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import type { NetworkPolicy } from "../objects/network.ts";
import { CERTAINTY, kubectl, type ObjectRef, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { selects } from "../selectors.ts";
import type { PodOwner } from "../work.ts";

/** Network policies that forbid calls which works are configured to make. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function networkPolicyReasons(cluster: Cluster): readonly Reason[] {
  if (cluster.objects.NetworkPolicy.length === 0) return [];
  const calls = callsOf(cluster);
  return [...forbiddenCalls(cluster, calls), ...closedWorks(cluster, calls), ...dnsForbidden(cluster)];
}

type Direction = "Ingress" | "Egress";
type Rule =
  | NonNullable<NetworkPolicy["spec"]>["ingress"][number]
  | NonNullable<NetworkPolicy["spec"]>["egress"][number];

/** The policies of a direction that hold for a work. Without policyTypes a policy is one of ingress, and of egress if it has such rules. */
function policiesOf({ objects }: Cluster, work: PodOwner, direction: Direction): readonly NetworkPolicy[] {
  return objects.NetworkPolicy.filter(({ metadata, spec }) => {
    if (metadata.namespace !== work.ref.namespace || !spec) return false;
    const types =
      spec.policyTypes.length > 0 ? spec.policyTypes : ["Ingress", ...(spec.egress.length > 0 ? ["Egress"] : [])];
    return types.includes(direction) && (spec.podSelector === undefined || selects(spec.podSelector, work.labels));
  });
}

const rulesOf = ({ spec }: NetworkPolicy, direction: Direction): readonly Rule[] =>
  (direction === "Ingress" ? spec?.ingress : spec?.egress) ?? [];

interface Traffic {
  /** Undefined if the caller does not say. */
  readonly port?: number | undefined;
  readonly protocol: string;
}

/** Whether a rule has traffic of this port and protocol; a rule that names no protocol means TCP. */
function hasPort({ ports }: Rule, { port, protocol }: Traffic): boolean {
  return (
    ports.length === 0 ||
    ports
      .filter((each) => (each.protocol ?? "TCP") === protocol)
      .some(
        (each) =>
          port === undefined ||
          each.port === undefined ||
          !/^\d+$/.test(each.port) ||
          (Number(each.port) <= port && port <= (each.endPort ?? Number(each.port))),
      )
  );
}

/** Whether a rule lets traffic to or from another work through. */
function lets(cluster: Cluster, rule: Rule, other: PodOwner, own: string, traffic: Traffic): boolean {
  const peers = "from" in rule ? rule.from : rule.to;
  const peerFits =
    peers.length === 0 ||
    peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock) return true;
      const labels =
        cluster.objects.Namespace.find(({ metadata }) => metadata.name === other.ref.namespace)?.metadata.labels ?? {};
      const named = { "kubernetes.io/metadata.name": other.ref.namespace, ...labels };
      const ofNamespace = namespaceSelector ? selects(namespaceSelector, named) : other.ref.namespace === own;
      return ofNamespace && (podSelector === undefined || selects(podSelector, other.labels));
    });
  return peerFits && hasPort(rule, traffic);
}

function forbiddenCalls(cluster: Cluster, calls: readonly ServiceCall[]): readonly Reason[] {
  return calls.flatMap(({ from, service, address }): readonly Reason[] =>
    behind(cluster, service).flatMap((to): readonly Reason[] => {
      const called = service.spec?.ports.find(({ port }) => port === address.port);
      const target = Number(called?.targetPort);
      const port = Number.isInteger(target) ? target : address.port;
      const traffic = { port, protocol: called?.protocol ?? "TCP" };
      const ingress = policiesOf(cluster, to, "Ingress");
      const egress = policiesOf(cluster, from, "Egress");
      const isKept = (
        policies: readonly NetworkPolicy[],
        direction: Direction,
        other: PodOwner,
        own: PodOwner,
      ): boolean =>
        policies.length > 0 &&
        !policies.some((policy) =>
          rulesOf(policy, direction).some((rule) => lets(cluster, rule, other, own.ref.namespace, traffic)),
        );
      const words = `${from.ref.name} calls ${to.ref.name}${port === undefined ? "" : ` on port ${port}`}`;
      return [
        ...(isKept(ingress, "Ingress", from, to)
          ? [toReason(strictest(ingress, "Ingress"), "network-policy-ingress", words, [to.ref, from.ref])]
          : []),
        ...(isKept(egress, "Egress", to, from)
          ? [toReason(strictest(egress, "Egress"), "network-policy-egress", words, [from.ref])]
          : []),
      ];
    }),
  );
}

/** The policy with the fewest rules: the one to look at first. */
function strictest(policies: readonly NetworkPolicy[], direction: Direction): NetworkPolicy | undefined {
  return policies.toSorted((one, other) => rulesOf(one, direction).length - rulesOf(other, direction).length)[0];
}

/** Works behind a service that nobody at all may call, where no caller is known. */
function closedWorks(cluster: Cluster, calls: readonly ServiceCall[]): readonly Reason[] {
  const called = new Set(calls.flatMap(({ service }) => behind(cluster, service)));
  return cluster.objects.Service.flatMap((service) => behind(cluster, service)).flatMap((work) => {
    const policies = policiesOf(cluster, work, "Ingress");
    if (called.has(work) || policies.length === 0 || policies.some((policy) => rulesOf(policy, "Ingress").length > 0))
      return [];
    return [
      toReason(policies[0], "network-policy-ingress", `${work.ref.name} has a service, and nobody may call it`, [
        work.ref,
      ]),
    ];
  });
}

/** Names are asked over UDP. */
const DNS: Traffic = { port: 53, protocol: "UDP" };

function dnsForbidden(cluster: Cluster): readonly Reason[] {
  const servers = cluster.works.filter(
    ({ ref }) => ref.namespace === "kube-system" && /^(?:coredns|kube-dns)/.test(ref.name),
  );
  return cluster.works.flatMap((work) => {
    const policies = policiesOf(cluster, work, "Egress");
    const rules = policies.flatMap((policy) => rulesOf(policy, "Egress"));
    const isOpen = rules.some((rule) =>
      servers.length === 0
        ? hasPort(rule, DNS)
        : servers.some((server) => lets(cluster, rule, server, work.ref.namespace, DNS)),
    );
    if (policies.length === 0 || isOpen) return [];
    const words = `${work.ref.name} may not ask the cluster's DNS on UDP port ${DNS.port}`;
    return [
      toReason(
        strictest(policies, "Egress"),
        rules.length === 0 ? "network-policy-egress" : "network-policy-dns",
        words,
        [work.ref],
      ),
    ];
  });
}

function toReason(
  policy: NetworkPolicy | undefined,
  kind: ReasonKind,
  words: string,
  affects: readonly ObjectRef[],
): Reason {
  const { name = "", namespace = "", creationTimestamp } = policy?.metadata ?? {};
  const field = kind === "network-policy-ingress" ? "spec.ingress" : "spec.egress";
  return {
    kind,
    object: { kind: "NetworkPolicy", namespace, name },
    field,
    observed: (kind === "network-policy-ingress" ? policy?.spec?.ingress : policy?.spec?.egress)?.length
      ? "rules that do not match"
      : "no rule",
    expected: "a rule that allows this traffic",
    sentence: `The network policy ${name} forbids traffic: ${words}`,
    refutedBy: "the network plugin does not enforce policies, or the call succeeds",
    relief: { command: kubectl(namespace, "get", "networkpolicy", name, "-o", "yaml") },
    certainty: CERTAINTY.contradicted,
    affects,
    quotes: [],
    ...(creationTimestamp !== undefined && { since: creationTimestamp }),
  };
}
