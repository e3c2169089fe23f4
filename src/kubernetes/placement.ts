import type { Node } from "./objects/node.ts";
import type { PodSpec, Toleration } from "./objects/pod-spec.ts";
import { hasLabels, holds } from "./selectors.ts";

type Taint = NonNullable<Node["spec"]>["taints"][number];

/** Taints that say what the node's other fields say, too. */
const OWN_TAINTS = /^node\.kubernetes\.io\//;

/** Whether a node has the labels that a pod's node selector wants. */
export function fitsSelector({ metadata }: Node, spec: PodSpec): boolean {
  return hasLabels(metadata.labels, spec.nodeSelector);
}

/** Whether a node matches a pod's required node affinity: one of its terms holds. */
export function fitsAffinity({ metadata }: Node, { affinity }: PodSpec): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return (
    terms.length === 0 || terms.some((term) => term.matchExpressions.every((each) => holds(each, metadata.labels)))
  );
}

/** The taints of a node that keep a pod away, without those that Kubernetes itself sets. */
export function keepsAway({ spec }: Node, tolerations: readonly Toleration[]): readonly Taint[] {
  return (spec?.taints ?? []).filter(
    (taint) =>
      taint.effect !== "PreferNoSchedule" &&
      !OWN_TAINTS.test(taint.key) &&
      !tolerations.some((each) => tolerates(each, taint)),
  );
}

function tolerates({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (operator === "Exists") return !key || key === taint.key;
  return key === taint.key && (value ?? "") === (taint.value ?? "");
}

export function isControlPlane(key: string): boolean {
  return /^node-role\.kubernetes\.io\/(?:control-plane|master)$/.test(key);
}

export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ""}${effect ? `:${effect}` : ""}`;
}
