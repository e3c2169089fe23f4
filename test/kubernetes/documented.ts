import type { Case } from "./cases.ts";
import { at, crashes, type Json, pending, refused, type Shop, unready, waits } from "./shop.ts";

/** A state that follows the texts of Kubernetes' documentation; several kinds of reasons may be right. */
export interface DocumentedCase extends Omit<Case, "kind"> {
  readonly kinds: readonly string[];
}

const of = (kinds: string, object: string, name: string, change: (shop: Shop) => void): DocumentedCase => ({
  kinds: kinds.split(" "),
  object,
  name,
  change,
});

const CART = "Deployment shop/cart";
const CHECKOUT = "Deployment shop/checkout";
const MYSQL = "StatefulSet shop/mysql";

const podEvent = (shop: Shop, workload: string, reason: string, message: string): void =>
  shop.event("Pod", shop.pod(workload).metadata.name, reason, message);

const notMounted = (shop: Shop, workload: string, message: string): void => {
  waits(shop, workload, "ContainerCreating");
  podEvent(shop, workload, "FailedMount", message);
};

const notConfigured = (shop: Shop, workload: string, message: string): void => {
  waits(shop, workload, "CreateContainerConfigError", message);
  podEvent(shop, workload, "Failed", `Error: ${message}`);
};

const notPulled = (shop: Shop, workload: string, message: string): void => {
  waits(shop, workload, "ImagePullBackOff", `Back-off pulling image "registry.example.com/${workload}:1.4"`);
  podEvent(shop, workload, "Failed", `Failed to pull image "registry.example.com/${workload}:1.4": ${message}`);
};

const probed = (shop: Shop, workload: string, message: string, probe: Json, name = "readinessProbe"): void => {
  shop.each(workload, (spec) => {
    spec.containers[0][name] = probe;
  });
  unready(shop, workload, name === "readinessProbe" ? 0 : 7);
  podEvent(shop, workload, "Unhealthy", message);
};

const says = (shop: Shop, workload: string, line: string): void => {
  crashes(shop, workload, { exitCode: 1, reason: "Error" });
  podEvent(shop, workload, "BackOff", "Back-off restarting failed container main in pod");
  shop.log(workload, line);
};

const complains = (shop: Shop, workload: string, line: string): void => {
  unready(shop, workload);
  shop.log(workload, `${line}\n`.repeat(3));
};

const variable = (shop: Shop, workload: string, name: string, value: string): void =>
  shop.each(workload, (spec) => {
    spec.containers[0].env.find((each: Json) => each.name === name).value = value;
  });

const withInit = (shop: Shop, workload: string, state: Json, restartCount = 4): void => {
  shop.each(workload, (spec) => {
    spec.initContainers = [{ name: "migrate", image: "registry.example.com/migrate:2" }];
  });
  waits(shop, workload, "PodInitializing");
  shop.pod(workload).status.initContainerStatuses = [{ name: "migrate", ready: false, restartCount, ...state }];
};

const autoscaler = (shop: Shop, type: string, reason: string, message: string, target = "cart"): void =>
  shop.add({
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "cart", namespace: "shop", creationTimestamp: at(86_400) },
    spec: { scaleTargetRef: { kind: "Deployment", name: target }, minReplicas: 1, maxReplicas: 5 },
    status: {
      currentReplicas: 1,
      conditions: [{ type, status: "False", reason, message, lastTransitionTime: at(900) }],
    },
  });

const ingress = (shop: Shop, spec: Json): void => {
  shop.add({ kind: "IngressClass", metadata: { name: "alb" }, spec: { controller: "ingress.k8s.aws/alb" } });
  shop.add({ kind: "Ingress", metadata: { name: "web", namespace: "shop", creationTimestamp: at(86_400) }, spec });
};
const path = (name: string, number: number): Json => ({
  rules: [{ http: { paths: [{ path: "/", backend: { service: { name, port: { number } } } }] } }],
});

