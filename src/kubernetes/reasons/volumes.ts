import type { Cluster } from "../cluster.ts";
import type { Claim, PersistentVolume } from "../objects/storage.ts";
import { quantityOf } from "../quantity.ts";
import { CERTAINTY, kubectl, type ObjectRef, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { labelText, selects } from "../selectors.ts";
import type { PodOwner } from "../work.ts";

/** Volumes that keep pods from starting: claims that are missing or unbound. What fails to mount is in `mounts.ts`. */
export function volumeReasons(cluster: Cluster): readonly Reason[] {
  const waiting = cluster.works.flatMap((work) =>
    claimsOf(work).flatMap(({ name, field }) => {
      const { namespace } = work.ref;
      const claim = cluster.find("PersistentVolumeClaim", namespace, name);
      if (!claim) return claimMissing(cluster, work, name, field) ?? [];
      return claim.status?.phase === "Bound" ? [] : unboundReason(cluster, claim, [work.ref]);
    }),
  );
  const seen = new Set(waiting.map(({ object }) => `${object.namespace}/${object.name}`));
  const others = cluster.objects.PersistentVolumeClaim.filter(
    ({ metadata, status }) =>
      status?.phase !== undefined && status.phase !== "Bound" && !seen.has(`${metadata.namespace}/${metadata.name}`),
  );
  // A claim that no pod uses yet may wait for its first user.
  return [
    ...waiting,
    ...others.flatMap((claim) => unboundReason(cluster, claim, []).filter(({ kind }) => kind !== "claim-unbound")),
  ];
}

/** The claims of a work's pods, those of a StatefulSet's template by the pods that have them. */
function claimsOf({ spec, pods, path }: PodOwner): readonly { readonly name: string; readonly field: string }[] {
  const volumes = [...(spec?.volumes ?? []), ...pods.flatMap((pod) => pod.spec.volumes)];
  const found = volumes.flatMap(({ name, persistentVolumeClaim: claim }) =>
    claim?.claimName === undefined
      ? []
      : [[claim.claimName, `${path}.volumes[${name}].persistentVolumeClaim.claimName`] as const],
  );
  return [...new Map(found)].map(([name, field]) => ({ name, field }));
}

function claimMissing(cluster: Cluster, { ref, pods }: PodOwner, name: string, field: string): Reason | undefined {
  const texts = [
    ...pods
      .flatMap(({ metadata }) => cluster.eventsOf("Pod", ref.namespace, metadata.name))
      .map(({ message }) => message),
    ...pods.flatMap(({ status }) => status?.conditions.map(({ message = "" }) => message) ?? []),
  ];
  const quote = texts.find((text) => text.includes(`persistentvolumeclaim "${name}" not found`));
  if (quote === undefined && !cluster.isComplete("PersistentVolumeClaim", ref.namespace)) return undefined;
  return {
    kind: "claim-missing",
    object: ref,
    field,
    observed: name,
    expected: `a PersistentVolumeClaim ${name} in ${ref.namespace}`,
    sentence: `${ref.name} does not start: its volume claim ${name} does not exist in ${ref.namespace}`,
    refutedBy: `kubectl -n ${ref.namespace} get pvc ${name} finds it`,
    relief: { command: kubectl(ref.namespace, "get", "pvc") },
    certainty: quote === undefined ? CERTAINTY.contradicted : CERTAINTY.told,
    affects: [ref],
    quotes: quote === undefined ? [] : [quote],
  };
}

interface Mismatch {
  readonly kind: ReasonKind;
  readonly field: string;
  readonly observed: string;
  readonly expected: string;
  readonly words: string;
}

function unboundReason(cluster: Cluster, claim: Claim, affects: readonly ObjectRef[]): readonly Reason[] {
  const { namespace = "", name } = claim.metadata;
  const events = cluster.eventsOf("PersistentVolumeClaim", namespace, name).map(({ message }) => message);
  const text = events.join("\n");
  if (/waiting for first consumer/.test(text) && affects.length === 0) return [];
  const found = mismatchOf(cluster, claim, text) ?? {
    kind: "claim-unbound" as const,
    field: "status.phase",
    observed: events[0] ?? claim.status?.phase ?? "Pending",
    expected: "Bound",
    words: events[0]?.slice(0, 200) ?? "no volume was found for it",
  };
  const { words, ...fields } = found;
  const users = affects.map((each) => each.name).join(", ");
  return [
    {
      ...fields,
      object: { kind: "PersistentVolumeClaim", namespace, name },
      sentence: `The volume claim ${name} is not bound: ${words}${users === "" ? "" : `; ${users} waits for it`}`,
      refutedBy: `kubectl -n ${namespace} get pvc ${name} shows Bound`,
      relief: { command: kubectl(namespace, "describe", "pvc", name) },
      certainty: found.kind === "claim-unbound" ? CERTAINTY.symptom * 2 : CERTAINTY.told,
      affects,
      quotes: events.slice(0, 2),
    },
  ];
}

function mismatchOf(cluster: Cluster, claim: Claim, text: string): Mismatch | undefined {
  const { spec, metadata } = claim;
  const volumes = cluster.objects.PersistentVolume;
  const wantedClass = spec?.storageClassName;
  const isTaken = (volume: PersistentVolume): boolean => {
    const { claimRef } = volume.spec ?? {};
    return claimRef !== undefined && (claimRef.name !== metadata.name || claimRef.namespace !== metadata.namespace);
  };
  const named = volumes.find((volume) => volume.metadata.name === spec?.volumeName);
  if (spec?.volumeName && (/already bound to a different claim/.test(text) || (named && isTaken(named)))) {
    const owner = named?.spec?.claimRef;
    return {
      kind: "volume-taken",
      field: "spec.volumeName",
      observed: `${spec.volumeName}, bound to ${owner ? `${owner.namespace}/${owner.name}` : "another claim"}`,
      expected: "a volume that is free",
      words: `it wants the volume ${spec.volumeName}, which belongs to ${owner ? `the claim ${owner.namespace}/${owner.name}` : "another claim"}`,
    };
  }
  const told = /storageclass\.storage\.k8s\.io "([^"]+)" not found/.exec(text)?.[1];
  const isClassUnknown =
    wantedClass !== undefined &&
    wantedClass !== "" &&
    cluster.isComplete("StorageClass") &&
    !cluster.find("StorageClass", undefined, wantedClass);
  const free = volumes.filter((volume) => !isTaken(volume));
  const ofClass = free.filter((volume) => (volume.spec?.storageClassName ?? "") === (wantedClass ?? ""));
  // Volumes made by hand may bear a class that has no object: then they do not fit for another reason.
  if ((told !== undefined || isClassUnknown) && ofClass.length === 0) {
    const others = [...cluster.objects.StorageClass.map((each) => each.metadata.name)].join(", ");
    return classMissing(told ?? wantedClass ?? "", others, volumes, claim);
  }
  if (!wantedClass && free.length === 0 && /no storage class is set/.test(text)) {
    return {
      kind: "storage-class-missing",
      field: "spec.storageClassName",
      observed: "not set",
      expected: "a storage class: none is the cluster's default",
      words: "it names no storage class, and none is the default",
    };
  }
  const candidates = named ? [named] : ofClass.length > 0 ? ofClass : free;
  return candidates.map((volume) => volumeMismatch(volume, claim)).find((each) => each !== undefined);
}

