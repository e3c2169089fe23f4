import { withoutEnd } from "../../card/number.ts";
import type { ClusterReason } from "../../findings/cluster-reason.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import { type ObjectRef, refText } from "../../kubernetes/reason.ts";
import type { Scene } from "../scene/scene.ts";
import { componentOf, horizonOf } from "./evidence.ts";

const MOST_QUOTES = 2;
const LONGEST = 240;

/** What the cluster states of an object: the field with what it is and should be, then what events and logs say. */
export function reasonEvidence(scene: Scene, { cluster, component, reason }: ClusterReason): readonly EvidenceDraft[] {
  const { object, field, observed, expected, quotes, since } = reason;
  const horizon = horizonOf(scene, "cluster");
  const begun = Math.min(since ?? scene.findings.symptom.at, horizon);
  const shared = {
    kind: "cluster" as const,
    component: componentOf(scene, component),
    figures: since === undefined ? {} : { since },
    query: commandOf(cluster, object),
    window: { start: begun, end: horizon },
    horizon,
  };
  const at = field === undefined ? refText(object) : `${refText(object)} ${field}`;
  const stated = `${at} is ${withoutEnd(observed, LONGEST)}; should be ${withoutEnd(expected, LONGEST)}`;
  return [
    { key: `cluster ${component} ${reason.kind}`, ...shared, sentence: stated },
    ...quotes.slice(0, MOST_QUOTES).map((quote, index) => ({
      key: `cluster ${component} ${reason.kind} ${index}`,
      ...shared,
      sentence: `${cluster} says "${withoutEnd(quote.trim(), LONGEST)}"`,
    })),
  ];
}

/** The question that shows the same again, as a person types it. */
export function commandOf(cluster: string, { namespace }: Pick<ObjectRef, "namespace">): string {
  return ["cluster", cluster, ...(namespace ? [namespace] : [])].join(" ");
}
