import { at, crashes, type Json, pending, refused, type Shop, unready, waits } from "./shop.ts";

/** A fault of the shop, with the kind of reason and the object that must come first. */
export interface Case {
  readonly name: string;
  readonly change: (shop: Shop) => void;
  readonly kind: string;
  readonly object: string;
}

const of = (kind: string, object: string, name: string, change: (shop: Shop) => void): Case => ({
  kind,
  object,
  name,
  change,
});

const podName = (shop: Shop, workload: string): string => shop.pod(workload).metadata.name;

const probeFails = (shop: Shop, workload: string, probe: string, text: string, restarts = 5): void => {
  unready(shop, workload, restarts);
  shop.event("Pod", podName(shop, workload), "Unhealthy", `${probe} probe failed: ${text}`);
};

const probe = (shop: Shop, workload: string, name: string, value: Json): void =>
  shop.each(workload, (spec) => {
    spec.containers[0][name] = value;
  });

const set = (shop: Shop, workload: string, variable: string, value: string): void =>
  shop.each(workload, (spec) => {
    spec.containers[0].env.find((each: Json) => each.name === variable).value = value;
  });

const unbound = (shop: Shop, change: (claim: Json, volume: Json) => void): void => {
  pending(shop, "mysql", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
  const claim = shop.of("PersistentVolumeClaim/data-mysql-0");
  const volume = shop.of("PersistentVolume/pv-1");
  claim.status.phase = "Pending";
  delete claim.spec.volumeName;
  delete volume.spec.claimRef;
  volume.status.phase = "Available";
  change(claim, volume);
};

const policy = (shop: Shop, name: string, spec: Json): void =>
  shop.add({ kind: "NetworkPolicy", metadata: { name, namespace: "shop", creationTimestamp: at(300) }, spec });

const admission: readonly Case[] = [
  of("quota-exceeded", "ResourceQuota shop/compute", "quota of an event", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-x" is forbidden: exceeded quota: compute, requested: limits.cpu=500m, used: limits.cpu=2, limited: limits.cpu=2',
    ),
  ),
  of("quota-exceeded", "ResourceQuota shop/compute", "quota without an event", (shop) => {
    refused(shop, "cart");
    shop.add({
      kind: "ResourceQuota",
      metadata: { name: "compute", namespace: "shop" },
      spec: { hard: { pods: "4" } },
      status: { hard: { pods: "4" }, used: { pods: "4" } },
    });
  }),
  of("quota-unspecified", "Deployment shop/cart", "quota that wants limits", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-x" is forbidden: failed quota: compute: must specify limits.memory for: main',
    ),
  ),
  of("limit-range", "Deployment shop/cart", "limit range", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-x" is forbidden: maximum cpu usage per Container is 200m, but limit is 500m',
    ),
  ),
  of("service-account-missing", "Deployment shop/cart", "service account of an event", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-x" is forbidden: error looking up service account shop/carts: serviceaccount "carts" not found',
    ),
  ),
  of("service-account-missing", "Deployment shop/cart", "service account without an event", (shop) => {
    refused(shop, "cart");
    shop.of("Deployment/cart").spec.template.spec.serviceAccountName = "carts";
  }),
  of("pod-security", "Deployment shop/cart", "pod security", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false)',
    ),
  ),
  of("webhook-refused", "Deployment shop/cart", "webhook refuses", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: admission webhook "images.policy.example" denied the request: image is not signed',
    ),
  ),
  of("webhook-down", "WebhookConfiguration images.policy.example", "webhook down", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: Internal error occurred: failed calling webhook "images.policy.example": failed to call webhook: Post "https://policy.shop.svc:443/": no endpoints available for service "policy"',
    ),
  ),
  of("priority-class-missing", "Deployment shop/cart", "priority class", (shop) =>
    refused(shop, "cart", 'Error creating: pods "cart-x" is forbidden: no PriorityClass with name urgent was found'),
  ),
];

