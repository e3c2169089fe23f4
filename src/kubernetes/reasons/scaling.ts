import { behind, callsOf } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import type { Autoscaler } from "../objects/policy.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { selects } from "../selectors.ts";
import { type PodOwner, wantedReplicas } from "../work.ts";

/** Workloads that run too few pods because they were told to, and autoscalers that cannot help. */
export function scalingReasons(cluster: Cluster): readonly Reason[] {
  const called = new Set(callsOf(cluster).flatMap(({ service }) => behind(cluster, service)));
  const served = new Set(cluster.objects.Service.flatMap((service) => behind(cluster, service)));
  return [
    ...cluster.works.flatMap((work) => [
      ...zero(cluster, work, called.has(work), served.has(work)),
      ...paused(work),
      ...unnoticed(work),
    ]),
    ...cluster.objects.HorizontalPodAutoscaler.flatMap((each) => autoscalerReasons(cluster, each)),
    ...blockedEvictions(cluster),
  ];
}

function zero(cluster: Cluster, work: PodOwner, isCalled: boolean, isServed: boolean): readonly Reason[] {
  const { ref, workload } = work;
  if (
    !["Deployment", "StatefulSet"].includes(ref.kind) ||
    wantedReplicas(work) !== 0 ||
    ref.namespace === "kube-system"
  )
    return [];
  const scaled = [...cluster.eventsOf(ref.kind, ref.namespace, ref.name)].find(({ message }) => /to 0\b/.test(message));
  const byHand = workload?.metadata.managedFields.find(({ subresource }) => subresource === "scale");
  // What nobody calls may be parked on purpose.
  if (!isCalled && !isServed && !scaled) return [];
  const since = scaled?.last ?? byHand?.time;
  const target = `${ref.kind.toLowerCase()}/${ref.name}`;
  return [
    {
      kind: "replicas-zero",
      object: ref,
      field: "spec.replicas",
      observed: "0",
      expected: "at least 1",
      sentence: `${ref.name} runs no pods: it is scaled to zero`,
      refutedBy: "it is parked on purpose, and nothing needs it",
      relief: {
        command: kubectl(ref.namespace, "scale", target, "--replicas=1"),
        undo: kubectl(ref.namespace, "scale", target, "--replicas=0"),
      },
      certainty: isCalled || isServed ? CERTAINTY.told : CERTAINTY.contradicted,
      affects: [ref],
      quotes: scaled ? [scaled.message] : [],
      ...(since !== undefined && { since }),
    },
  ];
}

function paused({ ref, workload }: PodOwner): readonly Reason[] {
  if (!workload?.spec?.paused) return [];
  const { updatedReplicas = 0 } = workload.status ?? {};
  const wanted = workload.spec.replicas ?? 1;
  const target = `${ref.kind.toLowerCase()}/${ref.name}`;
  return [
    {
      kind: "rollout-paused",
      object: ref,
      field: "spec.paused",
      observed: "true",
      expected: "false",
      sentence: `${ref.name} does not roll out: its rollout is paused with ${updatedReplicas} of ${wanted} pods updated`,
      refutedBy: "all pods already have the wanted specification",
      relief: {
        command: kubectl(ref.namespace, "rollout", "resume", target),
        undo: kubectl(ref.namespace, "rollout", "pause", target),
      },
      certainty: updatedReplicas < wanted ? CERTAINTY.told : CERTAINTY.unseen,
      affects: [ref],
      quotes: [],
    },
  ];
}

/** A workload whose newest specification no controller has seen. */
function unnoticed({ ref, workload }: PodOwner): readonly Reason[] {
  if (workload?.status?.observedGeneration !== 0) return [];
  return [
    {
      kind: "system-down",
      object: { kind: "Pod", namespace: "kube-system", name: "kube-controller-manager" },
      observed: `${ref.name} was never looked at`,
      expected: "a look within seconds",
      sentence: `Nothing makes pods for ${ref.name}: the controller manager has not seen it`,
      refutedBy: "its status.observedGeneration is not 0",
      certainty: CERTAINTY.unseen,
      affects: [ref],
      quotes: [],
    },
  ];
}

