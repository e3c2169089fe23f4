import type { ResourceKind } from "../../src/kubernetes/state.ts";

/** A kind as the API lists it. */
export interface Resource {
  readonly kind: ResourceKind;
  /** The path of its group: "/apis/apps/v1". */
  readonly group: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const CORE = "/api/v1";
const APPS = "/apis/apps/v1";
const BATCH = "/apis/batch/v1";
const NETWORK = "/apis/networking.k8s.io/v1";
const METRICS = "/apis/metrics.k8s.io/v1beta1";

const ofNamespace = (group: string, kind: ResourceKind, plural: string): Resource => ({
  kind,
  group,
  plural,
  namespaced: true,
});
const ofCluster = (group: string, kind: ResourceKind, plural: string): Resource => ({
  kind,
  group,
  plural,
  namespaced: false,
});

/** What is read of a cluster. Secrets are not: a view policy does not allow it, and the kubelet says itself which one is missing. */
export const RESOURCES: readonly Resource[] = [
  ofNamespace(CORE, "Pod", "pods"),
  ofNamespace(CORE, "Event", "events"),
  ofNamespace(CORE, "Service", "services"),
  ofNamespace(CORE, "ConfigMap", "configmaps"),
  ofNamespace(CORE, "ServiceAccount", "serviceaccounts"),
  ofNamespace(CORE, "PersistentVolumeClaim", "persistentvolumeclaims"),
  ofNamespace(CORE, "ResourceQuota", "resourcequotas"),
  ofNamespace(APPS, "Deployment", "deployments"),
  ofNamespace(APPS, "ReplicaSet", "replicasets"),
  ofNamespace(APPS, "StatefulSet", "statefulsets"),
  ofNamespace(APPS, "DaemonSet", "daemonsets"),
  ofNamespace(BATCH, "Job", "jobs"),
  ofNamespace(BATCH, "CronJob", "cronjobs"),
  ofNamespace(NETWORK, "Ingress", "ingresses"),
  ofNamespace(NETWORK, "NetworkPolicy", "networkpolicies"),
  ofNamespace("/apis/discovery.k8s.io/v1", "EndpointSlice", "endpointslices"),
  ofNamespace("/apis/autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
  ofNamespace("/apis/policy/v1", "PodDisruptionBudget", "poddisruptionbudgets"),
  ofNamespace(METRICS, "PodMetrics", "pods"),
  ofCluster(CORE, "Namespace", "namespaces"),
  ofCluster(CORE, "Node", "nodes"),
  ofCluster(CORE, "PersistentVolume", "persistentvolumes"),
  ofCluster("/apis/storage.k8s.io/v1", "StorageClass", "storageclasses"),
  ofCluster(NETWORK, "IngressClass", "ingressclasses"),
];