const control = "1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }";
const scheduling: readonly Case[] = [
  of("node-selector", "Deployment shop/cart", "node selector", (shop) => {
    shop.each("cart", (spec) => {
      spec.nodeSelector = { disk: "nvme" };
    });
    pending(shop, "cart", `0/3 nodes are available: ${control}, 2 node(s) didn't match Pod's node affinity/selector.`);
  }),
  of("node-affinity", "Deployment shop/cart", "node affinity", (shop) => {
    shop.each("cart", (spec) => {
      spec.affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: "zone", operator: "In", values: ["q"] }] }],
          },
        },
      };
    });
    pending(shop, "cart", `0/3 nodes are available: ${control}, 2 node(s) didn't match Pod's node affinity/selector.`);
  }),
  of("pod-anti-affinity", "Deployment shop/cart", "anti-affinity", (shop) =>
    pending(shop, "cart", `0/3 nodes are available: ${control}, 2 node(s) didn't match pod anti-affinity rules.`),
  ),
  of("pod-affinity", "Deployment shop/cart", "affinity", (shop) =>
    pending(shop, "cart", `0/3 nodes are available: ${control}, 2 node(s) didn't match pod affinity rules.`),
  ),
  of("taint", "Deployment shop/cart", "taint", (shop) => {
    for (const name of ["worker-a", "worker-b"])
      shop.of(`Node/${name}`).spec.taints = [{ key: "dedicated", value: "batch", effect: "NoSchedule" }];
    pending(shop, "cart", `0/3 nodes are available: ${control}, 2 node(s) had untolerated taint {dedicated: batch}.`);
  }),
  of("node-cordoned", "Node worker-b", "cordoned node of the selector", (shop) => {
    shop.each("cart", (spec) => {
      spec.nodeSelector = { zone: "b" };
    });
    shop.of("Node/worker-b").spec.unschedulable = true;
    pending(
      shop,
      "cart",
      `0/3 nodes are available: ${control}, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable.`,
    );
  }),
  of("cpu-insufficient", "Deployment shop/cart", "CPU", (shop) =>
    pending(
      shop,
      "cart",
      `0/3 nodes are available: ${control}, 2 Insufficient cpu. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling`,
    ),
  ),
  of("memory-insufficient", "Deployment shop/cart", "memory", (shop) =>
    pending(shop, "cart", `0/3 nodes are available: ${control}, 2 Insufficient memory.`),
  ),
  of("topology-spread", "Deployment shop/cart", "topology", (shop) =>
    pending(shop, "cart", "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints."),
  ),
  of("host-port", "Deployment shop/cart", "host port", (shop) =>
    pending(
      shop,
      "cart",
      `0/3 nodes are available: ${control}, 2 node(s) didn't have free ports for the requested pod ports.`,
    ),
  ),
  of("scheduler-down", "Pod kube-system/kube-scheduler", "no word of the scheduler", (shop) => pending(shop, "cart")),
  of("scheduler-down", "Deployment shop/cart", "another scheduler", (shop) => {
    shop.each("cart", (spec) => {
      spec.schedulerName = "gpu-scheduler";
    });
    pending(shop, "cart");
  }),
  of("volume-zone", "StatefulSet shop/mysql", "volume in another zone", (shop) =>
    pending(shop, "mysql", `0/3 nodes are available: ${control}, 2 node(s) had volume node affinity conflict.`),
  ),
];

