import type { z } from "zod";
import { configMap, secret } from "./objects/config.ts";
import { event } from "./objects/event.ts";
import { endpointSlice, endpoints, ingress, networkPolicy, service } from "./objects/network.ts";
import { node } from "./objects/node.ts";
import { pod } from "./objects/pod.ts";
import {
  autoscaler,
  binding,
  consumption,
  disruptionBudget,
  limitRange,
  named,
  quota,
  role,
  serviceAccount,
  webhookConfiguration,
} from "./objects/policy.ts";
import { claim, persistentVolume, storageClass } from "./objects/storage.ts";
import { cronJob, workload } from "./objects/workload.ts";

/** The kinds that are read, each with its schema. Others are ignored. */
export const KINDS = {
  Pod: pod,
  Deployment: workload,
  ReplicaSet: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  Job: workload,
  CronJob: cronJob,
  Service: service,
  Endpoints: endpoints,
  EndpointSlice: endpointSlice,
  Ingress: ingress,
  IngressClass: named,
  NetworkPolicy: networkPolicy,
  Node: node,
  PersistentVolumeClaim: claim,
  PersistentVolume: persistentVolume,
  StorageClass: storageClass,
  ResourceQuota: quota,
  LimitRange: limitRange,
  HorizontalPodAutoscaler: autoscaler,
  PodDisruptionBudget: disruptionBudget,
  PriorityClass: named,
  Namespace: named,
  ServiceAccount: serviceAccount,
  Role: role,
  ClusterRole: role,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  MutatingWebhookConfiguration: webhookConfiguration,
  ValidatingWebhookConfiguration: webhookConfiguration,
  ConfigMap: configMap,
  Secret: secret,
  PodMetrics: consumption,
  NodeMetrics: consumption,
  Event: event,
} as const;

export type ResourceKind = keyof typeof KINDS;

/** The objects of each kind that was read. */
export type Objects = { readonly [K in ResourceKind]: readonly z.output<(typeof KINDS)[K]>[] };

/** The last lines of a container. `previous`: of the run before the last restart. */
export interface ContainerLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
  readonly previous?: boolean;
  readonly text: string;
}

/** What is known of a cluster at one time. */
export interface ClusterState {
  /** Epoch seconds at which it was read. */
  readonly now: number;
  readonly objects: Objects;
  /** Kinds that were listed, also those of which there are none: only of these absence means something. */
  readonly listed: ReadonlySet<ResourceKind>;
  readonly logs: readonly ContainerLog[];
}
