import { z } from "zod";
import { listOf, names, part, text, texts, time } from "./fields.ts";

/** What all objects have. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
export const metadata = z.object({
  name: z.string().min(1).max(500),
  namespace: text,
  uid: text,
  labels: texts,
  annotations: texts,
  creationTimestamp: time,
  deletionTimestamp: time,
  finalizers: names,
  ownerReferences: listOf(z.object({ kind: z.string(), name: z.string() })),
  managedFields: listOf(z.object({ manager: text, operation: text, time, subresource: text })),
});

export type Metadata = z.output<typeof metadata>;

/** A condition of an object's status. */
export const conditions = listOf(
  z.object({ type: z.string(), status: text, reason: text, message: text, lastTransitionTime: time }),
);

/** Which labels objects must have. */
export const labelSelector = part({
  matchLabels: texts,
  matchExpressions: listOf(z.object({ key: z.string(), operator: text, values: names })),
});

export type LabelSelector = z.output<typeof labelSelector>;