const nodes: readonly Case[] = [
  of("kubelet-down", "Node worker-a", "kubelet", (shop) => {
    shop.of("Node/worker-a").status.conditions = [
      {
        type: "Ready",
        status: "Unknown",
        reason: "NodeStatusUnknown",
        message: "Kubelet stopped posting node status.",
      },
    ];
    for (const workload of ["frontend", "cart", "checkout", "payment"]) unready(shop, workload);
  }),
  of("runtime-down", "Node worker-a", "container runtime", (shop) => {
    shop.of("Node/worker-a").status.conditions = [
      {
        type: "Ready",
        status: "False",
        reason: "KubeletNotReady",
        message: "[container runtime is down, PLEG is not healthy: pleg was last seen active 5m ago]",
      },
    ];
  }),
  of("network-plugin", "Node worker-a", "network plugin", (shop) => {
    shop.of("Node/worker-a").status.conditions = [
      {
        type: "Ready",
        status: "False",
        reason: "KubeletNotReady",
        message:
          "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
      },
    ];
  }),
  of("node-pressure", "Node worker-a", "disk pressure", (shop) => {
    shop
      .of("Node/worker-a")
      .status.conditions.push({ type: "DiskPressure", status: "True", message: "kubelet has disk pressure" });
  }),
  of("kube-proxy-down", "DaemonSet kube-system/kube-proxy", "kube-proxy", (shop) =>
    crashes(shop, "kube-proxy", { exitCode: 1, reason: "Error" }),
  ),
  of("dns-down", "Deployment kube-system/coredns", "CoreDNS away", (shop) => {
    shop.of("Deployment/coredns").spec.replicas = 0;
    shop.remove(`Pod/${podName(shop, "coredns")}`);
    crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
    shop.log("checkout", "dial tcp: lookup payment on 10.96.0.10:53: no such host");
  }),
  of("dns-config", "ConfigMap kube-system/coredns", "Corefile", (shop) => {
    shop.of("ConfigMap/coredns").data.Corefile = ".:53 {\n  kubernetes example.internal in-addr.arpa {\n  }\n}";
    crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
    shop.log("checkout", "getaddrinfo ENOTFOUND payment");
  }),
  of("pod-dns", "Deployment shop/checkout", "DNS of the pod", (shop) => {
    shop.each("checkout", (spec) => {
      spec.dnsPolicy = "None";
      spec.dnsConfig = { nameservers: ["8.8.8.8"] };
    });
    unready(shop, "checkout");
    shop.log("checkout", "could not resolve host: payment");
  }),
];

const images: readonly Case[] = [
  of("image-wrong", "Deployment shop/cart", "tag", (shop) =>
    waits(
      shop,
      "cart",
      "ImagePullBackOff",
      'Back-off pulling image "registry.example.com/cart:9.9": failed to resolve reference "registry.example.com/cart:9.9": not found',
    ),
  ),
  of("image-name-invalid", "Deployment shop/cart", "name", (shop) =>
    waits(
      shop,
      "cart",
      "InvalidImageName",
      'Failed to apply default image tag "Cart::1": couldn\'t parse image name "Cart::1": invalid reference format',
    ),
  ),
  of("image-secret", "Deployment shop/cart", "credentials", (shop) =>
    waits(
      shop,
      "cart",
      "ErrImagePull",
      "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized",
    ),
  ),
  of("image-secret", "Deployment shop/cart", "pull secret missing", (shop) => {
    shop.each("cart", (spec) => {
      spec.imagePullSecrets = [{ name: "registry" }];
    });
    waits(
      shop,
      "cart",
      "ImagePullBackOff",
      'Back-off pulling image "registry.example.com/cart:1.4": pull access denied, repository does not exist or may require authorization',
    );
  }),
  of("image-registry", "Deployment shop/cart", "registry unknown", (shop) =>
    waits(
      shop,
      "cart",
      "ErrImagePull",
      'failed to do request: Head "https://registry.example.com/v2/cart/manifests/1.4": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
    ),
  ),
  of("image-never-pulled", "Deployment shop/cart", "never pulled", (shop) =>
    waits(shop, "cart", "ErrImageNeverPull", 'Container image "cart:dev" is not present with pull policy of Never'),
  ),
];

const configuration: readonly Case[] = [
  of("secret-missing", "Deployment shop/checkout", "secret", (shop) => {
    shop.remove("Secret/database");
    shop.add({ kind: "Secret", metadata: { name: "other", namespace: "shop" }, data: {} });
    waits(shop, "checkout", "CreateContainerConfigError", 'secret "database" not found');
  }),
  of("secret-key-missing", "Deployment shop/checkout", "key of a secret", (shop) => {
    shop.of("Secret/database").data = { pass: "eA==" };
    waits(shop, "checkout", "CreateContainerConfigError", "couldn't find key password in Secret shop/database");
  }),
  of("config-missing", "Deployment shop/checkout", "config map", (shop) => {
    shop.remove("ConfigMap/settings");
    shop.add({ kind: "ConfigMap", metadata: { name: "other", namespace: "shop" }, data: {} });
    waits(shop, "checkout", "CreateContainerConfigError", 'configmap "settings" not found');
  }),
  of("config-key-missing", "Deployment shop/checkout", "key of a config map", (shop) => {
    shop.of("ConfigMap/settings").data = {};
    waits(shop, "checkout", "CreateContainerConfigError", "couldn't find key theme in ConfigMap shop/settings");
  }),
  of("environment-missing", "Deployment shop/checkout", "variable of a log", (shop) => {
    crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
    shop.log("checkout", "starting\npanic: environment variable PAYMENT_SERVICE_ADDR not set");
  }),
];

