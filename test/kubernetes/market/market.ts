import type { Json } from "../shop.ts";
import { settle } from "./settle.ts";

/** When the states are read. */
export const NOW = Date.parse("2026-11-30T09:30:00Z") / 1000;
export const ago = (seconds: number): string => new Date((NOW - seconds) * 1000).toISOString().replace(".000", "");

const DAYS = 5 * 86_400;

/**
 * A market on EKS as `kubectl get … -o json` tells it: rollouts with old and new ReplicaSets, endpoints and statuses that follow from the pods,
 * consumption, and the old events that every namespace has. Objects are found by "Kind/name".
 */
export interface Market {
  readonly logs: { namespace: string; pod: string; previous?: boolean; text: string }[];
  of(key: string): Json;
  add(kind: string, name: string, rest?: Json, namespace?: string | undefined): Json;
  remove(key: string): void;
  /** The newest pod of a workload. */
  pod(workload: string): Json;
  pods(workload: string): readonly Json[];
  /** All pods of the market itself. */
  running(): readonly Json[];
  /** The specification of a workload's pods, changed in the template and in all pods, as after a new installation. */
  edit(workload: string, change: (podSpec: Json) => void): void;
  /** A rolling update: the old pod keeps serving, a new one has the changed specification. */
  roll(workload: string, change: (podSpec: Json) => void): void;
  event(ref: string, reason: string, message: string, rest?: Json): void;
  log(workload: string, text: string, previous?: boolean): void;
  documents(): readonly Json[];
}

export const NAMESPACE = "market";

const PROGRAMS: readonly (readonly [
  name: string,
  port: number,
  portName: string,
  env: Readonly<Record<string, string>>,
])[] = [
  [
    "gateway",
    8080,
    "http",
    {
      CATALOG_ADDR: "catalog:3550",
      BASKET_ADDR: "basket:7070",
      CHECKOUT_ADDR: "checkout:5050",
      CURRENCY_ADDR: "currency:7000",
      REVIEWS_URL: "http://reviews.market.svc.cluster.local:8000/v1",
    },
  ],
  ["catalog", 3550, "grpc", { CATALOG_FILE: "/data/products.json" }],
  ["basket", 7070, "grpc", { REDIS_ADDR: "basket-redis:6379" }],
  [
    "checkout",
    5050,
    "grpc",
    {
      BASKET_ADDR: "basket:7070",
      PAYMENT_ADDR: "payment:50051",
      SHIPPING_ADDR: "shipping:50052",
      MAILER_ADDR: "mailer:8025",
      CURRENCY_ADDR: "currency:7000",
    },
  ],
  ["payment", 50051, "grpc", {}],
  ["shipping", 50052, "grpc", {}],
  ["mailer", 8025, "http", {}],
  ["currency", 7000, "grpc", {}],
  [
    "reviews",
    8000,
    "http",
    { DB_HOST: "reviews-db", DB_PORT: "5432", DB_NAME: "reviews", SPRING_PROFILES_ACTIVE: "prod" },
  ],
];