const job = (shop: Shop, reason: string, message: string, spec: Json): void =>
  shop.add({
    kind: "Job",
    metadata: { name: "report", namespace: "shop", creationTimestamp: at(1800) },
    spec: { ...spec, template: { spec: { containers: [{ name: "main", image: "report:1" }] } } },
    status: {
      failed: 4,
      conditions: [{ type: "Failed", status: "True", reason, message, lastTransitionTime: at(600) }],
    },
  });

const evicted = (shop: Shop, message: string): void => {
  const pod = shop.pod("cart");
  pod.status = {
    phase: "Failed",
    reason: "Evicted",
    message,
    conditions: [{ type: "Ready", status: "False", lastTransitionTime: at(120) }],
  };
  podEvent(shop, "cart", "Evicted", message);
};

const policy = (shop: Shop, name: string, spec: Json): void =>
  shop.add({ kind: "NetworkPolicy", metadata: { name, namespace: "shop", creationTimestamp: at(600) }, spec });

/** States written from the documentation alone, before any rule was looked at. */
export const documented: readonly DocumentedCase[] = [
  of("secret-key-missing", CART, "key of a secret", (shop) =>
    notConfigured(shop, "cart", "couldn't find key DB_PASS in Secret shop/database"),
  ),
  of("secret-missing", CART, "secret of a volume", (shop) =>
    notMounted(shop, "cart", 'MountVolume.SetUp failed for volume "tls" : secret "cart-tls" not found'),
  ),
  of("config-missing", CART, "config map of a volume", (shop) =>
    notMounted(shop, "cart", 'MountVolume.SetUp failed for volume "conf" : configmap "cart-conf" not found'),
  ),
  of("config-key-missing", CART, "item of a config map", (shop) => {
    shop.each("cart", (spec) =>
      spec.volumes.push({
        name: "conf",
        configMap: { name: "settings", items: [{ key: "app.yaml", path: "app.yaml" }] },
      }),
    );
    notMounted(
      shop,
      "cart",
      'MountVolume.SetUp failed for volume "conf" : references non-existent config key: app.yaml',
    );
  }),
  of("config-missing", CART, "config map of an environment", (shop) =>
    notConfigured(shop, "cart", 'configmap "cart-env" not found'),
  ),
  of("service-port-name", "Service shop/cart", "name of a target port", (shop) => {
    shop.of("Service/cart").spec.ports = [{ name: "web", port: 7070, targetPort: "http" }];
  }),
  of("readiness-protocol", CART, "readiness over HTTPS", (shop) =>
    probed(
      shop,
      "cart",
      'Readiness probe failed: Get "https://10.0.1.7:7070/healthz": http: server gave HTTP response to HTTPS client',
      { httpGet: { port: 7070, path: "/healthz", scheme: "HTTPS" } },
    ),
  ),
  of("liveness-path", CART, "liveness of a path that is not served", (shop) =>
    probed(
      shop,
      "cart",
      "Liveness probe failed: HTTP probe failed with statuscode: 404",
      { httpGet: { port: 7070, path: "/alive" } },
      "livenessProbe",
    ),
  ),
  of("startup-timing", CART, "startup that takes longer", (shop) => {
    probed(
      shop,
      "cart",
      "Startup probe failed: dial tcp 10.0.0.4:7070: connect: connection refused",
      { tcpSocket: { port: 7070 }, periodSeconds: 1, failureThreshold: 5 },
      "startupProbe",
    );
    podEvent(shop, "cart", "Killing", "Container main failed startup probe, will be restarted");
    shop.log("cart", "loading the model, this takes about 45 s");
  }),
  of("readiness-port", CART, "gRPC readiness of another port", (shop) =>
    probed(
      shop,
      "cart",
      'Readiness probe failed: timeout: failed to connect service "10.0.0.5:7071" within 1s: context deadline exceeded',
      { grpc: { port: 7071 } },
    ),
  ),
  of("liveness-path", CART, "command of a liveness probe", (shop) =>
    probed(
      shop,
      "cart",
      'Liveness probe failed: OCI runtime exec failed: exec failed: unable to start container process: exec: "pg_isready": executable file not found in $PATH: unknown',
      { exec: { command: ["pg_isready"] } },
      "livenessProbe",
    ),
  ),
  of("init-failed", CART, "init container that ends with an error", (shop) =>
    withInit(shop, "cart", {
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 1m20s restarting failed container=migrate" } },
      lastState: { terminated: { exitCode: 3, reason: "Error", finishedAt: at(40) } },
    }),
  ),
  of("image-wrong", CART, "image of an init container", (shop) => {
    withInit(shop, "cart", { state: { waiting: { reason: "ErrImagePull", message: "manifest unknown" } } }, 0);
    podEvent(
      shop,
      "cart",
      "Failed",
      'Failed to pull image "registry.example.com/migrate:2": rpc error: code = NotFound desc = manifest for registry.example.com/migrate:2 not found: manifest unknown: Requested image not found',
    );
  }),
  of("volume-zone", MYSQL, "claim in another zone", (shop) =>
    pending(
      shop,
      "mysql",
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) had volume node affinity conflict. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    ),
  ),
  of("claim-unbound", "PersistentVolumeClaim shop/data-mysql-0", "provisioner that is refused", (shop) => {
    pending(shop, "mysql", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found");
    const claim = shop.of("PersistentVolumeClaim/data-mysql-0");
    claim.status.phase = "Pending";
    delete claim.spec.volumeName;
    shop.remove("PersistentVolume/pv-1");
    shop.event(
      "PersistentVolumeClaim",
      "data-mysql-0",
      "ProvisioningFailed",
      'failed to provision volume with StorageClass "gp3": rpc error: code = Internal desc = Could not create volume "pvc-1": UnauthorizedOperation: You are not authorized to perform this operation.',
    );
  }),
  of("volume-attached-elsewhere", MYSQL, "volume of another node", (shop) => {
    waits(shop, "mysql", "ContainerCreating");
    podEvent(
      shop,
      "mysql",
      "FailedAttachVolume",
      'Multi-Attach error for volume "pv-1" Volume is already exclusively attached to one node and can\'t be attached to another',
    );
  }),
  of("disruption-budget", "PodDisruptionBudget shop/cart", "drain that waits", (shop) => {
    shop.of("Node/worker-a").spec.unschedulable = true;
    shop.add({
      kind: "PodDisruptionBudget",
      metadata: { name: "cart", namespace: "shop", creationTimestamp: at(86_400) },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "cart" } } },
      status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
    });
    podEvent(shop, "cart", "FailedEviction", "Cannot evict pod as it would violate the pod's disruption budget.");
  }),
  of("taint", CART, "taint of maintenance", (shop) => {
    for (const name of ["worker-a", "worker-b"])
      shop.of(`Node/${name}`).spec.taints = [{ key: "maintenance", value: "true", effect: "NoExecute" }];
    pending(
      shop,
      "cart",
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) had untolerated taint {maintenance: true}. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  }),
  of("autoscaler-metrics", "HorizontalPodAutoscaler shop/cart", "no metrics server", (shop) =>
    autoscaler(
      shop,
      "ScalingActive",
      "FailedGetResourceMetric",
      "the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)",
    ),
  ),
  of("autoscaler-metrics", "HorizontalPodAutoscaler shop/cart", "no request of CPU", (shop) =>
    autoscaler(
      shop,
      "ScalingActive",
      "FailedGetResourceMetric",
      "the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container main of Pod cart-7d9f8b6c54-x2x4z",
    ),
  ),
  of("autoscaler-target", "HorizontalPodAutoscaler shop/cart", "target that does not exist", (shop) =>
    autoscaler(
      shop,
      "AbleToScale",
      "FailedGetScale",
      'the HPA controller was unable to get the target\'s current scale: deployments.apps "carts" not found',
      "carts",
    ),
  ),
  of(
    "network-policy-dns network-policy-egress",
    "NetworkPolicy shop/default-deny",
    "egress denied by default",
    (shop) => {
      policy(shop, "default-deny", { podSelector: {}, policyTypes: ["Egress"] });
      complains(
        shop,
        "checkout",
        "dial tcp: lookup payment on 10.96.0.10:53: read udp 10.0.1.3:41213->10.96.0.10:53: i/o timeout",
      );
    },
  ),
  of("network-policy-ingress", "NetworkPolicy shop/mysql-only-jobs", "callers of the database kept out", (shop) => {
    policy(shop, "mysql-only-jobs", {
      podSelector: { matchLabels: { app: "mysql" } },
      policyTypes: ["Ingress"],
      ingress: [
        { from: [{ podSelector: { matchLabels: { tier: "jobs" } } }], ports: [{ port: 3306, protocol: "TCP" }] },
      ],
    });
    complains(shop, "checkout", "Error: connect ETIMEDOUT 10.96.0.56:3306");
  }),
  of("dns-down dns-config", "coredns", "DNS that forwards to itself", (shop) => {
    crashes(shop, "coredns", { exitCode: 1, reason: "Error" });
    shop.logs.push({
      namespace: "kube-system",
      pod: shop.pod("coredns").metadata.name,
      text: 'plugin/loop: Loop (127.0.0.1:55953 -> :1053) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting.',
    });
  }),
  of("network-plugin node-down", "Node worker-a", "network plug-in not initialized", (shop) => {
    shop.of("Node/worker-a").status.conditions = [
      {
        type: "Ready",
        status: "False",
        reason: "KubeletNotReady",
        message:
          "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
        lastTransitionTime: at(400),
      },
    ];
    for (const each of ["cart", "checkout", "frontend", "payment"]) unready(shop, each);
  }),
  of("image-platform", CART, "binary of another processor", (shop) => {
    crashes(shop, "cart", { exitCode: 255, reason: "Error" });
    shop.log("cart", "exec /app/server: exec format error");
  }),
  of("image-platform", CART, "no manifest of this processor", (shop) =>
    notPulled(
      shop,
      "cart",
      "rpc error: code = NotFound desc = no match for platform in manifest: no matching manifest for linux/arm64/v8 in the manifest list entries",
    ),
  ),
  of("cron-suspended", "CronJob shop/nightly", "suspended cron job", (shop) =>
    shop.add({
      kind: "CronJob",
      metadata: { name: "nightly", namespace: "shop", creationTimestamp: at(900_000) },
      spec: { schedule: "0 2 * * *", suspend: true },
      status: { lastScheduleTime: at(120_000) },
    }),
  ),
  of("job-deadline", "Job shop/report", "job past its deadline", (shop) =>
    job(shop, "DeadlineExceeded", "Job was active longer than specified deadline", { activeDeadlineSeconds: 600 }),
  ),
  of("job-backoff", "Job shop/report", "job that failed too often", (shop) =>
    job(shop, "BackoffLimitExceeded", "Job has reached the specified backoff limit", { backoffLimit: 3 }),
  ),
  of("evicted disk-full", CART, "ephemeral storage over its limit", (shop) =>
    evicted(shop, "Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. "),
  ),
  of("evicted", CART, "node short of memory", (shop) =>
    evicted(
      shop,
      "The node was low on resource: memory. Threshold quantity: 100Mi, available: 60Mi. Container main was using 3Gi, request is 64Mi, has larger consumption of memory. ",
    ),
  ),
  of("webhook-down", "WebhookConfiguration pod-policy.example.com", "webhook that times out", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: Internal error occurred: failed calling webhook "pod-policy.example.com": failed to call webhook: Post "https://policy.system.svc:443/validate?timeout=10s": context deadline exceeded',
    ),
  ),
  of("webhook-down certificate", "WebhookConfiguration pod-policy.example.com", "certificate of a webhook", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: Internal error occurred: failed calling webhook "pod-policy.example.com": failed to call webhook: Post "https://policy.system.svc:443/validate?timeout=10s": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ),
  ),
  of("service-account-missing", CART, "service account of a workload", (shop) => {
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-7d9f8b6c54-" is forbidden: error looking up service account shop/cart-sa: serviceaccount "cart-sa" not found',
    );
    shop.of("Deployment/cart").spec.template.spec.serviceAccountName = "cart-sa";
  }),
  of("ingress-class", "Ingress shop/web", "ingress class that nobody has", (shop) =>
    ingress(shop, { ingressClassName: "nginx-internal", ...path("frontend", 8080) }),
  ),
  of("ingress-service", "Ingress shop/web", "ingress to a missing service", (shop) =>
    ingress(shop, { ingressClassName: "alb", ...path("front-end", 8080) }),
  ),
  of("ingress-port", "Ingress shop/web", "ingress to a missing port", (shop) =>
    ingress(shop, { ingressClassName: "alb", ...path("frontend", 80) }),
  ),
  of("service-selector", "Service shop/cart", "selector with a version more", (shop) => {
    shop.of("Service/cart").spec.selector = { app: "cart", version: "v2" };
    shop.add({
      kind: "EndpointSlice",
      metadata: { name: "cart-x", namespace: "shop", labels: { "kubernetes.io/service-name": "cart" } },
      endpoints: [],
    });
  }),
  of("access-denied", "ServiceAccount shop/default", "role of a service account", (shop) =>
    says(
      shop,
      "cart",
      'E1130 reflector.go:147] failed to list *v1.ConfigMap: configmaps is forbidden: User "system:serviceaccount:shop:default" cannot list resource "configmaps" in API group "" in the namespace "shop"',
    ),
  ),
  of("access-denied credentials-refused", CART, "IAM role of a pod", (shop) =>
    says(
      shop,
      "cart",
      "AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/cart/1 is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/carts because no identity-based policy allows the dynamodb:GetItem action",
    ),
  ),
  of("credentials-refused access-denied", CART, "identity provider of the cluster", (shop) =>
    says(
      shop,
      "cart",
      "WebIdentityErr: failed to retrieve credentials caused by: InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/0A",
    ),
  ),
  of("database-login", CHECKOUT, "password of PostgreSQL", (shop) =>
    says(shop, "checkout", 'psycopg2.OperationalError: FATAL:  password authentication failed for user "orders"'),
  ),
  of("database-connections", CHECKOUT, "connections of PostgreSQL", (shop) =>
    complains(shop, "checkout", "org.postgresql.util.PSQLException: FATAL: sorry, too many clients already"),
  ),
  of("database-missing", CHECKOUT, "database of MySQL", (shop) =>
    says(shop, "checkout", "Error: ER_BAD_DB_ERROR: Unknown database 'shopp'"),
  ),
  of("database-login credentials-refused", CART, "password of Redis", (shop) =>
    complains(shop, "cart", "ReplyError: NOAUTH Authentication required."),
  ),
  of("database-read-only", CART, "replica of Redis", (shop) =>
    complains(shop, "cart", "ReplyError: READONLY You can't write against a read only replica."),
  ),
  of("connection-refused connection-timeout", CHECKOUT, "broker away", (shop) =>
    complains(
      shop,
      "checkout",
      "WARN [Producer clientId=1] Connection to node -1 (kafka.data.svc/10.96.1.4:9092) could not be established. Broker may not be available.",
    ),
  ),
  of("out-of-memory", CART, "heap of Java", (shop) => {
    crashes(shop, "cart", { exitCode: 3, reason: "Error" });
    shop.log("cart", "Terminating due to java.lang.OutOfMemoryError: Java heap space");
  }),
  of("security-context", CART, "read-only root", (shop) => {
    shop.each("cart", (spec) => {
      spec.containers[0].securityContext = { readOnlyRootFilesystem: true };
    });
    says(shop, "cart", "OSError: [Errno 30] Read-only file system: '/tmp/cache'");
  }),
  of("security-context", CART, "image that runs as root", (shop) =>
    notConfigured(
      shop,
      "cart",
      'container has runAsNonRoot and image will run as root (pod: "cart-7d9f8b6c54-x2x4z_shop(0a)", container: main)',
    ),
  ),
  of("security-context", CART, "port below 1024", (shop) =>
    says(shop, "cart", "nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)"),
  ),
  of("port-taken", CART, "two containers on a port", (shop) => {
    shop.each("cart", (spec) => {
      spec.containers.push({ name: "metrics", image: "exporter:1", ports: [{ containerPort: 7070 }] });
    });
    says(shop, "cart", "listen tcp :7070: bind: address already in use");
  }),
  of("command-wrong", CART, "command that the image lacks", (shop) => {
    waits(
      shop,
      "cart",
      "RunContainerError",
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "servr": executable file not found in $PATH: unknown',
    );
  }),
  of("image-registry image-secret", CART, "rate of pulls", (shop) =>
    notPulled(
      shop,
      "cart",
      "rpc error: code = Unknown desc = toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading",
    ),
  ),
  of("image-secret", CART, "registry of another account", (shop) =>
    notPulled(
      shop,
      "cart",
      "pulling from host 111122223333.dkr.ecr.eu-west-1.amazonaws.com failed with status code [manifests 1.4]: 403 Forbidden",
    ),
  ),
  of("resource-insufficient", CART, "pods of a node", (shop) =>
    pending(shop, "cart", "0/3 nodes are available: 3 Too many pods."),
  ),
  of("resource-insufficient", CART, "graphics processors", (shop) => {
    shop.each("cart", (spec) => {
      spec.containers[0].resources.limits["nvidia.com/gpu"] = "1";
    });
    pending(
      shop,
      "cart",
      "0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    );
  }),
  of("network-plugin", "Node worker-a", "addresses of the subnet", (shop) => {
    waits(shop, "cart", "ContainerCreating");
    podEvent(
      shop,
      "cart",
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "0a1b": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
    );
  }),
  of("finalizer-stuck", "Namespace old", "namespace that does not end", (shop) =>
    shop.add({
      kind: "Namespace",
      metadata: { name: "old", deletionTimestamp: at(7200), finalizers: ["kubernetes"] },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Terminating" },
    }),
  ),
  of("limit-range", CART, "least of a limit range", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-7d9f8b6c54-x" is forbidden: minimum memory usage per Container is 128Mi, but request is 64Mi',
    ),
  ),
  of("quota-exceeded", "ResourceQuota shop/object-counts", "count of pods", (shop) =>
    refused(
      shop,
      "cart",
      'Error creating: pods "cart-7d9f8b6c54-x" is forbidden: exceeded quota: object-counts, requested: pods=1, used: pods=10, limited: pods=10',
    ),
  ),
  of("service-address", CART.replace("cart", "frontend"), "misspelt host", (shop) => {
    variable(shop, "frontend", "CART_SERVICE_ADDR", "cartt:7070");
    complains(shop, "frontend", "dial tcp: lookup cartt on 10.96.0.10:53: no such host");
  }),
  of("service-port", CHECKOUT, "port that the service lacks", (shop) => {
    variable(shop, "checkout", "PAYMENT_SERVICE_ADDR", "payment:6061");
    complains(
      shop,
      "checkout",
      "rpc error: code = Unavailable desc = connection error: dial tcp 10.96.0.60:6061: i/o timeout",
    );
  }),
  of("application-error crash", CART, "panic of a program", (shop) => {
    crashes(shop, "cart", { exitCode: 2, reason: "Error" });
    shop.log(
      "cart",
      "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.load()",
    );
  }),
  of("environment-missing configuration-invalid", CART, "variable that is required", (shop) =>
    says(shop, "cart", 'Error: Config validation error: "DATABASE_URL" is required'),
  ),
  of("certificate", CHECKOUT, "certificate out of date", (shop) =>
    complains(
      shop,
      "checkout",
      'Post "https://payments.example.com/v1/charge": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-30T11:59:00Z is after 2026-11-29T00:00:00Z',
    ),
  ),
  of("disk-full", MYSQL, "volume without space", (shop) =>
    says(shop, "mysql", "[ERROR] InnoDB: Error number 28 means 'No space left on device'"),
  ),
];