const volumes: readonly Case[] = [
  of("claim-missing", "StatefulSet shop/mysql", "claim missing", (shop) => {
    shop.remove("PersistentVolumeClaim/data-mysql-0");
    pending(shop, "mysql", '0/3 nodes are available: persistentvolumeclaim "data-mysql-0" not found.');
  }),
  of("storage-class-missing", "PersistentVolumeClaim shop/data-mysql-0", "storage class", (shop) => {
    unbound(shop, (claim) => {
      claim.spec.storageClassName = "fast";
    });
    shop.remove("PersistentVolume/pv-1");
    shop.event(
      "PersistentVolumeClaim",
      "data-mysql-0",
      "ProvisioningFailed",
      'storageclass.storage.k8s.io "fast" not found',
    );
  }),
  of("claim-storage-class", "PersistentVolumeClaim shop/data-mysql-0", "class of the claim", (shop) =>
    unbound(shop, (claim) => {
      claim.spec.storageClassName = "slow";
    }),
  ),
  of("claim-selector", "PersistentVolumeClaim shop/data-mysql-0", "selector of the claim", (shop) =>
    unbound(shop, (claim) => {
      claim.spec.selector = { matchLabels: { disk: "slow" } };
    }),
  ),
  of("claim-access-mode", "PersistentVolumeClaim shop/data-mysql-0", "access mode", (shop) =>
    unbound(shop, (claim) => {
      claim.spec.accessModes = ["ReadWriteMany"];
    }),
  ),
  of("claim-capacity", "PersistentVolumeClaim shop/data-mysql-0", "capacity", (shop) =>
    unbound(shop, (claim) => {
      claim.spec.resources.requests.storage = "100Gi";
    }),
  ),
  of("volume-taken", "PersistentVolumeClaim shop/data-mysql-0", "taken volume", (shop) =>
    unbound(shop, (claim, volume) => {
      claim.spec.volumeName = "pv-1";
      volume.spec.claimRef = { namespace: "shop", name: "another" };
    }),
  ),
  of("volume-attached-elsewhere", "StatefulSet shop/mysql", "multi-attach", (shop) => {
    waits(shop, "mysql", "ContainerCreating");
    shop.event(
      "Pod",
      "mysql-0",
      "FailedAttachVolume",
      'Multi-Attach error for volume "pv-1" Volume is already exclusively attached to one node and can\'t be attached to another',
    );
  }),
  of("volume-mount", "StatefulSet shop/mysql", "mount", (shop) => {
    waits(shop, "mysql", "ContainerCreating");
    shop.event(
      "Pod",
      "mysql-0",
      "FailedMount",
      'MountVolume.SetUp failed for volume "data" : mount failed: exit status 32',
    );
  }),
  of("volume-permission", "StatefulSet shop/mysql", "permission on the volume", (shop) => {
    crashes(shop, "mysql", { exitCode: 1, reason: "Error" });
    shop.log(
      "mysql",
      "mysqld: can't create directory '/var/lib/mysql/data': mkdir /var/lib/mysql/data: permission denied",
    );
  }),
  of("sub-path", "Deployment shop/cart", "sub-path", (shop) =>
    crashes(shop, "cart", {
      exitCode: 128,
      reason: "StartError",
      message:
        'failed to create containerd task: error mounting "/x/settings" to rootfs at "/etc/cart.conf": not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)?',
    }),
  ),
];

