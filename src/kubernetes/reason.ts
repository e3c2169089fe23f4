import type { ReasonKind } from "./reason-kinds.ts";

/** One object of a cluster; the namespace is undefined for those of the whole cluster. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A command to copy, and the command that takes it back where there is one. */
export interface ClusterRelief {
  readonly command: string;
  readonly undo?: string;
}

/** Why a workload does not start, restarts or gets no traffic, by the object and field that must be mended. */
export interface Reason {
  readonly kind: ReasonKind;
  readonly object: ObjectRef;
  /** The path of the field: "spec.selector.app". Undefined if no field of the object is wrong. */
  readonly field?: string;
  readonly observed: string;
  readonly expected: string;
  readonly sentence: string;
  /** What would show that this is not the reason. */
  readonly refutedBy: string;
  readonly relief?: ClusterRelief;
  /** How directly the state tells it, one of {@link CERTAINTY}. */
  readonly certainty: number;
  /** Workloads and services that suffer from it. */
  readonly affects: readonly ObjectRef[];
  /** Messages of events and lines of logs that tell it, as they were written. */
  readonly quotes: readonly string[];
  /** Epoch seconds of the first sign of it, if the state tells. */
  readonly since?: number;
  /** The deeper reason from which it follows. */
  readonly because?: { readonly kind: ReasonKind; readonly object: ObjectRef };
}

/** How directly a state tells a reason. The distances matter, not the numbers: a reason that is told outranks one that is only visible. */
export const CERTAINTY = {
  /** The cluster says it in so many words, or two fields contradict each other and nothing works because of it. */
  told: 1,
  /** Two fields contradict each other, and something that depends on them does not work. */
  contradicted: 0.85,
  /** A program's own log says it. */
  logged: 0.7,
  /** The log of a program says it that works all the same. */
  murmured: 0.6,
  /** Two fields contradict each other, and nothing else shows it. */
  unseen: 0.5,
  /** What is seen may have many reasons. */
  symptom: 0.25,
} as const;

export function refText({ kind, namespace, name }: ObjectRef): string {
  return namespace === undefined || namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

export function sameObject(one: ObjectRef, other: ObjectRef): boolean {
  return one.kind === other.kind && one.name === other.name && (one.namespace ?? "") === (other.namespace ?? "");
}

/** A `kubectl` command, its words quoted for a shell where needed. */
export function kubectl(namespace: string | undefined, ...words: readonly string[]): string {
  return ["kubectl", ...(namespace ? ["-n", shellWord(namespace)] : []), ...words.map(shellWord)].join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
