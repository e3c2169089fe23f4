import type { Json } from "../shop.ts";
import { type Fault, fault as of } from "./fault.ts";
import { ago } from "./market.ts";
import { crashing, killedBy, refused, unready, unscheduled, variable, waiting, withheld } from "./states.ts";

/** Faults of whom little is told, whose callers complain louder, or that do not come alone. */
export const mixed: readonly Fault[] = [
  of("service-port", "Deployment reviews", "port of the database", (m) => {
    variable(m, "reviews", "DB_PORT", "5433");
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      "org.postgresql.util.PSQLException: Connection to reviews-db:5433 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
      true,
    );
  }),
  of("service-target-port", "Service reviews-db", "target port of the database, the caller crashes", (m) => {
    m.of("Service/reviews-db").spec.ports[0].targetPort = 5433;
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      "org.postgresql.util.PSQLException: Connection to reviews-db:5432 refused. Check that the hostname and port are correct",
      true,
    );
  }),
  of("service-selector", "Service reviews-db", "selector of the database, the caller crashes", (m) => {
    m.of("Service/reviews-db").spec.selector = { app: "postgres" };
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      "org.postgresql.util.PSQLException: The connection attempt failed.\njava.net.SocketTimeoutException: Connect timed out",
      true,
    );
  }),
  of("database-login", "Deployment reviews", "password of another secret, wrapped in Java", (m) => {
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      'Unable to obtain JDBC Connection; nested exception is org.postgresql.util.PSQLException: FATAL: password authentication failed for user "reviews"\nApplication run failed',
      true,
    );
  }),
  of("database-login", "Deployment mailer", "login refused in a pod that stays ready", (m) =>
    m.log(
      "mailer",
      "2026/11/30 09:29:40 [error] mysql: Error 1045 (28000): Access denied for user 'mail'@'10.0.0.40' (using password: YES)\n".repeat(
        3,
      ),
    ),
  ),
  of("database-read-only", "StatefulSet reviews-db Deployment reviews", "database without writes", (m) =>
    m.log("reviews", "ERROR: cannot execute INSERT in a read-only transaction\n".repeat(6)),
  ),
  of("quota-exceeded", "ResourceQuota storage", "claims of a StatefulSet refused", (m) => {
    m.remove("Pod/reviews-db-0");
    m.remove("PersistentVolumeClaim/data-reviews-db-0");
    m.event(
      "StatefulSet/reviews-db",
      "FailedCreate",
      'create Claim data-reviews-db-0 for Pod reviews-db-0 in StatefulSet reviews-db failed error: persistentvolumeclaims "data-reviews-db-0" is forbidden: exceeded quota: storage, requested: requests.storage=20Gi, used: requests.storage=0, limited: requests.storage=10Gi',
    );
  }),
  of("quota-exceeded", "ResourceQuota compute", "rollout stuck at a full quota, the old pod serves", (m) => {
    m.roll("gateway", ({ containers: [main] }) => (main.image = "registry.example.com/gateway:2.4.0"));
    m.remove("Pod/gateway-5c6b8d7f9d-q8w2n");
    m.event(
      "ReplicaSet/gateway-5c6b8d7f9d",
      "FailedCreate",
      'Error creating: pods "gateway-5c6b8d7f9d-q8w2n" is forbidden: exceeded quota: compute, requested: limits.cpu=200m, used: limits.cpu=2200m, limited: limits.cpu=2200m',
    );
  }),
  of("cpu-throttled", "Deployment checkout", "processor at its limit, nothing else is told", (m) =>
    Object.assign(m.of("PodMetrics/checkout-6f7d9c8b54-x7k2p").containers[0], {
      usage: { cpu: "199m", memory: "60Mi" },
    }),
  ),
  of("cpu-throttled", "Deployment checkout", "processor at its limit, the liveness probe is late", (m) => {
    m.of("PodMetrics/checkout-6f7d9c8b54-x7k2p").containers[0].usage.cpu = "200m";
    m.event(
      "Pod/checkout-6f7d9c8b54-x7k2p",
      "Unhealthy",
      'Liveness probe failed: timeout: failed to connect service "10.0.0.40:5050" within 1s: context deadline exceeded',
    );
    m.log(
      "gateway",
      "checkout failed: rpc error: code = DeadlineExceeded desc = context deadline exceeded\n".repeat(6),
    );
  }),
  of("image-secret", "Deployment payment", "private registry without a pull secret", (m) => {
    m.edit("payment", ({ containers: [main] }) => (main.image = "private.example.com/pay/payment:2"));
    waiting(
      m,
      "payment",
      "ImagePullBackOff",
      'Back-off pulling image "private.example.com/pay/payment:2": ErrImagePull: failed to pull and unpack image: failed to resolve reference: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    );
  }),
  of("image-registry", "Deployment payment", "registry that does not answer", (m) => {
    m.edit("payment", ({ containers: [main] }) => (main.image = "10.9.9.9:5000/payment:2"));
    waiting(
      m,
      "payment",
      "ErrImagePull",
      'failed to pull and unpack image "10.9.9.9:5000/payment:2": failed to do request: Head "https://10.9.9.9:5000/v2/payment/manifests/2": dial tcp 10.9.9.9:5000: i/o timeout',
    );
  }),
  of("image-wrong", "DaemonSet kube-proxy", "image of a component of the cluster", (m) => {
    m.edit(
      "kube-proxy",
      ({ containers: [main] }) => (main.image = "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/kube-proxy:v1.99"),
    );
    waiting(
      m,
      "kube-proxy",
      "ImagePullBackOff",
      'Back-off pulling image "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/kube-proxy:v1.99": not found',
    );
  }),
  of("claim-selector", "PersistentVolumeClaim shared", "labels of a volume", (m) => {
    const spec = {
      storageClassName: "manual",
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "5Gi" } },
    };
    m.add("PersistentVolumeClaim", "shared", {
      spec: { ...spec, selector: { matchLabels: { tier: "fast" } } },
      status: { phase: "Pending" },
    });
    m.add("PersistentVolume", "shared", {
      metadata: { namespace: undefined, labels: { tier: "slow" } },
      spec: { ...spec, resources: undefined, capacity: { storage: "5Gi" } },
      status: { phase: "Available" },
    });
    m.edit("catalog", (pod) => pod.volumes.push({ name: "shared", persistentVolumeClaim: { claimName: "shared" } }));
    unscheduled(m, "catalog", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    m.event(
      "PersistentVolumeClaim/shared",
      "FailedBinding",
      "no persistent volumes available for this claim and no storage class is set",
      { type: "Normal" },
    );
  }),
  of("claim-storage-class", "PersistentVolumeClaim shared", "class of a volume", (m) => {
    m.add("PersistentVolumeClaim", "shared", {
      spec: {
        storageClassName: "gp3",
        accessModes: ["ReadWriteOnce"],
        volumeName: "shared",
        resources: { requests: { storage: "5Gi" } },
      },
      status: { phase: "Pending" },
    });
    m.add("PersistentVolume", "shared", {
      metadata: { namespace: undefined },
      spec: { storageClassName: "manual", accessModes: ["ReadWriteOnce"], capacity: { storage: "5Gi" } },
      status: { phase: "Available" },
    });
    m.edit("catalog", (pod) => pod.volumes.push({ name: "shared", persistentVolumeClaim: { claimName: "shared" } }));
    unscheduled(m, "catalog", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    m.event(
      "PersistentVolumeClaim/shared",
      "VolumeMismatch",
      'Cannot bind to requested volume "shared": storageClassName does not match',
    );
  }),
  of("volume-taken", "PersistentVolumeClaim shared", "volume of another claim", (m) => {
    m.add("PersistentVolumeClaim", "shared", {
      spec: {
        storageClassName: "gp3",
        accessModes: ["ReadWriteOnce"],
        volumeName: "pvc-8f1e",
        resources: { requests: { storage: "20Gi" } },
      },
      status: { phase: "Pending" },
    });
    m.edit("catalog", (pod) => pod.volumes.push({ name: "shared", persistentVolumeClaim: { claimName: "shared" } }));
    unscheduled(m, "catalog", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    m.event("PersistentVolumeClaim/shared", "FailedBinding", 'volume "pvc-8f1e" already bound to a different claim.');
  }),
  of("volume-attached-elsewhere", "StatefulSet reviews-db", "volume on another node", (m) => {
    waiting(m, "reviews-db", "ContainerCreating");
    m.event(
      "Pod/reviews-db-0",
      "FailedAttachVolume",
      'Multi-Attach error for volume "pvc-8f1e" Volume is already exclusively attached to one node and can\'t be attached to another',
    );
  }),
  of("volume-mount", "StatefulSet reviews-db", "file system that does not answer", (m) => {
    m.edit("reviews-db", (spec) =>
      spec.volumes.push({ name: "backup", nfs: { server: "nfs.market.internal", path: "/backup" } }),
    );
    waiting(m, "reviews-db", "ContainerCreating");
    m.event(
      "Pod/reviews-db-0",
      "FailedMount",
      'MountVolume.SetUp failed for volume "backup" : mount failed: exit status 32 Mounting command: mount Output: mount.nfs: Failed to resolve server nfs.market.internal: Name or service not known',
    );
  }),
  of("volume-permission security-context", "StatefulSet reviews-db", "files of root", (m) => {
    m.edit("reviews-db", (spec) => (spec.securityContext = { runAsUser: 1000 }));
    crashing(m, "reviews-db", { exitCode: 1 });
    m.log("reviews-db", 'mkdir: cannot create directory "/var/lib/postgresql/data/pgdata": Permission denied', true);
  }),
  of("liveness-port", "Deployment basket", "a probe kills, and its caller fails", (m) => {
    m.edit(
      "basket",
      ({ containers: [main] }) => (main.livenessProbe = { tcpSocket: { port: 7071 }, periodSeconds: 5 }),
    );
    killedBy(m, "basket", "Liveness", "dial tcp 10.0.0.40:7071: connect: connection refused");
    m.log(
      "checkout",
      "failed to get user cart during checkout: rpc error: code = Unavailable desc = connection refused basket:7070\n".repeat(
        8,
      ),
    );
  }),
  of("liveness-port", "Deployment basket", "killed by a probe, events gone", (m) => {
    m.edit("basket", ({ containers: [main] }) => (main.livenessProbe.grpc.port = 7079));
    const { status } = m.pod("basket");
    Object.assign(status.containerStatuses[0], {
      restartCount: 12,
      ready: false,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { exitCode: 137, reason: "Error", finishedAt: ago(100) } },
    });
    status.conditions[1].status = "False";
  }),
  of("readiness-protocol", "Deployment payment", "HTTP readiness of gRPC, and its caller fails", (m) => {
    m.edit(
      "payment",
      ({ containers: [main] }) => (main.readinessProbe = { httpGet: { path: "/ready", port: 50051, scheme: "HTTP" } }),
    );
    withheld(
      m,
      "payment",
      'Get "http://10.0.0.40:50051/ready": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06"',
    );
    m.log("checkout", "could not charge the card: connection refused 172.20.51.9:50051\n".repeat(8));
  }),
  of("readiness-port", "Deployment catalog", "named port of a probe that no container has", (m) => {
    m.edit("catalog", ({ containers: [main] }) => (main.readinessProbe = { tcpSocket: { port: "http" } }));
    withheld(m, "catalog", 'couldn\'t find port: "http" in container');
  }),
  of("startup-port", "Deployment reviews", "startup probe of a wrong port", (m) => {
    m.edit(
      "reviews",
      ({ containers: [main] }) =>
        (main.startupProbe = { tcpSocket: { port: 8800 }, periodSeconds: 5, failureThreshold: 6 }),
    );
    killedBy(m, "reviews", "Startup", "dial tcp 10.0.0.40:8800: connect: connection refused");
  }),
  of("service-target-port service-port-name", "Service mailer", "two services fail, one of them long ago", (m) => {
    m.of("Service/mailer").spec.ports[0].targetPort = 8080;
    m.event("Pod/currency-6f7d9c8b54-x7k2p", "BackOff", "Back-off restarting failed container server", {
      first: 86_000,
      last: 80_000,
    });
    m.log(
      "checkout",
      'failed to send order confirmation: Post "http://mailer:8025/send": dial tcp 172.20.25.9:8025: connect: connection refused\n'.repeat(
        4,
      ),
    );
  }),
  of("replicas-zero", "Deployment currency", "scaled to zero, callers stay ready", (m) => {
    m.of("Deployment/currency").spec.replicas = 0;
    m.remove("Pod/currency-6f7d9c8b54-x7k2p");
    m.event("Deployment/currency", "ScalingReplicaSet", "Scaled down replica set currency-6f7d9c8b54 to 0 from 1", {
      type: "Normal",
    });
    for (const each of ["gateway", "checkout"])
      m.log(
        each,
        "failed to get currencies: rpc error: code = Unavailable desc = connection error: dial tcp 172.20.0.9:7000: connect: connection refused\n".repeat(
          6,
        ),
      );
  }),
  of("replicas-zero", "StatefulSet reviews-db", "database scaled to zero", (m) => {
    m.of("StatefulSet/reviews-db").spec.replicas = 0;
    m.remove("Pod/reviews-db-0");
    crashing(m, "reviews", { exitCode: 1 });
    m.log("reviews", "java.net.UnknownHostException: reviews-db", true);
  }),
  of("service-address", "Deployment gateway", "address of a URL with a wrong namespace", (m) => {
    variable(m, "gateway", "REVIEWS_URL", "http://reviews.markt.svc.cluster.local:8000/v1");
    m.log(
      "gateway",
      'Get "http://reviews.markt.svc.cluster.local:8000/v1/42": dial tcp: lookup reviews.markt.svc.cluster.local on 172.20.0.10:53: no such host\n'.repeat(
        4,
      ),
    );
  }),
  of("service-address", "Deployment basket", "cache's host with an underscore", (m) => {
    variable(m, "basket", "REDIS_ADDR", "basket_redis:6379");
    crashing(m, "basket", { exitCode: 134 });
    m.log(
      "basket",
      "StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s). Name or service not known: basket_redis",
      true,
    );
  }),
  of("service-address", "Deployment gateway", "variable of a host with an unusual name", (m) => {
    variable(m, "gateway", "RECOMMENDER", "recommend:9000");
    m.log("gateway", "getaddrinfo ENOTFOUND recommend\n".repeat(5));
  }),
  of("command-wrong", "Deployment mailer", "a command that ends at once", (m) => {
    m.edit("mailer", ({ containers: [main] }) => (main.command = ["sh", "-c", "echo started"]));
    crashing(m, "mailer", { exitCode: 0, reason: "Completed" });
  }),
  of("command-wrong", "Deployment mailer", "a module that the image lacks", (m) => {
    crashing(m, "mailer", { exitCode: 1 });
    m.log(
      "mailer",
      "Traceback (most recent call last):\n  File \"/app/server.py\", line 3, in <module>\n    import jinja2\nModuleNotFoundError: No module named 'jinja2'",
      true,
    );
  }),
  of("configuration-invalid", "Deployment catalog ConfigMap products", "a file that is not JSON", (m) => {
    m.of("ConfigMap/products").data["products.json"] = '{"products":[}';
    crashing(m, "catalog", { exitCode: 1 });
    m.log(
      "catalog",
      "could not parse product catalog json: invalid character '}' looking for beginning of value",
      true,
    );
  }),
  of("crash application-error", "Deployment payment", "a panic", (m) => {
    crashing(m, "payment", { exitCode: 2 });
    m.log(
      "payment",
      "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation]\ngoroutine 1 [running]:\nmain.charge()",
      true,
    );
  }),
  of("out-of-memory", "Deployment reviews", "heap larger than the container", (m) => {
    variable(m, "reviews", "JAVA_OPTS", "-Xmx512m");
    crashing(m, "reviews", { exitCode: 137, reason: "OOMKilled" });
    m.log("gateway", 'Get "http://reviews.market.svc.cluster.local:8000/v1": connect: connection refused\n'.repeat(5));
  }),
  of("out-of-memory", "Deployment reviews", "heap of a program that goes on", (m) => {
    m.log("reviews", "java.lang.OutOfMemoryError: Java heap space\n\tat reviews.Cache.load(Cache.java:31)\n".repeat(4));
    unready(m, "reviews");
  }),
  of("network-policy-egress", "NetworkPolicy checkout", "a caller kept in", (m) => {
    m.add("NetworkPolicy", "checkout", {
      spec: {
        podSelector: { matchLabels: { app: "checkout" } },
        policyTypes: ["Egress"],
        egress: [
          { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: "UDP" }] },
          { to: [{ podSelector: { matchLabels: { app: "basket" } } }] },
        ],
      },
    });
    m.log("checkout", "could not charge the card: dial tcp 172.20.51.9:50051: i/o timeout\n".repeat(6));
  }),
  of("network-policy-ingress", "NetworkPolicy database", "a database for another namespace", (m) => {
    m.add("NetworkPolicy", "database", {
      spec: {
        podSelector: { matchLabels: { app: "reviews-db" } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }] }],
      },
    });
    crashing(m, "reviews", { exitCode: 1 });
    m.log("reviews", "java.net.SocketTimeoutException: Connect timed out", true);
  }),
  of("scheduler-down", "Pod kube-scheduler", "nobody schedules", (m) => {
    const pod = m.pod("catalog");
    delete pod.spec.nodeName;
    pod.status = { phase: "Pending" };
    pod.metadata.creationTimestamp = ago(400);
  }),
  of("taint", "Deployment catalog", "toleration of another effect", (m) => {
    for (const index of [0, 1, 2])
      m.of(`Node/ip-10-0-${index}-11`).spec.taints = [{ key: "dedicated", value: "market", effect: "NoExecute" }];
    m.edit(
      "catalog",
      (spec) => (spec.tolerations = [{ key: "dedicated", operator: "Equal", value: "market", effect: "NoSchedule" }]),
    );
    unscheduled(
      m,
      "catalog",
      "0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: market}. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  }),
  of("node-affinity", "Deployment catalog", "affinity of a size of instances", (m) => {
    m.roll(
      "catalog",
      (spec) =>
        (spec.affinity = {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: "node.kubernetes.io/instance-type", operator: "In", values: ["m6i.8xlarge"] },
                  ],
                },
              ],
            },
          },
        }),
    );
    unscheduled(
      m,
      "catalog",
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  }),
  of("memory-insufficient cpu-insufficient", "Deployment catalog", "nodes of different shortages", (m) => {
    m.edit("catalog", ({ containers: [main] }) => (main.resources.requests = { cpu: "1800m", memory: "7Gi" }));
    unscheduled(m, "catalog", "0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient memory.");
  }),
  of("kubelet-down node-down", "Node ip-10-0-1-11", "a node away without pods in trouble", (m) => {
    Object.assign(m.of("Node/ip-10-0-1-11").status.conditions.at(-1), {
      status: "Unknown",
      reason: "NodeStatusUnknown",
      message: "Kubelet stopped posting node status.",
      lastTransitionTime: ago(300),
    });
  }),
  of("config-missing image-wrong", "Deployment catalog Deployment payment", "two faults at once", (m) => {
    m.remove("ConfigMap/products");
    waiting(m, "catalog", "ContainerCreating");
    m.event(
      `Pod/${m.pod("catalog").metadata.name}`,
      "FailedMount",
      'MountVolume.SetUp failed for volume "products" : configmap "products" not found',
    );
    m.edit("payment", ({ containers: [main] }) => (main.image = "registry.example.com/payment:nope"));
    waiting(
      m,
      "payment",
      "ImagePullBackOff",
      'Back-off pulling image "registry.example.com/payment:nope": ErrImagePull: not found',
    );
    m.log("checkout", "could not charge the card: connection refused payment:50051\n".repeat(9));
  }),
  of("service-selector", "Service basket", "two faults, one only a warning of load", (m) => {
    m.of("Service/basket").spec.selector = { app: "cart" };
    m.of("PodMetrics/payment-6f7d9c8b54-x7k2p").containers[0].usage.memory = "125Mi";
    m.log(
      "gateway",
      "rpc error: code = Unavailable desc = dial tcp 172.20.70.9:7070: connect: connection refused\n".repeat(9),
    );
  }),
  of("service-account-missing", "Job settle", "service account of a job", (m) => {
    m.add("Job", "settle", {
      spec: {
        backoffLimit: 3,
        template: { spec: { serviceAccountName: "settler", containers: [{ name: "main", image: "settle:1" }] } },
      },
      status: { active: 0 },
    });
    m.event(
      "Job/settle",
      "FailedCreate",
      'Error creating: pods "settle-" is forbidden: error looking up service account market/settler: serviceaccount "settler" not found',
    );
  }),
  of("access-denied", "ServiceAccount spark", "driver may not make its executors", (m) => {
    m.add("ServiceAccount", "spark");
    crashing(m, "loadgen", { exitCode: 1 });
    m.log(
      "loadgen",
      'io.fabric8.kubernetes.client.KubernetesClientException: pods is forbidden: User "system:serviceaccount:market:spark" cannot create resource "pods" in API group "" in the namespace "market"',
      true,
    );
  }),
  of("credentials-refused access-denied", "Deployment mailer", "role of a pod", (m) =>
    m.log(
      "mailer",
      "AccessDenied: User: arn:aws:sts::111122223333:assumed-role/market-node/i-0a is not authorized to perform: ses:SendEmail on resource: arn:aws:ses:eu-central-1:111122223333:identity/market.example\n".repeat(
        4,
      ),
    ),
  ),
  of("webhook-down", "WebhookConfiguration sidecar-injector.example.com", "injector away, in a rollout", (m) => {
    refused(
      m,
      "mailer",
      'Internal error occurred: failed calling webhook "sidecar-injector.example.com": failed to call webhook: Post "https://injector.monitoring.svc:443/inject?timeout=10s": no endpoints available for service "injector"',
    );
  }),
  of(
    "evicted node-pressure",
    "Deployment catalog Node ip-10-0-0-11",
    "a node short of memory, evicted again and again",
    (m) => {
      const pod = m.pod("catalog");
      pod.status = {
        phase: "Failed",
        reason: "Evicted",
        message:
          "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container server was using 900Mi, request is 64Mi, has larger consumption of memory.",
        startTime: ago(300),
      };
    },
  ),
  of(
    "autoscaler-maximum cpu-throttled",
    "HorizontalPodAutoscaler gateway Deployment gateway",
    "load above the most pods",
    (m) => {
      m.add("HorizontalPodAutoscaler", "gateway", {
        spec: { scaleTargetRef: { kind: "Deployment", name: "gateway" }, minReplicas: 1, maxReplicas: 1 },
        status: {
          currentReplicas: 1,
          desiredReplicas: 1,
          conditions: [
            {
              type: "ScalingLimited",
              status: "True",
              reason: "TooManyReplicas",
              message: "the desired replica count is more than the maximum replica count",
            },
          ],
        },
      });
      m.of("PodMetrics/gateway-6f7d9c8b54-x7k2p").containers[0].usage.cpu = "198m";
    },
  ),
  of("environment-missing", "Deployment payment", "a variable lost in a rollout", (m) => {
    m.edit("payment", ({ containers: [main] }) =>
      main.env.push({ name: "CARD_GATEWAY", value: "https://cards.example.com" }),
    );
    m.roll(
      "payment",
      ({ containers: [main] }) => (main.env = main.env.filter((each: Json) => each.name !== "CARD_GATEWAY")),
    );
    crashing(m, "payment", { exitCode: 1 });
    m.log("payment", "TypeError [ERR_INVALID_URL]: Invalid URL: undefined", true);
  }),
  of("certificate", "Deployment mailer", "a certificate of another name", (m) =>
    m.log("mailer", "x509: certificate is valid for smtp.old.example.com, not smtp.example.com\n".repeat(3)),
  ),
  of("finalizer-stuck", "PersistentVolumeClaim data-reviews-db-0", "a claim that does not go", (m) =>
    Object.assign(m.of("PersistentVolumeClaim/data-reviews-db-0").metadata, {
      deletionTimestamp: ago(7200),
      finalizers: ["kubernetes.io/pvc-protection"],
    }),
  ),
  of("secret-missing", "Ingress market", "certificate of an ingress", (m) => {
    m.add("IngressClass", "nginx", {
      metadata: { namespace: undefined },
      spec: { controller: "k8s.io/ingress-nginx" },
    });
    m.add("Ingress", "market", { spec: { ingressClassName: "nginx", tls: [{ secretName: "market-tls" }], rules: [] } });
  }),
  of("secret-missing", "Deployment catalog", "secret of an init container, whose name has the word key", (m) => {
    const key = { secretKeyRef: { name: "init-key", key: "k" } };
    m.edit(
      "catalog",
      (spec) => (spec.initContainers = [{ name: "init", image: "busybox", env: [{ name: "K", valueFrom: key }] }]),
    );
    waiting(m, "catalog", "PodInitializing");
    const state = { waiting: { reason: "CreateContainerConfigError", message: 'secret "init-key" not found' } };
    m.pod("catalog").status.initContainerStatuses = [{ name: "init", ready: false, restartCount: 0, state }];
  }),
  of("configuration-invalid", "Deployment gateway", "a sidecar does not take its configuration", (m) => {
    m.edit("gateway", (spec) =>
      spec.containers.push({ name: "proxy", image: "envoy:1.30", ports: [{ containerPort: 9901 }] }),
    );
    const { metadata, status } = m.pod("gateway");
    status.conditions[1].status = "False";
    status.containerStatuses.push({
      name: "proxy",
      ready: false,
      restartCount: 8,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(40) } },
    });
    const text = "[critical] error initializing configuration '/etc/envoy/envoy.yaml': Unable to parse JSON as proto";
    m.logs.push({ namespace: "market", pod: metadata.name, previous: true, text });
  }),
];