/** The market on a good day. */
export function goodDay(): Market {
  const objects = new Map<string, Json>();
  const events: Json[] = [];
  const logs: Market["logs"] = [];
  const meta = (name: string, namespace: string | undefined, labels: Json = {}): Json => ({
    name,
    ...(namespace !== undefined && { namespace }),
    uid: `uid-${name}`,
    resourceVersion: "184467",
    labels,
    creationTimestamp: ago(DAYS),
  });
  const market: Market = {
    logs,
    of(key) {
      const found = objects.get(key);
      if (!found) throw new Error(`no ${key}`);
      return found;
    },
    add(kind, name, rest = {}, namespace: string | undefined = NAMESPACE) {
      const { metadata, ...others } = rest;
      const made = { apiVersion: "v1", kind, metadata: { ...meta(name, namespace), ...metadata }, ...others };
      const key = `${kind}/${name}`;
      const isTaken = objects.has(key) && objects.get(key)?.metadata.namespace !== made.metadata.namespace;
      objects.set(isTaken ? `${kind}/${namespace}/${name}` : key, made);
      return made;
    },
    remove: (key) => objects.delete(key),
    pods: (workload) =>
      [...objects.values()].filter(({ kind, metadata }) => kind === "Pod" && metadata.labels.app === workload),
    running: () =>
      [...objects.values()].filter(({ kind, metadata }) => kind === "Pod" && metadata.namespace === NAMESPACE),
    pod(workload) {
      const found = market.pods(workload).at(-1);
      if (!found) throw new Error(`no pod of ${workload}`);
      return found;
    },
    edit(workload, change) {
      for (const { kind, metadata, spec } of objects.values()) {
        const isOf = metadata.name === workload || metadata.labels?.app === workload;
        if (isOf && kind === "Pod") change(spec);
        else if (isOf && spec?.template) change(spec.template.spec);
      }
    },
    roll(workload, change) {
      const deployment = market.of(`Deployment/${workload}`);
      const old = market.of(`ReplicaSet/${workload}-6f7d9c8b54`);
      change(deployment.spec.template.spec);
      deployment.metadata.generation = 2;
      deployment.status.observedGeneration = 2;
      deployment.metadata.annotations = { "deployment.kubernetes.io/revision": "2" };
      const set = `${workload}-5c6b8d7f9d`;
      market.add("ReplicaSet", set, {
        ...structuredClone({ spec: { ...old.spec, template: deployment.spec.template } }),
        metadata: {
          labels: old.metadata.labels,
          ownerReferences: old.metadata.ownerReferences,
          creationTimestamp: ago(900),
        },
      });
      const pod = structuredClone(market.pod(workload));
      pod.metadata.name = `${set}-q8w2n`;
      pod.metadata.creationTimestamp = ago(900);
      pod.metadata.ownerReferences = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: set }];
      pod.spec = { ...structuredClone(deployment.spec.template.spec), nodeName: pod.spec.nodeName };
      objects.set(`Pod/${pod.metadata.name}`, pod);
    },
    event(ref, reason, message, { type = "Warning", first = 840, last = 25, namespace = NAMESPACE, fieldPath } = {}) {
      const [kind = "", name = ""] = ref.split("/");
      events.push({
        apiVersion: "v1",
        kind: "Event",
        metadata: meta(`${name}.${events.length}`, namespace),
        involvedObject: { kind, name, namespace, ...(fieldPath && { fieldPath }) },
        type,
        reason,
        message,
        count: 4,
        firstTimestamp: ago(first),
        lastTimestamp: ago(last),
        source: { component: kind === "Pod" ? "kubelet" : "controller" },
      });
    },
    log: (workload, text, previous) =>
      logs.push({
        namespace: market.pod(workload).metadata.namespace,
        pod: market.pod(workload).metadata.name,
        text,
        ...(previous && { previous }),
      }),
    documents() {
      settle(objects);
      return [
        { apiVersion: "v1", kind: "List", items: [...objects.values()] },
        { apiVersion: "v1", kind: "EventList", items: events },
      ];
    },
  };
  build(market);
  return market;
}

