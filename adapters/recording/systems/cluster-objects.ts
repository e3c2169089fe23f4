/** A deployment of a simulated cluster, with its pods and the service in front of them. */
export interface SimulatedDeployment {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly image: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly memory?: string;
  /** The selector of its service, if it is not its own label. */
  readonly selected?: string;
  /** Who wrote the service last, and when, epoch seconds. */
  readonly serviceWritten?: { readonly by: string; readonly at: number };
  /** The rollout of the image that runs now: who, when, and the image before. */
  readonly rolledOut?: { readonly by: string; readonly at: number; readonly before: string };
  /** The state of its container, as the kubelet reports it; running by default. */
  readonly container?: Readonly<Record<string, unknown>>;
}

type Document = Readonly<Record<string, unknown>>;

const WEEKS = 21 * 86_400;

export const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Nodes, the cluster's DNS and the namespaces of a cluster that began three weeks before `now`, epoch seconds. */
export function clusterBasics(now: number, namespaces: readonly string[]): readonly Document[] {
  const dns = { name: "coredns", namespace: "kube-system", port: 53, image: "coredns:1.11" };
  return [
    ...["ip-10-0-1-21.eu-west-1.compute.internal", "ip-10-0-2-34.eu-west-1.compute.internal"].map((name) => ({
      kind: "Node",
      metadata: { name, creationTimestamp: timeOf(now - WEEKS) },
      spec: {},
      status: { allocatable: { cpu: "4", memory: "16Gi" }, conditions: [{ type: "Ready", status: "True" }] },
    })),
    ...[...namespaces, "kube-system"].map((name) => ({
      kind: "Namespace",
      metadata: { name },
      status: { phase: "Active" },
    })),
    ...[...namespaces, "kube-system"].map((namespace) => ({
      kind: "ServiceAccount",
      metadata: { name: "default", namespace },
    })),
    ...deploymentObjects(dns, now),
  ];
}

/** What `kubectl get` lists of a deployment. */
export function deploymentObjects(deployment: SimulatedDeployment, now: number): readonly Document[] {
  const { name, namespace, image, rolledOut, container, port, selected = name, serviceWritten } = deployment;
  const labels = { app: name };
  const begun = timeOf(now - WEEKS);
  const [old, set] = [`${name}-5c8d9f7b64`, `${name}-7d9f8b6c54`];
  const isReady = container === undefined;
  const replicaSet = (id: string, at: string, of: string, revision: string): Document => ({
    kind: "ReplicaSet",
    metadata: {
      name: id,
      namespace,
      labels,
      creationTimestamp: at,
      annotations: { "deployment.kubernetes.io/revision": revision },
      ownerReferences: [{ kind: "Deployment", name }],
    },
    spec: { template: { metadata: { labels }, spec: podSpec(deployment, of) } },
  });
  const since = rolledOut ? timeOf(rolledOut.at) : begun;
  return [
    {
      kind: "Deployment",
      metadata: { name, namespace, labels, creationTimestamp: begun, managedFields: writtenBy(rolledOut) },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec(deployment, image) },
      },
      status: { replicas: 1, readyReplicas: isReady ? 1 : 0, updatedReplicas: 1 },
    },
    ...(rolledOut ? [replicaSet(old, begun, rolledOut.before, "6")] : []),
    replicaSet(set, since, image, "7"),
    {
      kind: "Pod",
      metadata: {
        name: `${set}-x2x4z`,
        namespace,
        labels,
        creationTimestamp: since,
        ownerReferences: [{ kind: "ReplicaSet", name: set }],
      },
      spec: { ...podSpec(deployment, image), nodeName: "ip-10-0-1-21.eu-west-1.compute.internal" },
      status: {
        phase: isReady ? "Running" : "Pending",
        conditions: [{ type: "Ready", status: isReady ? "True" : "False", lastTransitionTime: since }],
        containerStatuses: [
          container ?? { name: "main", ready: true, restartCount: 0, state: { running: { startedAt: since } } },
        ],
      },
    },
    {
      kind: "Service",
      metadata: { name, namespace, creationTimestamp: begun, managedFields: writtenBy(serviceWritten) },
      spec: { type: "ClusterIP", selector: { app: selected }, ports: [{ port, targetPort: port }] },
    },
  ];
}

/** A warning about an object, as the cluster keeps it for an hour. */
export function warning(
  about: { readonly kind: string; readonly namespace: string; readonly name: string },
  reason: string,
  message: string,
  at: number,
): Document {
  return {
    kind: "Event",
    metadata: { name: `${about.name}.${reason.toLowerCase()}`, namespace: about.namespace },
    type: "Warning",
    involvedObject: about,
    reason,
    message,
    count: 12,
    firstTimestamp: timeOf(at),
    lastTimestamp: timeOf(at + 120),
  };
}

function writtenBy(written: { readonly by: string; readonly at: number } | undefined): readonly Document[] {
  return written ? [{ manager: written.by, operation: "Update", time: timeOf(written.at) }] : [];
}

function podSpec({ port, env = {}, memory = "256Mi" }: SimulatedDeployment, image: string): Document {
  return {
    serviceAccountName: "default",
    containers: [
      {
        name: "main",
        image,
        ports: [{ containerPort: port }],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory } },
      },
    ],
  };
}