const containers: readonly Case[] = [
  of("out-of-memory", "Deployment shop/cart", "memory limit", (shop) =>
    crashes(shop, "cart", { exitCode: 137, reason: "OOMKilled" }),
  ),
  of("command-wrong", "Deployment shop/cart", "command of the runtime", (shop) =>
    crashes(shop, "cart", {
      exitCode: 128,
      reason: "StartError",
      message: 'exec: "/app/strat": stat /app/strat: no such file or directory: unknown',
    }),
  ),
  of("command-wrong", "Deployment shop/cart", "command of the shell", (shop) =>
    crashes(shop, "cart", { exitCode: 127, reason: "Error" }),
  ),
  of("security-context", "Deployment shop/cart", "runs as root", (shop) =>
    waits(
      shop,
      "cart",
      "CreateContainerConfigError",
      "container has runAsNonRoot and image will run as root (pod: cart, container: main)",
    ),
  ),
  of("crash", "Deployment shop/cart", "crash", (shop) => crashes(shop, "cart", { exitCode: 3, reason: "Error" })),
  of("port-taken", "Deployment shop/cart", "sidecar of the same port", (shop) => {
    shop.each("cart", (spec) =>
      spec.containers.push({ name: "proxy", image: "proxy:1", ports: [{ containerPort: 7070 }] }),
    );
    crashes(shop, "cart", { exitCode: 1, reason: "Error" });
  }),
];

const probes: readonly Case[] = [
  of("liveness-port", "Deployment shop/cart", "liveness port", (shop) => {
    probe(shop, "cart", "livenessProbe", { tcpSocket: { port: 9999 }, periodSeconds: 10 });
    probeFails(shop, "cart", "Liveness", "dial tcp 10.1.1.1:9999: connect: connection refused");
  }),
  of("readiness-port", "Deployment shop/cart", "readiness port", (shop) => {
    probe(shop, "cart", "readinessProbe", { httpGet: { path: "/", port: 81 } });
    probeFails(
      shop,
      "cart",
      "Readiness",
      'Get "http://10.1.1.1:81/": dial tcp 10.1.1.1:81: connect: connection refused',
      0,
    );
  }),
  of("liveness-protocol", "Deployment shop/cart", "liveness protocol", (shop) => {
    probe(shop, "cart", "livenessProbe", { httpGet: { path: "/", port: 7070 } });
    probeFails(
      shop,
      "cart",
      "Liveness",
      'Get "http://10.1.1.1:7070/": net/http: HTTP/1.x transport connection broken: malformed HTTP response',
    );
  }),
  of("readiness-protocol", "Deployment shop/cart", "readiness scheme", (shop) => {
    probe(shop, "cart", "readinessProbe", { httpGet: { path: "/", port: 7070, scheme: "HTTPS" } });
    probeFails(
      shop,
      "cart",
      "Readiness",
      'Get "https://10.1.1.1:7070/": http: server gave HTTP response to HTTPS client',
      0,
    );
  }),
  of("readiness-path", "Deployment shop/cart", "readiness path", (shop) => {
    probe(shop, "cart", "readinessProbe", { httpGet: { path: "/raedy", port: 7070 } });
    probeFails(shop, "cart", "Readiness", "HTTP probe failed with statuscode: 404", 0);
  }),
  of("startup-path", "Deployment shop/cart", "startup path", (shop) => {
    probe(shop, "cart", "startupProbe", { httpGet: { path: "/started", port: 7070 } });
    probeFails(shop, "cart", "Startup", "HTTP probe failed with statuscode: 404");
  }),
  of("liveness-timing", "Deployment shop/cart", "liveness too early", (shop) => {
    probe(shop, "cart", "livenessProbe", {
      tcpSocket: { port: 7070 },
      initialDelaySeconds: 0,
      periodSeconds: 1,
      failureThreshold: 1,
    });
    probeFails(shop, "cart", "Liveness", "dial tcp 10.1.1.1:7070: connect: connection refused");
  }),
  of("readiness-timing", "Deployment shop/cart", "readiness too late", (shop) => {
    probe(shop, "cart", "readinessProbe", { tcpSocket: { port: 7070 }, initialDelaySeconds: 3600 });
    unready(shop, "cart");
  }),
];