function build(market: Market): void {
  for (const name of [NAMESPACE, "kube-system", "monitoring"]) {
    market.add("Namespace", name, {
      metadata: { namespace: undefined, labels: { "kubernetes.io/metadata.name": name } },
      status: { phase: "Active" },
    });
    market.add("ServiceAccount", "default", {}, name);
  }
  for (const [index, zone] of ["eu-central-1a", "eu-central-1b", "eu-central-1c"].entries())
    node(market, `ip-10-0-${index}-11`, zone);
  market.add("StorageClass", "gp3", {
    metadata: { namespace: undefined },
    provisioner: "ebs.csi.aws.com",
    volumeBindingMode: "WaitForFirstConsumer",
  });
  market.add("IngressClass", "alb", {
    metadata: { namespace: undefined },
    spec: { controller: "ingress.k8s.aws/alb" },
  });
  market.add("ConfigMap", "products", { data: { "products.json": '{"products":[]}' } });
  market.add("ConfigMap", "kube-root-ca.crt", { data: { "ca.crt": "x" } });
  market.add("Secret", "reviews-db", { type: "Opaque", data: { username: "cmV2aWV3cw==", password: "eA==" } });
  for (const [name, port, portName, env] of PROGRAMS) program(market, name, port, portName, env);
  program(market, "basket-redis", 6379, "redis", {});
  program(market, "reviews-db", 5432, "postgres", { POSTGRES_DB: "reviews" }, "StatefulSet");
  market.edit("catalog", (spec) => {
    spec.volumes.push({ name: "products", configMap: { name: "products", defaultMode: 420 } });
    spec.containers[0].volumeMounts = [{ name: "products", mountPath: "/data" }];
  });
  market.edit("reviews", ({ containers: [main] }) =>
    main.env.push({ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "reviews-db", key: "password" } } }),
  );
  market.edit("reviews-db", (spec) => {
    spec.volumes.push({ name: "data", persistentVolumeClaim: { claimName: "data-reviews-db-0" } });
    spec.containers[0].env.push({
      name: "POSTGRES_PASSWORD",
      valueFrom: { secretKeyRef: { name: "reviews-db", key: "password" } },
    });
    spec.containers[0].volumeMounts = [{ name: "data", mountPath: "/var/lib/postgresql/data" }];
  });
  const claim = {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "20Gi" } },
    storageClassName: "gp3",
  };
  market.add("PersistentVolumeClaim", "data-reviews-db-0", {
    spec: { ...claim, volumeName: "pvc-8f1e" },
    status: { phase: "Bound" },
  });
  market.add("PersistentVolume", "pvc-8f1e", {
    metadata: { namespace: undefined },
    spec: {
      ...claim,
      resources: undefined,
      capacity: { storage: "20Gi" },
      claimRef: { namespace: NAMESPACE, name: "data-reviews-db-0" },
      nodeAffinity: zonal("eu-central-1a"),
    },
    status: { phase: "Bound" },
  });
  program(market, "loadgen", 0, "", { TARGET: "http://gateway:8080" });
  program(market, "coredns", 53, "dns", {}, "Deployment", "kube-system");
  for (const name of ["kube-proxy", "aws-node"]) program(market, name, 0, "", {}, "DaemonSet", "kube-system");
  market.of("Pod/kube-proxy-x7k2p").spec.hostNetwork = true;
  market.add(
    "ConfigMap",
    "coredns",
    {
      data: {
        Corefile:
          ".:53 {\n    errors\n    health\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n      pods insecure\n    }\n    forward . /etc/resolv.conf\n    cache 30\n}",
      },
    },
    "kube-system",
  );
  market.event(
    `Pod/${market.pod("currency").metadata.name}`,
    "Unhealthy",
    'Readiness probe failed: timeout: failed to connect service ":7000" within 1s',
    { first: 3300, last: 3290 },
  );
  market.event(
    `Pod/${market.pod("shipping").metadata.name}`,
    "Pulled",
    'Container image "registry.example.com/shipping:2.3.1" already present on machine',
    { type: "Normal", first: 3000, last: 3000 },
  );
  market.event("Deployment/mailer", "ScalingReplicaSet", "Scaled up replica set mailer-6f7d9c8b54 to 1", {
    type: "Normal",
    first: 3400,
    last: 3400,
  });
}

export const zonal = (zone: string): Json => ({
  required: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: [zone] }] }],
  },
});

function node(market: Market, name: string, zone: string): void {
  const fine = ["MemoryPressure", "DiskPressure", "PIDPressure"].map((type) => ({
    type,
    status: "False",
    lastHeartbeatTime: ago(20),
    lastTransitionTime: ago(DAYS),
  }));
  market.add("Node", name, {
    metadata: {
      namespace: undefined,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/zone": zone,
        "eks.amazonaws.com/nodegroup": "general",
        "node.kubernetes.io/instance-type": "m6i.large",
      },
    },
    spec: { providerID: `aws:///${zone}/i-0${name.length}` },
    status: {
      capacity: { cpu: "2", memory: "7934Mi", pods: "29" },
      allocatable: { cpu: "1930m", memory: "7244Mi", pods: "29" },
      conditions: [
        ...fine,
        {
          type: "Ready",
          status: "True",
          reason: "KubeletReady",
          message: "kubelet is posting ready status",
          lastHeartbeatTime: ago(20),
          lastTransitionTime: ago(DAYS),
        },
      ],
      nodeInfo: { kubeletVersion: "v1.33.5-eks-113cf36" },
    },
  });
}

