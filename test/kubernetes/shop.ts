/** An object as the API gives it, to be changed by cases. */
// biome-ignore lint/suspicious/noExplicitAny: cases reach into objects as deeply as the API nests them.
export type Json = any;

/** A cluster's objects by "Kind/name", its events and the logs of its pods. */
export interface Shop {
  readonly objects: Map<string, Json>;
  readonly events: Json[];
  readonly logs: { namespace: string; pod: string; text: string }[];
  /** An object by "Kind/name". */
  of(key: string): Json;
  /** The first pod of a workload. */
  pod(workload: string): Json;
  /** The container of a workload's template and, the same change, of its pods. */
  each(workload: string, change: (podSpec: Json) => void): void;
  add(object: Json): void;
  remove(key: string): void;
  event(kind: string, name: string, reason: string, message: string): void;
  log(workload: string, text: string): void;
}

export const NOW = Date.parse("2026-11-30T12:00:00Z") / 1000;
export const at = (secondsAgo: number): string => new Date((NOW - secondsAgo) * 1000).toISOString();

const NAMESPACE = "shop";

/** A shop that works: frontend → cart, checkout → payment, mysql; with the components of the cluster itself. */
export function healthyShop(): Shop {
  const objects = new Map<string, Json>();
  const events: Json[] = [];
  const logs: Shop["logs"] = [];
  const shop: Shop = {
    objects,
    events,
    logs,
    of(key) {
      const found = objects.get(key);
      if (!found) throw new Error(`no ${key}`);
      return found;
    },
    pod: (workload) =>
      [...objects.values()].find((each) => each.kind === "Pod" && each.metadata.labels.app === workload),
    each(workload, change) {
      for (const each of objects.values()) {
        if (each.metadata.labels?.app !== workload && each.metadata.name !== workload) continue;
        if (each.kind === "Pod") change(each.spec);
        else if (each.kind !== "ReplicaSet" && each.spec?.template) change(each.spec.template.spec);
      }
    },
    add: (object) => objects.set(`${object.kind}/${object.metadata.name}`, object),
    remove: (key) => objects.delete(key),
    event(kind, name, reason, message) {
      events.push({
        kind: "Event",
        metadata: { name: `${name}.${events.length}`, namespace: NAMESPACE },
        type: "Warning",
        involvedObject: { kind, namespace: NAMESPACE, name },
        reason,
        message,
        count: 5,
        firstTimestamp: at(600),
        lastTimestamp: at(30),
      });
    },
    log(workload, text) {
      logs.push({ namespace: NAMESPACE, pod: shop.pod(workload).metadata.name, text });
    },
  };
  for (const name of ["worker-a", "worker-b"]) shop.add(node(name));
  shop.add({
    ...node("control-plane"),
    spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
  });
  for (const name of [NAMESPACE, "kube-system"]) {
    shop.add({ kind: "Namespace", metadata: { name, labels: {} }, status: { phase: "Active" } });
  }
  shop.add({ kind: "ServiceAccount", metadata: meta("default") });
  shop.add({ kind: "ConfigMap", metadata: meta("settings"), data: { theme: "light" } });
  shop.add({ kind: "Secret", metadata: meta("database"), data: { password: "aHVudGVyMg==" } });
  shop.add({ kind: "StorageClass", metadata: { name: "gp3" }, provisioner: "ebs.csi.aws.com" });
  deploy(shop, "frontend", 8080, [
    ["CART_SERVICE_ADDR", "cart:7070"],
    ["CHECKOUT_SERVICE_ADDR", "checkout:5050"],
  ]);
  deploy(shop, "cart", 7070, []);
  deploy(shop, "checkout", 5050, [
    ["PAYMENT_SERVICE_ADDR", "payment:6060"],
    ["MYSQL_HOST", "mysql"],
    ["MYSQL_PORT", "3306"],
  ]);
  deploy(shop, "payment", 6060, []);
  deploy(shop, "mysql", 3306, [], "StatefulSet");
  shop.each("checkout", (spec) =>
    spec.containers[0].env.push(
      { name: "MYSQL_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } },
      { name: "THEME", valueFrom: { configMapKeyRef: { name: "settings", key: "theme" } } },
    ),
  );
  storage(shop);
  system(shop);
  return shop;
}

/** All that `kubectl get` would list of it. */
export function documentsOf({ objects, events }: Shop): readonly Json[] {
  return [
    { kind: "List", items: [...objects.values()] },
    { kind: "EventList", items: events },
  ];
}

const meta = (name: string, labels: Record<string, string> = {}, namespace = NAMESPACE): Json => ({
  name,
  namespace,
  labels,
  creationTimestamp: at(86_400),
});

const node = (name: string): Json => ({
  kind: "Node",
  metadata: { name, labels: { "kubernetes.io/hostname": name, zone: name.slice(-1) }, creationTimestamp: at(86_400) },
  spec: {},
  status: { allocatable: { cpu: "4", memory: "8Gi" }, conditions: [{ type: "Ready", status: "True" }] },
});

function deploy(
  shop: Shop,
  name: string,
  port: number,
  env: readonly (readonly [string, string])[],
  kind = "Deployment",
  namespace = NAMESPACE,
): void {
  const labels = { app: name };
  const spec = (): Json => ({
    serviceAccountName: "default",
    containers: [
      {
        name: "main",
        image: `registry.example.com/${name}:1.4`,
        ports: [{ containerPort: port, name: "main" }],
        env: env.map(([variable, value]) => ({ name: variable, value })),
        resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
        readinessProbe: { tcpSocket: { port }, periodSeconds: 10, failureThreshold: 3 },
        livenessProbe: { tcpSocket: { port }, initialDelaySeconds: 20, periodSeconds: 10, failureThreshold: 3 },
      },
    ],
    volumes: [],
  });
  const set = `${name}-7d9f8b6c54`;
  const template = { metadata: { labels }, spec: spec() };
  shop.add({
    kind,
    metadata: { ...meta(name, labels, namespace), generation: 1 },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template,
      ...(kind === "StatefulSet" && { serviceName: name }),
    },
    status: {
      replicas: 1,
      readyReplicas: 1,
      updatedReplicas: 1,
      observedGeneration: 1,
      desiredNumberScheduled: 1,
      numberReady: 1,
    },
  });
  if (kind === "Deployment") {
    shop.add({
      kind: "ReplicaSet",
      metadata: { ...meta(set, labels, namespace), ownerReferences: [{ kind, name }] },
      spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: spec() } },
    });
  }
  const owner = kind === "Deployment" ? { kind: "ReplicaSet", name: set } : { kind, name };
  shop.add({
    kind: "Pod",
    metadata: {
      ...meta(kind === "Deployment" ? `${set}-x2x4z` : `${name}-0`, labels, namespace),
      ownerReferences: [owner],
    },
    spec: { ...spec(), nodeName: "worker-a" },
    status: {
      phase: "Running",
      conditions: [{ type: "Ready", status: "True" }],
      containerStatuses: [
        { name: "main", ready: true, restartCount: 0, state: { running: { startedAt: at(80_000) } } },
      ],
    },
  });
  if (namespace !== NAMESPACE) return;
  shop.add({
    kind: "Service",
    metadata: meta(name),
    spec: {
      type: "ClusterIP",
      clusterIP: `10.96.0.${port % 250}`,
      selector: { app: name },
      ports: [{ name: "main", port, targetPort: port }],
    },
  });
}