function classMissing(name: string, others: string, volumes: readonly PersistentVolume[], claim: Claim): Mismatch {
  const meant = volumes.find(
    ({ spec }) => spec?.claimRef?.name === claim.metadata.name || spec?.claimRef === undefined,
  );
  const isOfVolume = meant !== undefined && meant.spec?.storageClassName !== undefined;
  return {
    kind: isOfVolume ? "claim-storage-class" : "storage-class-missing",
    field: "spec.storageClassName",
    observed: name,
    expected: isOfVolume
      ? (meant.spec?.storageClassName ?? "")
      : others === ""
        ? "a storage class that exists"
        : `one of ${others}`,
    words: `its storage class ${name} does not exist`,
  };
}

/** What keeps a claim from a volume; undefined if nothing does. */
function volumeMismatch({ metadata, spec: has }: PersistentVolume, { spec: wants }: Claim): Mismatch | undefined {
  const of = `of the volume ${metadata.name}`;
  if ((has?.storageClassName ?? "") !== (wants?.storageClassName ?? "")) {
    return {
      kind: "claim-storage-class",
      field: "spec.storageClassName",
      observed: wants?.storageClassName ?? "none",
      expected: `${has?.storageClassName ?? "none"}, ${of}`,
      words: `it wants the storage class ${wants?.storageClassName ?? "none"}, and that ${of} is ${has?.storageClassName ?? "none"}`,
    };
  }
  if (wants?.selector && !selects(wants.selector, metadata.labels)) {
    return {
      kind: "claim-selector",
      field: "spec.selector",
      observed: labelText(wants.selector.matchLabels),
      expected: `${labelText(metadata.labels)}, ${of}`,
      words: `it wants a volume with ${labelText(wants.selector.matchLabels)}, and ${metadata.name} has ${labelText(metadata.labels)}`,
    };
  }
  const lacking = (wants?.accessModes ?? []).filter((mode) => !has?.accessModes.includes(mode));
  if (lacking.length > 0) {
    return {
      kind: "claim-access-mode",
      field: "spec.accessModes",
      observed: lacking.join(", "),
      expected: `${has?.accessModes.join(", ")}, ${of}`,
      words: `it wants the access mode ${lacking.join(", ")}, and ${metadata.name} offers ${has?.accessModes.join(", ")}`,
    };
  }
  const [wanted, offered] = [wants?.resources?.requests.storage, has?.capacity.storage];
  if ((quantityOf(wanted) ?? 0) > (quantityOf(offered) ?? Number.POSITIVE_INFINITY)) {
    return {
      kind: "claim-capacity",
      field: "spec.resources.requests.storage",
      observed: wanted ?? "",
      expected: `at most ${offered}, ${of}`,
      words: `it wants ${wanted}, and ${metadata.name} has ${offered}`,
    };
  }
  return undefined;
}