function program(
  market: Market,
  name: string,
  port: number,
  portName: string,
  env: Readonly<Record<string, string>>,
  kind = "Deployment",
  namespace = NAMESPACE,
): void {
  const labels = { app: name, "app.kubernetes.io/part-of": NAMESPACE };
  const asked = (rest: Json): Json =>
    portName === "grpc"
      ? { grpc: { port }, ...rest }
      : portName === "http"
        ? { httpGet: { path: "/healthz", port, scheme: "HTTP" }, ...rest }
        : { tcpSocket: { port }, ...rest };
  const spec: Json = {
    serviceAccountName: "default",
    restartPolicy: "Always",
    dnsPolicy: "ClusterFirst",
    schedulerName: "default-scheduler",
    containers: [
      {
        name: "server",
        image: `registry.example.com/${name}:2.3.1`,
        imagePullPolicy: "IfNotPresent",
        ...(port > 0 && { ports: [{ containerPort: port, name: portName, protocol: "TCP" }] }),
        env: [
          ...(port > 0 ? [{ name: "PORT", value: String(port) }] : []),
          ...Object.entries(env).map(([key, value]) => ({ name: key, value })),
        ],
        resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "200m", memory: "128Mi" } },
        ...(port > 0 && {
          readinessProbe: asked({ periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 }),
          livenessProbe: asked({ periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3, initialDelaySeconds: 15 }),
        }),
      },
    ],
    volumes: [{ name: "kube-api-access-zz", projected: { sources: [{ serviceAccountToken: {} }] } }],
  };
  const selector = { matchLabels: { app: name } };
  market.add(
    kind,
    name,
    {
      metadata: { labels, generation: 1 },
      spec: {
        ...(kind !== "DaemonSet" && { replicas: 1 }),
        selector,
        template: { metadata: { labels }, spec },
        ...(kind === "StatefulSet" && { serviceName: name }),
      },
      status: { observedGeneration: 1 },
    },
    namespace,
  );
  const set = `${name}-6f7d9c8b54`;
  if (kind === "Deployment") {
    market.add(
      "ReplicaSet",
      set,
      {
        metadata: { labels, ownerReferences: [{ apiVersion: "apps/v1", kind, name }] },
        spec: structuredClone({ replicas: 1, selector, template: { metadata: { labels }, spec } }),
      },
      namespace,
    );
  }
  const podName = kind === "Deployment" ? `${set}-x7k2p` : kind === "StatefulSet" ? `${name}-0` : `${name}-x7k2p`;
  market.add(
    "Pod",
    podName,
    {
      metadata: {
        labels,
        ownerReferences: [
          {
            apiVersion: "apps/v1",
            kind: kind === "Deployment" ? "ReplicaSet" : kind,
            name: kind === "Deployment" ? set : name,
          },
        ],
      },
      spec: { ...structuredClone(spec), nodeName: "ip-10-0-0-11" },
      status: {
        phase: "Running",
        podIP: "10.0.0.40",
        startTime: ago(DAYS),
        conditions: [
          { type: "PodScheduled", status: "True", lastTransitionTime: ago(DAYS) },
          { type: "Ready", status: "True", lastTransitionTime: ago(DAYS) },
        ],
        containerStatuses: [
          {
            name: "server",
            ready: true,
            started: true,
            restartCount: 0,
            image: spec.containers[0].image,
            state: { running: { startedAt: ago(DAYS) } },
            lastState: {},
          },
        ],
      },
    },
    namespace,
  );
  market.add(
    "PodMetrics",
    podName,
    { containers: [{ name: "server", usage: { cpu: "21m", memory: "41Mi" } }] },
    namespace,
  );
  if (port === 0) return;
  market.add(
    "Service",
    name === "coredns" ? "kube-dns" : name,
    {
      spec: {
        type: "ClusterIP",
        clusterIP: name === "coredns" ? "172.20.0.10" : `172.20.${port % 200}.9`,
        selector: { app: name },
        ports: [{ name: portName, port, targetPort: port, protocol: portName === "dns" ? "UDP" : "TCP" }],
      },
    },
    namespace,
  );
  if (portName === "dns")
    for (const each of [market.of(`Pod/${podName}`).spec, spec, market.of(`ReplicaSet/${set}`).spec.template.spec])
      each.containers[0].ports[0].protocol = "UDP";
}