/** An autoscaler gets its first metrics after a while. */
const WARM_UP_SECONDS = 300;

function autoscalerReasons({ now }: Cluster, { metadata, spec, status }: Autoscaler): readonly Reason[] {
  const { namespace = "", name } = metadata;
  if (now - (metadata.creationTimestamp ?? 0) < WARM_UP_SECONDS) return [];
  return (status?.conditions ?? []).flatMap((condition): readonly Reason[] => {
    const told = AUTOSCALER.find(
      ([type, value, reason]) =>
        condition.type === type && condition.status === value && reason.test(condition.reason ?? ""),
    );
    if (!told) return [];
    const [, , , kind, words, certainty] = told;
    const target = spec?.scaleTargetRef;
    const isAtMost = kind === "autoscaler-maximum";
    if (isAtMost && status?.currentReplicas !== spec?.maxReplicas) return [];
    return [
      {
        kind,
        object: { kind: "HorizontalPodAutoscaler", namespace, name },
        field: isAtMost ? "spec.maxReplicas" : kind === "autoscaler-target" ? "spec.scaleTargetRef" : "spec.metrics",
        observed: isAtMost ? String(spec?.maxReplicas) : (condition.message ?? condition.reason ?? ""),
        expected: isAtMost
          ? "room above the current replicas"
          : kind === "autoscaler-target"
            ? "a workload that exists"
            : "metrics of all pods",
        sentence: `The autoscaler ${name} ${words}${condition.message ? `: ${condition.message.slice(0, 200)}` : ""}`,
        refutedBy: `kubectl -n ${namespace} describe hpa ${name} shows otherwise`,
        relief: { command: kubectl(namespace, "describe", "hpa", name) },
        certainty,
        affects: target?.name ? [{ kind: target.kind ?? "Deployment", namespace, name: target.name }] : [],
        quotes: condition.message ? [condition.message] : [],
        ...(condition.lastTransitionTime !== undefined && { since: condition.lastTransitionTime }),
      },
    ];
  });
}

const AUTOSCALER: readonly (readonly [string, string, RegExp, ReasonKind, string, number])[] = [
  ["AbleToScale", "False", /FailedGetScale/, "autoscaler-target", "does not find what it should scale", CERTAINTY.told],
  [
    "ScalingActive",
    "False",
    /^FailedGet|InvalidMetric/,
    "autoscaler-metrics",
    "does not scale, because it gets no metrics",
    CERTAINTY.contradicted,
  ],
  [
    "ScalingLimited",
    "True",
    /TooManyReplicas/,
    "autoscaler-maximum",
    "wants more pods than its maximum",
    CERTAINTY.symptom,
  ],
];

/** Budgets that hold up the drain of a node. */
function blockedEvictions({ objects, works }: Cluster): readonly Reason[] {
  const draining = new Set(objects.Node.filter(({ spec }) => spec?.unschedulable).map(({ metadata }) => metadata.name));
  return objects.PodDisruptionBudget.flatMap(({ metadata, spec, status }): readonly Reason[] => {
    if (status?.disruptionsAllowed !== 0 || !spec) return [];
    const held = works.filter(
      ({ ref, labels, pods }) =>
        ref.namespace === metadata.namespace &&
        selects(spec.selector, labels) &&
        pods.some((pod) => draining.has(pod.spec.nodeName ?? "")),
    );
    if (held.length === 0) return [];
    const { namespace = "", name } = metadata;
    return [
      {
        kind: "disruption-budget",
        object: { kind: "PodDisruptionBudget", namespace, name },
        field: spec.minAvailable === undefined ? "spec.maxUnavailable" : "spec.minAvailable",
        observed: spec.minAvailable ?? spec.maxUnavailable ?? "",
        expected: "at least one allowed disruption",
        sentence: `The drain of a node waits: the budget ${name} allows no eviction of ${held.map(({ ref }) => ref.name).join(", ")}`,
        refutedBy: `kubectl -n ${namespace} get pdb ${name} shows an allowed disruption`,
        certainty: CERTAINTY.symptom,
        affects: held.map(({ ref }) => ref),
        quotes: [],
      },
    ];
  });
}