const routing: readonly Case[] = [
  of("service-selector", "Service shop/payment", "selector", (shop) => {
    shop.of("Service/payment").spec.selector = { app: "payments" };
    shop.log("checkout", "payment:6060 connection refused\n".repeat(5));
  }),
  of("service-target-port", "Service shop/payment", "target port", (shop) => {
    shop.of("Service/payment").spec.ports[0].targetPort = 6061;
    shop.log("checkout", "dial tcp 10.96.0.60:6060: connect: connection refused\n".repeat(5));
  }),
  of("service-port-name", "Service shop/payment", "named port", (shop) => {
    shop.of("Service/payment").spec.ports[0].targetPort = "grpc";
  }),
  of("service-protocol", "Service shop/payment", "protocol", (shop) => {
    shop.of("Service/payment").spec.ports[0].protocol = "UDP";
  }),
  of("service-port", "Deployment shop/checkout", "port of an address", (shop) =>
    set(shop, "checkout", "PAYMENT_SERVICE_ADDR", "payment:6000"),
  ),
  of("service-port", "Deployment shop/checkout", "port beside the host", (shop) =>
    set(shop, "checkout", "MYSQL_PORT", "3307"),
  ),
  of("service-address", "Deployment shop/checkout", "host of an address", (shop) => {
    set(shop, "checkout", "PAYMENT_SERVICE_ADDR", "paymnt:6060");
    shop.log("checkout", "lookup paymnt on 10.96.0.10:53: no such host\n".repeat(4));
  }),
  of("service-misrouted", "Deployment shop/frontend", "another service", (shop) =>
    set(shop, "frontend", "CART_SERVICE_ADDR", "checkout:5050"),
  ),
  of("ingress-service", "Ingress shop/web", "ingress to nowhere", (shop) =>
    shop.add({
      kind: "Ingress",
      metadata: { name: "web", namespace: "shop" },
      spec: {
        rules: [{ http: { paths: [{ path: "/", backend: { service: { name: "front", port: { number: 8080 } } } }] } }],
      },
    }),
  ),
  of("ingress-port", "Ingress shop/web", "ingress to a wrong port", (shop) =>
    shop.add({
      kind: "Ingress",
      metadata: { name: "web", namespace: "shop" },
      spec: {
        rules: [{ http: { paths: [{ path: "/", backend: { service: { name: "frontend", port: { number: 80 } } } }] } }],
      },
    }),
  ),
  of("network-policy-ingress", "NetworkPolicy shop/closed", "policy of ingress", (shop) =>
    policy(shop, "closed", { podSelector: { matchLabels: { app: "payment" } }, policyTypes: ["Ingress"], ingress: [] }),
  ),
  of("network-policy-egress", "NetworkPolicy shop/closed", "policy of egress", (shop) =>
    policy(shop, "closed", {
      podSelector: { matchLabels: { app: "checkout" } },
      policyTypes: ["Egress"],
      egress: [{ ports: [{ port: 53, protocol: "UDP" }] }],
    }),
  ),
  of("network-policy-dns", "NetworkPolicy shop/closed", "policy of DNS", (shop) =>
    policy(shop, "closed", {
      podSelector: { matchLabels: { app: "checkout" } },
      policyTypes: ["Egress"],
      egress: [{ ports: [{ port: 6060 }, { port: 3306 }] }],
    }),
  ),
  of("replicas-zero", "Deployment shop/payment", "scaled to zero", (shop) => {
    shop.of("Deployment/payment").spec.replicas = 0;
    shop.remove(`Pod/${podName(shop, "payment")}`);
    crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
    shop.log("checkout", "dial tcp 10.96.0.60:6060: connect: connection refused");
  }),
  of("rollout-paused", "Deployment shop/cart", "paused", (shop) => {
    shop.of("Deployment/cart").spec.paused = true;
    shop.of("Deployment/cart").status.updatedReplicas = 0;
  }),
  of("autoscaler-metrics", "HorizontalPodAutoscaler shop/cart", "autoscaler", (shop) =>
    shop.add({
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "cart", namespace: "shop", creationTimestamp: at(9000) },
      spec: { scaleTargetRef: { kind: "Deployment", name: "cart" }, maxReplicas: 3 },
      status: {
        currentReplicas: 1,
        conditions: [
          {
            type: "ScalingActive",
            status: "False",
            reason: "FailedGetResourceMetric",
            message: "missing request for cpu in container main",
          },
        ],
      },
    }),
  ),
  of("cron-suspended", "CronJob shop/bill", "suspended", (shop) =>
    shop.add({
      kind: "CronJob",
      metadata: { name: "bill", namespace: "shop" },
      spec: { suspend: true },
      status: { lastScheduleTime: at(3600) },
    }),
  ),
  of("job-deadline", "Job shop/bill", "deadline of a job", (shop) =>
    shop.add({
      kind: "Job",
      metadata: { name: "bill", namespace: "shop" },
      spec: { activeDeadlineSeconds: 60 },
      status: {
        failed: 1,
        conditions: [{ type: "Failed", status: "True", reason: "DeadlineExceeded", lastTransitionTime: at(60) }],
      },
    }),
  ),
  of("finalizer-stuck", "PersistentVolumeClaim shop/data-mysql-0", "finalizer", (shop) =>
    Object.assign(shop.of("PersistentVolumeClaim/data-mysql-0").metadata, {
      deletionTimestamp: at(3600),
      finalizers: ["example.com/hold"],
    }),
  ),
];