function storage(shop: Shop): void {
  shop.each("mysql", (spec) =>
    spec.volumes.push({ name: "data", persistentVolumeClaim: { claimName: "data-mysql-0" } }),
  );
  shop.add({
    kind: "PersistentVolumeClaim",
    metadata: meta("data-mysql-0"),
    spec: {
      storageClassName: "gp3",
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "10Gi" } },
      volumeName: "pv-1",
    },
    status: { phase: "Bound" },
  });
  shop.add({
    kind: "PersistentVolume",
    metadata: { name: "pv-1", labels: { disk: "fast" } },
    spec: {
      storageClassName: "gp3",
      accessModes: ["ReadWriteOnce"],
      capacity: { storage: "10Gi" },
      claimRef: { namespace: NAMESPACE, name: "data-mysql-0" },
    },
    status: { phase: "Bound" },
  });
}

function system(shop: Shop): void {
  deploy(shop, "coredns", 53, [], "Deployment", "kube-system");
  deploy(shop, "kube-proxy", 10249, [], "DaemonSet", "kube-system");
  shop.add({
    kind: "Pod",
    metadata: meta("kube-scheduler-control-plane", { component: "kube-scheduler" }, "kube-system"),
    spec: { containers: [], nodeName: "control-plane" },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  });
  shop.add({
    kind: "ConfigMap",
    metadata: meta("coredns", {}, "kube-system"),
    data: {
      Corefile:
        ".:53 {\n    errors\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n    }\n    forward . /etc/resolv.conf\n}",
    },
  });
}

/** A pod that waits for a container, as the kubelet reports it. */
export function waits(shop: Shop, workload: string, reason: string, message = ""): void {
  const { status } = shop.pod(workload);
  status.phase = "Pending";
  status.conditions = [{ type: "Ready", status: "False" }];
  status.containerStatuses = [{ name: "main", ready: false, restartCount: 0, state: { waiting: { reason, message } } }];
}

/** A pod whose container ended so and is started again and again. */
export function crashes(shop: Shop, workload: string, terminated: Json): void {
  const { status } = shop.pod(workload);
  status.conditions = [{ type: "Ready", status: "False" }];
  status.containerStatuses = [
    {
      name: "main",
      ready: false,
      restartCount: 6,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 2m40s restarting failed container" } },
      lastState: { terminated: { finishedAt: at(60), ...terminated } },
    },
  ];
}

/** A pod that runs and is not ready. */
export function unready(shop: Shop, workload: string, restartCount = 0): void {
  const { status } = shop.pod(workload);
  status.conditions = [{ type: "Ready", status: "False" }];
  status.containerStatuses = [{ name: "main", ready: false, restartCount, state: { running: { startedAt: at(300) } } }];
}

/** A pod that no node takes. */
export function pending(shop: Shop, workload: string, message?: string): void {
  const pod = shop.pod(workload);
  delete pod.spec.nodeName;
  pod.status = {
    phase: "Pending",
    conditions:
      message === undefined ? [] : [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }],
  };
}

/** A workload of which no pod is made, for a reason that its ReplicaSet tells. */
export function refused(shop: Shop, workload: string, message?: string): void {
  const { name } = shop.pod(workload).metadata;
  shop.remove(`Pod/${name}`);
  shop.of(`Deployment/${workload}`).status = { replicas: 0, observedGeneration: 1 };
  if (message !== undefined) shop.event("ReplicaSet", `${workload}-7d9f8b6c54`, "FailedCreate", message);
}
