import type { Cluster } from "./cluster.ts";
import { needsOf, reachedFrom } from "./needs.ts";
import { type ObjectRef, type Reason, refText } from "./reason.ts";

/** The part of a cluster that somebody asks about. */
export interface ClusterPart {
  readonly namespace?: string;
  /** A workload, one of its pods, or a service. */
  readonly name?: string;
  readonly node?: string;
  /** Whether the names are cut to their first characters, without hyphens. */
  readonly isShortened?: true;
}

/** The reasons of a part of a cluster: those from which it suffers, and those that only lie in the same place. */
export interface Concerning {
  readonly felt: readonly Reason[];
  readonly near: readonly Reason[];
}

const SYSTEM = "kube-system";

/**
 * Sorts the deepest reasons of a state by whether a part of the cluster suffers from them: by their objects, by what they affect, through
 * symptoms that follow from them, and through the services that the part calls. Of a whole cluster all are near, and those of its nodes and
 * its system are felt.
 */
export function concerning(cluster: Cluster, reasons: readonly Reason[], part: ClusterPart): Concerning {
  const needed = part.name === undefined ? new Set<string>() : neededBy(cluster, part);
  const own = reasons.filter(
    (reason) => isFelt(reason, part) || refsOf(reason).some((ref) => needed.has(refText(ref))),
  );
  const behind = new Set(own.flatMap(({ because }) => (because ? [`${because.kind} ${refText(because.object)}`] : [])));
  const deepest = reasons.filter(({ because }) => because === undefined);
  const felt = deepest.filter((each) => own.includes(each) || behind.has(`${each.kind} ${refText(each.object)}`));
  return { felt, near: deepest.filter((each) => !felt.includes(each) && isNear(each, part)) };
}

/** What the workloads and services of a part call. */
function neededBy(cluster: Cluster, part: ClusterPart): ReadonlySet<string> {
  const works = cluster.works.map(({ ref }) => ref);
  const services = cluster.objects.Service.map(({ metadata: { name, namespace = "" } }) => ({
    kind: "Service",
    namespace,
    name,
  }));
  const own = [...works, ...services].filter((ref) => isIn(ref, part) && isNamed(ref.name, part));
  return reachedFrom(needsOf(cluster), own);
}

function refsOf({ object, affects }: Reason): readonly ObjectRef[] {
  return [object, ...affects];
}

function isFelt(reason: Reason, part: ClusterPart): boolean {
  const { node, name } = part;
  const refs = refsOf(reason);
  if (node !== undefined) return refs.some((ref) => ref.kind === "Node" && ref.name === node);
  if (name !== undefined) return refs.some((ref) => isIn(ref, part) && isNamed(ref.name, part));
  if (part.namespace !== undefined) return refs.some((ref) => isIn(ref, part));
  return refs.some(({ namespace = SYSTEM }) => namespace === SYSTEM);
}

function isNear(reason: Reason, { namespace, ...part }: ClusterPart): boolean {
  if (namespace === undefined) return true;
  return refsOf(reason).some((ref) => !ref.namespace || ref.namespace === SYSTEM || isIn(ref, { namespace, ...part }));
}

function isIn(ref: ObjectRef, { namespace, isShortened }: ClusterPart): boolean {
  if (namespace === undefined || !ref.namespace) return namespace === undefined;
  return isShortened ? shortened(ref.namespace, namespace) : ref.namespace === namespace;
}

/** Also a workload whose pod is asked about: "cart-7d9f8b6c54-x2x4z" is of "cart". */
function isNamed(name: string, { name: asked = "", isShortened }: ClusterPart): boolean {
  if (isShortened) return shortened(name, asked);
  return (
    name === asked || (asked.startsWith(`${name}-`) && /^-(?:[a-z0-9]+-)?[a-z0-9]+$/.test(asked.slice(name.length)))
  );
}

const shortened = (whole: string, short: string): boolean => whole.replaceAll("-", "").startsWith(short);