const logs: readonly Case[] = [
  of("feature-flag", "Deployment shop/payment", "a flag that makes requests fail in a pod that is ready", (shop) =>
    shop.log("payment", "error: charge failed, feature flag paymentFailure is on\n".repeat(3)),
  ),
  of("database-login", "Deployment shop/cart", "a password that Redis refuses", (shop) =>
    shop.log("cart", "WRONGPASS invalid username-password pair or user is disabled."),
  ),
  of("dns-config", "ConfigMap kube-system/coredns", "names answered by a template", (shop) => {
    shop.of("ConfigMap/coredns").data.Corefile =
      ".:53 {\n  template ANY ANY cluster.local {\n    rcode NXDOMAIN\n  }\n  kubernetes cluster.local\n}";
    shop.log("frontend", "lookup cart.shop.svc.cluster.local: no such host");
  }),
  of("database-login", "Deployment shop/checkout", "login", (shop) => {
    crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
    shop.log("checkout", "Error 1045 (28000): Access denied for user 'shop'@'10.1.1.4' (using password: YES)");
  }),
  of("database-permission", "Deployment shop/checkout", "permission", (shop) =>
    shop.log("checkout", '(Unauthorized) not authorized on orders to execute command { find: "orders" }'),
  ),
  of("database-connections", "Deployment shop/checkout", "connections", (shop) =>
    shop.log("checkout", "pq: sorry, too many clients already"),
  ),
  of("database-read-only", "Deployment shop/checkout", "read-only", (shop) =>
    shop.log("checkout", "The MySQL server is running with the --read-only option so it cannot execute this statement"),
  ),
  of("certificate", "Deployment shop/checkout", "certificate", (shop) =>
    shop.log("checkout", "tls: failed to verify certificate: x509: certificate has expired or is not yet valid"),
  ),
  of("disk-full", "StatefulSet shop/mysql", "disk", (shop) => {
    crashes(shop, "mysql", { exitCode: 1, reason: "Error" });
    shop.log("mysql", "[ERROR] InnoDB: write failed: No space left on device");
  }),
  of("access-denied", "ServiceAccount shop/default", "permission of Kubernetes", (shop) => {
    crashes(shop, "cart", { exitCode: 1, reason: "Error" });
    shop.log(
      "cart",
      'configmaps "settings" is forbidden: User "system:serviceaccount:shop:default" cannot get resource "configmaps" in API group "" in the namespace "shop"',
    );
  }),
  of("cpu-throttled", "Deployment shop/cart", "CPU limit", (shop) =>
    shop.add({
      kind: "PodMetrics",
      metadata: { name: podName(shop, "cart"), namespace: "shop" },
      containers: [{ name: "main", usage: { cpu: "499m", memory: "60Mi" } }],
    }),
  ),
];

export const cases: readonly Case[] = [
  ...admission,
  ...scheduling,
  ...nodes,
  ...images,
  ...configuration,
  ...volumes,
  ...containers,
  ...probes,
  ...routing,
  ...logs,
];
