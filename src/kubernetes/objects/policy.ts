import { z } from "zod";
import { flag, listOf, names, numberOrName, part, text, texts, whole } from "./fields.ts";
import { conditions, labelSelector, metadata } from "./metadata.ts";

export const quota = z.object({ metadata, spec: part({ hard: texts }), status: part({ hard: texts, used: texts }) });
export type Quota = z.output<typeof quota>;

export const limitRange = z.object({
  metadata,
  spec: part({ limits: listOf(z.object({ type: text, max: texts, min: texts })) }),
});
export type LimitRange = z.output<typeof limitRange>;

export const autoscaler = z.object({
  metadata,
  spec: part({ scaleTargetRef: part({ kind: text, name: text }), minReplicas: whole, maxReplicas: whole }),
  status: part({ currentReplicas: whole, desiredReplicas: whole, conditions }),
});
export type Autoscaler = z.output<typeof autoscaler>;

export const disruptionBudget = z.object({
  metadata,
  spec: part({ minAvailable: numberOrName, maxUnavailable: numberOrName, selector: labelSelector }),
  status: part({ disruptionsAllowed: whole, currentHealthy: whole, desiredHealthy: whole, expectedPods: whole }),
});
export type DisruptionBudget = z.output<typeof disruptionBudget>;

/** An object of which only its name matters: PriorityClass, ServiceAccount, IngressClass, Namespace. */
export const named = z.object({ metadata, status: part({ phase: text, conditions }) });
export type NamedObject = z.output<typeof named>;

export const serviceAccount = z.object({ metadata, imagePullSecrets: listOf(z.object({ name: text })) });
export type ServiceAccount = z.output<typeof serviceAccount>;

export const role = z.object({
  metadata,
  rules: listOf(z.object({ apiGroups: names, resources: names, verbs: names })),
});
export type KubernetesRole = z.output<typeof role>;

export const binding = z.object({
  metadata,
  roleRef: part({ kind: text, name: text }),
  subjects: listOf(z.object({ kind: text, name: text, namespace: text })),
});
export type Binding = z.output<typeof binding>;

export const webhookConfiguration = z.object({
  metadata,
  webhooks: listOf(
    z.object({
      name: text,
      failurePolicy: text,
      clientConfig: part({ service: part({ name: text, namespace: text, port: whole }) }),
    }),
  ),
});
export type WebhookConfiguration = z.output<typeof webhookConfiguration>;

/** Consumption of a pod or node as metrics.k8s.io tells it. */
export const consumption = z.object({
  metadata,
  usage: texts,
  containers: listOf(z.object({ name: z.string(), usage: texts })),
  unready: flag,
});
export type Consumption = z.output<typeof consumption>;
