import type { Alarm } from "../../events/events.ts";
import { inputsOf, toQuery } from "./alarm-metric.ts";

/** The part of a Kubernetes cluster that an alarm or a notice is about. */
export interface ClusterTarget {
  /** Undefined if only names of what runs in it are known. */
  readonly cluster?: string;
  readonly namespace?: string;
  /** A workload, a pod of it, or a service in front of it. */
  readonly name?: string;
  readonly node?: string;
  /** Whether names are those that the load balancer controller makes: only their first eight characters. */
  readonly isShortened?: true;
}

/** Dimensions of Container Insights, and labels of Prometheus, that name the same. */
const NAMES = {
  cluster: ["ClusterName", "cluster", "k8s.cluster.name", "k8s_cluster_name"],
  namespace: ["Namespace", "K8sNamespace", "namespace", "k8s.namespace.name", "k8s_namespace_name"],
  name: ["PodName", "Service", "FullPodName", "Workload", "deployment", "service", "pod", "k8s.pod.name"],
  node: ["NodeName", "node"],
} as const;

/** Namespaces of metrics that tell of Kubernetes. Those of ECS have dimensions of the same names. */
const METRICS = /^(?:ContainerInsights(?:\/Prometheus)?|AWS\/EKS|Kubernetes|EKS\/.+)$/;

/** What of a cluster an alarm is about, by its dimensions and labels, by ARNs of resources, or by a load balancer's name; undefined if nothing. */
export function clusterTargetOf(
  alarm: Alarm | undefined,
  resources: readonly string[] = [],
): ClusterTarget | undefined {
  const queries = alarm ? [...(alarm.metric ? [toQuery(alarm.metric)] : []), ...inputsOf(alarm)] : [];
  for (const { namespace, dimensions } of queries) {
    const found = METRICS.test(namespace) ? byNames(dimensions) : (ofSignals(dimensions) ?? ofController(dimensions));
    if (found) return found;
  }
  const labels = alarm?.expression?.language === "promql" ? byNames(alarm.contributor?.attributes ?? {}) : undefined;
  return labels ?? resources.flatMap((arn) => ofArn(arn) ?? [])[0];
}

function byNames(values: Readonly<Record<string, string>>): ClusterTarget | undefined {
  const of = (key: keyof typeof NAMES): string | undefined =>
    NAMES[key].map((name) => (Object.hasOwn(values, name) ? values[name] : undefined)).find((value) => value);
  const [cluster, namespace, name, node] = [of("cluster"), of("namespace"), of("name"), of("node")];
  if (cluster === undefined && namespace === undefined && name === undefined) return undefined;
  return {
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(node !== undefined && { node }),
  };
}

/** Application Signals names the environment of a service in EKS after its cluster and namespace: `eks:prod/shop`. */
function ofSignals({ Environment = "", Service }: Readonly<Record<string, string>>): ClusterTarget | undefined {
  const [, cluster, namespace] = /^eks:([^/]+)\/([^/]+)$/.exec(Environment) ?? [];
  if (cluster === undefined || namespace === undefined) return undefined;
  return { cluster, namespace, ...(Service !== undefined && { name: Service }) };
}

/**
 * Target groups and load balancers that the controller made are called `k8s-<namespace>-<service or ingress>-<hash>`, each part cut to eight
 * characters. https://kubernetes-sigs.github.io/aws-load-balancer-controller
 */
function ofController({
  TargetGroup = "",
  LoadBalancer = "",
}: Readonly<Record<string, string>>): ClusterTarget | undefined {
  for (const name of [TargetGroup, LoadBalancer]) {
    const [, namespace, service] =
      /(?:^|\/)k8s-([a-z0-9]{1,8})-([a-z0-9]{1,8})-[0-9a-f]{8,10}(?:\/|$)/.exec(name) ?? [];
    if (namespace === undefined || service === undefined) continue;
    return { namespace, isShortened: true, ...(name === TargetGroup && { name: service }) };
  }
  return undefined;
}

function ofArn(arn: string): ClusterTarget | undefined {
  const cluster = /^arn:[\w-]+:eks:[\w-]*:\d*:(?:cluster|nodegroup|fargateprofile|addon)\/([^/]+)/.exec(arn)?.[1];
  return cluster === undefined ? undefined : { cluster };
}
