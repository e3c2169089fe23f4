import { type Cluster, clusterOf } from "./cluster.ts";
import { type Needs, needsOf } from "./needs.ts";
import { isInTrouble } from "./pod-state.ts";
import { CERTAINTY, kubectl, type ObjectRef, type Reason, refText, sameObject } from "./reason.ts";
import { SYMPTOMS } from "./reason-kinds.ts";
import { addressReasons } from "./reasons/addresses.ts";
import { admissionReasons } from "./reasons/admission.ts";
import { configurationReasons } from "./reasons/configuration.ts";
import { containerReasons } from "./reasons/containers.ts";
import { dnsReasons } from "./reasons/dns.ts";
import { imageReasons } from "./reasons/images.ts";
import { ingressReasons } from "./reasons/ingresses.ts";
import { jobReasons } from "./reasons/jobs.ts";
import { logReasons } from "./reasons/logs.ts";
import { mountReasons } from "./reasons/mounts.ts";
import { networkPolicyReasons } from "./reasons/network-policies.ts";
import { nodeReasons } from "./reasons/nodes.ts";
import { probeReasons } from "./reasons/probes.ts";
import { scalingReasons } from "./reasons/scaling.ts";
import { schedulingReasons } from "./reasons/scheduling.ts";
import { serviceReasons } from "./reasons/services.ts";
import { structureReasons } from "./reasons/structure.ts";
import { systemReasons } from "./reasons/system.ts";
import { usageReasons } from "./reasons/usage.ts";
import { volumeReasons } from "./reasons/volumes.ts";
import type { ClusterState } from "./state.ts";

const RULES = [
  systemReasons,
  nodeReasons,
  admissionReasons,
  schedulingReasons,
  imageReasons,
  configurationReasons,
  volumeReasons,
  mountReasons,
  containerReasons,
  probeReasons,
  serviceReasons,
  addressReasons,
  ingressReasons,
  networkPolicyReasons,
  dnsReasons,
  scalingReasons,
  structureReasons,
  jobReasons,
  logReasons,
  usageReasons,
] as const;

/** Names why workloads do not start, restart or get no traffic, the deepest and plainest reason first; none if nothing is wrong. Pure. */
export function explain(state: ClusterState): readonly Reason[] {
  const cluster = clusterOf(state);
  const told = merged(RULES.flatMap((rule) => rule(cluster)));
  const reasons = [...told, ...unexplained(cluster, told)];
  const needs = needsOf(cluster);
  const joined = reasons.map((reason) => withCause(reason, reasons, needs));
  return joined.toSorted(
    (one, other) =>
      Number(one.because !== undefined) - Number(other.because !== undefined) ||
      other.certainty - one.certainty ||
      other.affects.length - one.affects.length ||
      refText(one.object).localeCompare(refText(other.object)),
  );
}

/** Works in trouble of which no rule says why. */
function unexplained({ works, now }: Cluster, told: readonly Reason[]): readonly Reason[] {
  const isTold = (ref: ObjectRef): boolean =>
    told.some(
      ({ kind, object, affects }) =>
        kind !== "endpoints-empty" && [object, ...affects].some((each) => sameObject(each, ref)),
    );
  return works
    .filter(({ ref, pods }) => ref.kind !== "Job" && pods.some((pod) => isInTrouble(pod, now)) && !isTold(ref))
    .map(({ ref, pods }) => ({
      kind: "not-ready",
      object: ref,
      observed: pods.map(({ status }) => status?.message ?? status?.reason ?? status?.phase ?? "unknown").join(", "),
      expected: "Running and ready",
      sentence: `${ref.name} is not ready, and the state does not say why`,
      refutedBy: "its pods become ready",
      relief: { command: kubectl(ref.namespace, "describe", "pods") },
      certainty: CERTAINTY.symptom / 2,
      affects: [ref],
      quotes: [],
    }));
}

/** One reason for each kind, object and field, with all that it affects. */
function merged(reasons: readonly Reason[]): readonly Reason[] {
  const found = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = [reason.kind, refText(reason.object), reason.field ?? ""].join("\n");
    const known = found.get(key);
    if (!known) {
      found.set(key, reason);
      continue;
    }
    const affects = [
      ...known.affects,
      ...reason.affects.filter((each) => !known.affects.some((one) => sameObject(one, each))),
    ];
    const better = reason.certainty > known.certainty ? reason : known;
    found.set(key, { ...better, affects, quotes: [...new Set([...known.quotes, ...reason.quotes])].slice(0, 3) });
  }
  return [...found.values()];
}

/** A symptom, with the deeper reason: of the same object, else of what it needs, directly or further on. */
function withCause(reason: Reason, reasons: readonly Reason[], needs: Needs): Reason {
  if (!SYMPTOMS.has(reason.kind) || reason.certainty >= 0.85) return reason;
  const isDeeper = (other: Reason): boolean => !SYMPTOMS.has(other.kind) || other.certainty >= 0.85;
  const affecting = (ref: ObjectRef): Reason | undefined =>
    reasons
      .filter(
        (other) =>
          other !== reason && isDeeper(other) && [other.object, ...other.affects].some((each) => sameObject(each, ref)),
      )
      .toSorted((one, other) => other.certainty - one.certainty)[0];
  const seen = new Set<string>();
  let reached = [reason.object, ...reason.affects];
  while (reached.length > 0) {
    const cause = reached.map(affecting).find((each) => each !== undefined);
    if (cause) return { ...reason, because: { kind: cause.kind, object: cause.object } };
    for (const ref of reached) seen.add(refText(ref));
    reached = reached.flatMap((ref) => needs.get(refText(ref)) ?? []).filter((ref) => !seen.has(refText(ref)));
  }
  return deepestSymptom(reason, reasons, needs);
}

/** Of symptoms alone, the one furthest down the calls is the one to look at. */
function deepestSymptom(reason: Reason, reasons: readonly Reason[], needs: Needs): Reason {
  const below = needs.get(refText(reason.object)) ?? [];
  const through = below
    .flatMap((ref) => [ref, ...(needs.get(refText(ref)) ?? [])])
    .filter((ref) => !sameObject(ref, reason.object));
  const deeper = reasons.find((other) => through.some((ref) => sameObject(ref, other.object)));
  return deeper ? { ...reason, because: { kind: deeper.kind, object: deeper.object } } : reason;
}
