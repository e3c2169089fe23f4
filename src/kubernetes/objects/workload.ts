import { z } from "zod";
import { flag, part, text, time, whole } from "./fields.ts";
import { conditions, labelSelector, metadata } from "./metadata.ts";
import { podSpec } from "./pod-spec.ts";

const template = part({ metadata: part({ labels: metadata.shape.labels }), spec: podSpec.optional().catch(undefined) });

/** A Deployment, StatefulSet, DaemonSet, ReplicaSet or Job: what makes pods of a template. */
export const workload = z.object({
  metadata,
  spec: part({
    replicas: whole,
    paused: flag,
    suspend: flag,
    selector: labelSelector,
    serviceName: text,
    backoffLimit: whole,
    activeDeadlineSeconds: whole,
    template,
  }),
  status: part({
    replicas: whole,
    readyReplicas: whole,
    availableReplicas: whole,
    updatedReplicas: whole,
    desiredNumberScheduled: whole,
    numberReady: whole,
    active: whole,
    succeeded: whole,
    failed: whole,
    observedGeneration: whole,
    conditions,
  }),
});

export type Workload = z.output<typeof workload>;

export const cronJob = z.object({
  metadata,
  spec: part({ schedule: text, suspend: flag, jobTemplate: part({ spec: part({ template }) }) }),
  status: part({ lastScheduleTime: time, lastSuccessfulTime: time }),
});

export type CronJob = z.output<typeof cronJob>;
