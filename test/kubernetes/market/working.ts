import type { Json } from "../shop.ts";
import { type Fault, fault as of } from "./fault.ts";
import { ago, type Market } from "./market.ts";
import { crashing, killedBy, unready, variable, waiting, withheld } from "./states.ts";

const CHECKOUT = "Deployment checkout";
const GATEWAY = "Deployment gateway";
const REVIEWS = "Deployment reviews";

const probed = (m: Market, workload: string, probe: string, change: (probe: Json) => void): void =>
  m.edit(workload, ({ containers: [main] }) => change(main[`${probe}Probe`]));

const policy = (m: Market, name: string, spec: Json): Json => m.add("NetworkPolicy", name, { spec });

/** Pods that run and restart, take no traffic or cannot call each other. */
export const working: readonly Fault[] = [
  of("liveness-port", GATEWAY, "liveness of a port that is not declared", (m) => {
    probed(m, "gateway", "liveness", (probe) => (probe.httpGet.port = 8081));
    killedBy(
      m,
      "gateway",
      "Liveness",
      'Get "http://10.0.0.40:8081/healthz": dial tcp 10.0.0.40:8081: connect: connection refused',
    );
  }),
  of("liveness-path", GATEWAY, "liveness of a path that was renamed, in a rollout", (m) => {
    m.roll("gateway", ({ containers: [main] }) => (main.livenessProbe.httpGet.path = "/health"));
    killedBy(m, "gateway", "Liveness", "HTTP probe failed with statuscode: 404");
  }),
  of("liveness-protocol", "Deployment payment", "HTTP asked of gRPC", (m) => {
    m.edit("payment", ({ containers: [main] }) => (main.livenessProbe = { httpGet: { path: "/", port: 50051 } }));
    killedBy(
      m,
      "payment",
      "Liveness",
      'Get "http://10.0.0.40:50051/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06\\x04"',
    );
  }),
  of("liveness-timing", REVIEWS, "liveness before Java has started", (m) => {
    probed(m, "reviews", "liveness", (probe) =>
      Object.assign(probe, { initialDelaySeconds: 1, periodSeconds: 1, failureThreshold: 1 }),
    );
    killedBy(
      m,
      "reviews",
      "Liveness",
      'Get "http://10.0.0.40:8000/healthz": dial tcp 10.0.0.40:8000: connect: connection refused',
    );
  }),
  of("liveness-timing", REVIEWS, "liveness before the program listens, usual figures", (m) => {
    probed(m, "reviews", "liveness", (probe) => Object.assign(probe, { initialDelaySeconds: 3, periodSeconds: 5 }));
    killedBy(
      m,
      "reviews",
      "Liveness",
      'Get "http://10.0.0.40:8000/healthz": dial tcp 10.0.0.40:8000: connect: connection refused',
    );
    m.log(
      "reviews",
      "Starting ReviewsApplication v2.3.1 using Java 21\nHikariPool-1 - Start completed.\nInitializing Spring embedded WebApplicationContext",
      true,
    );
  }),
  of("startup-timing", REVIEWS, "startup probe gives up after ten seconds", (m) => {
    m.edit(
      "reviews",
      ({ containers: [main] }) =>
        (main.startupProbe = { httpGet: { path: "/healthz", port: 8000 }, periodSeconds: 5, failureThreshold: 2 }),
    );
    killedBy(
      m,
      "reviews",
      "Startup",
      'Get "http://10.0.0.40:8000/healthz": dial tcp 10.0.0.40:8000: connect: connection refused',
    );
  }),
  of("liveness-path", "Deployment basket-redis", "command with a wrong argument", (m) => {
    m.edit(
      "basket-redis",
      ({ containers: [main] }) =>
        (main.livenessProbe = { exec: { command: ["redis-clii", "ping"] }, periodSeconds: 10 }),
    );
    killedBy(
      m,
      "basket-redis",
      "Liveness",
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "redis-clii": executable file not found in $PATH: unknown',
    );
  }),
  of("readiness-port", "Deployment currency", "gRPC readiness of another port", (m) => {
    probed(m, "currency", "readiness", (probe) => (probe.grpc.port = 7001));
    withheld(m, "currency", 'timeout: failed to connect service "10.0.0.40:7001" within 1s: context deadline exceeded');
  }),
  of("readiness-path", "Deployment mailer", "readiness of a path that is not served", (m) => {
    probed(m, "mailer", "readiness", (probe) => (probe.httpGet.path = "/readyz"));
    withheld(m, "mailer", "HTTP probe failed with statuscode: 404");
  }),
  of("readiness-protocol", "Deployment mailer", "readiness over HTTPS", (m) => {
    probed(m, "mailer", "readiness", (probe) => (probe.httpGet.scheme = "HTTPS"));
    withheld(m, "mailer", 'Get "https://10.0.0.40:8025/healthz": http: server gave HTTP response to HTTPS client');
  }),
  of("readiness-port", "Deployment mailer", "readiness of a port, events gone", (m) => {
    probed(m, "mailer", "readiness", (probe) => (probe.httpGet.port = 9025));
    unready(m, "mailer", { since: 7200 });
  }),
  of("readiness-timing", "Deployment mailer", "readiness that begins after an hour", (m) => {
    probed(m, "mailer", "readiness", (probe) => (probe.initialDelaySeconds = 3600));
    unready(m, "mailer");
  }),
  of("readiness-path", "Deployment mailer", "readiness by a file that nobody writes", (m) => {
    m.edit(
      "mailer",
      ({ containers: [main] }) =>
        (main.readinessProbe = { exec: { command: ["cat", "/tmp/raedy"] }, periodSeconds: 5 }),
    );
    withheld(m, "mailer", "cat: /tmp/raedy: No such file or directory");
  }),
  of(
    "service-selector",
    "Service catalog",
    "label in another case",
    (m) => (m.of("Service/catalog").spec.selector = { app: "Catalog" }),
  ),
  of(
    "service-selector",
    "Service catalog",
    "key of a label",
    (m) => (m.of("Service/catalog").spec.selector = { name: "catalog" }),
  ),
  of("service-selector", "Service catalog", "one label more, callers complain", (m) => {
    m.of("Service/catalog").spec.selector = { app: "catalog", version: "v2" };
    m.log(
      "gateway",
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 172.20.150.9:3550: connect: connection refused"\n'.repeat(
        9,
      ),
    );
  }),
  of("service-selector", "Service payment", "selector of another workload's pods", (m) => {
    m.of("Service/payment").spec.selector = { app: "shipping" };
    m.log(
      "checkout",
      "failed to charge card: rpc error: code = Unimplemented desc = unknown service PaymentService\n".repeat(5),
    );
  }),
  of("service-target-port", "Service payment", "target port of another program", (m) => {
    m.of("Service/payment").spec.ports[0].targetPort = 50052;
    m.log(
      "checkout",
      "failed to charge card: rpc error: code = Unavailable desc = dial tcp 172.20.51.9:50051: connect: connection refused\n".repeat(
        5,
      ),
    );
  }),
  of("service-target-port", "Service basket-redis", "target port of the cache, the caller crashes", (m) => {
    m.of("Service/basket-redis").spec.ports[0].targetPort = 6380;
    crashing(m, "basket", { exitCode: 1 });
    m.log(
      "basket",
      "Unhandled exception. StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s) basket-redis:6379/Interactive",
      true,
    );
  }),
  of(
    "service-port-name",
    "Service catalog",
    "name of a target port",
    (m) => (m.of("Service/catalog").spec.ports[0].targetPort = "grpc-api"),
  ),
  of(
    "service-protocol",
    "Service catalog",
    "UDP for TCP",
    (m) => (m.of("Service/catalog").spec.ports[0].protocol = "UDP"),
  ),
  of("service-port", CHECKOUT, "service's port was changed, callers kept the old", (m) => {
    m.of("Service/payment").spec.ports[0] = { name: "grpc", port: 50055, targetPort: 50051, protocol: "TCP" };
    m.log(
      "checkout",
      "could not charge the card: rpc error: code = Unavailable desc = dial tcp 172.20.51.9:50051: i/o timeout\n".repeat(
        5,
      ),
    );
  }),
  of("service-port", CHECKOUT, "port misspelt in the caller", (m) => {
    variable(m, "checkout", "PAYMENT_ADDR", "payment:50015");
    m.log(
      "checkout",
      "could not charge the card: rpc error: code = Unavailable desc = dial tcp 172.20.51.9:50015: i/o timeout\n".repeat(
        5,
      ),
    );
  }),
  of("service-address", CHECKOUT, "host misspelt in the caller", (m) => {
    variable(m, "checkout", "PAYMENT_ADDR", "payments:50051");
    m.log(
      "checkout",
      "could not charge the card: rpc error: code = Unavailable desc = dns: A record lookup error: lookup payments on 172.20.0.10:53: no such host\n".repeat(
        5,
      ),
    );
  }),
  of("service-address", CHECKOUT, "host of another namespace, silent", (m) =>
    variable(m, "checkout", "PAYMENT_ADDR", "payment.billing.svc.cluster.local:50051"),
  ),
  of("service-address", REVIEWS, "database's host misspelt, the program ends", (m) => {
    variable(m, "reviews", "DB_HOST", "review-db");
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      "Caused by: java.net.UnknownHostException: review-db\n\tat java.base/sun.nio.ch.NioSocketImpl.connect",
      true,
    );
  }),
  of("service-address", REVIEWS, "host of a JDBC address", (m) => {
    variable(m, "reviews", "SPRING_DATASOURCE_URL", "jdbc:postgresql://reviews-database:5432/reviews");
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      "org.postgresql.util.PSQLException: The connection attempt failed.\nCaused by: java.net.UnknownHostException: reviews-database",
      true,
    );
  }),
  of("service-address", GATEWAY, "host in an argument", (m) => {
    m.edit("gateway", ({ containers: [main] }) => (main.args = ["--search-backend=serach:9200"]));
    m.add("Service", "search", { spec: { selector: { app: "reviews" }, ports: [{ port: 9200, targetPort: 8000 }] } });
    m.log(
      "gateway",
      'level=error msg="search failed" err="dial tcp: lookup serach on 172.20.0.10:53: no such host"\n'.repeat(5),
    );
  }),
  of("service-misrouted", CHECKOUT, "address of another service", (m) => {
    variable(m, "checkout", "PAYMENT_ADDR", "shipping:50052");
    m.log(
      "checkout",
      "failed to charge card: rpc error: code = Unimplemented desc = unknown service market.PaymentService\n".repeat(5),
    );
  }),
  of("service-address", "ConfigMap reviews-env Deployment reviews", "host in a config map", (m) => {
    m.add("ConfigMap", "reviews-env", { data: { CURRENCY_URL: "http://curency:7000" } });
    m.edit("reviews", ({ containers: [main] }) => (main.envFrom = [{ configMapRef: { name: "reviews-env" } }]));
    m.log(
      "reviews",
      "I/O error on GET request for http://curency:7000: curency: Name or service not known\n".repeat(4),
    );
  }),
  of(
    "service-address endpoints-empty replicas-zero service-selector",
    "Service payment Deployment checkout",
    "service deleted",
    (m) => {
      m.remove("Service/payment");
      m.log("checkout", "could not charge the card: lookup payment on 172.20.0.10:53: no such host\n".repeat(5));
    },
  ),
  of("database-login", REVIEWS, "password was changed", (m) => {
    crashing(m, "reviews", { exitCode: 1 });
    m.log(
      "reviews",
      'org.postgresql.util.PSQLException: FATAL: password authentication failed for user "reviews"',
      true,
    );
  }),
  of("database-missing", REVIEWS, "name of the database", (m) => {
    variable(m, "reviews", "DB_NAME", "review");
    crashing(m, "reviews", { exitCode: 1 });
    m.log("reviews", 'FATAL: database "review" does not exist', true);
  }),
  of("database-login", REVIEWS, "user that does not exist, told by the database's own log", (m) => {
    m.log("reviews-db", '2026-11-30 09:29:01 UTC [88] FATAL:  role "reviwes" does not exist\n'.repeat(6));
    crashing(m, "reviews", { exitCode: 1 });
    m.log("reviews", 'could not connect: FATAL: role "reviwes" does not exist', true);
  }),
  of("database-connections", "StatefulSet reviews-db Deployment reviews", "connections used up", (m) =>
    m.log("reviews", "FATAL: sorry, too many clients already\n".repeat(6)),
  ),
  of("replicas-zero", "Deployment basket-redis", "cache scaled to zero, two services fail", (m) => {
    m.of("Deployment/basket-redis").spec.replicas = 0;
    m.remove(`Pod/${m.pod("basket-redis").metadata.name}`);
    crashing(m, "basket", { exitCode: 1 });
    m.log(
      "basket",
      "RedisConnectionException: UnableToConnect on basket-redis:6379/Interactive, connection refused",
      true,
    );
    unready(m, "checkout");
    m.log(
      "checkout",
      "cart failure: failed to get user cart: rpc error: code = Unavailable desc = dial tcp 172.20.70.9:7070: connect: connection refused\n".repeat(
        5,
      ),
    );
  }),
  of("out-of-memory", "StatefulSet reviews-db", "database out of memory, its caller waits", (m) => {
    crashing(m, "reviews-db", { exitCode: 137, reason: "OOMKilled" }, 11);
    crashing(m, "reviews", { exitCode: 1 });
    m.log("reviews", "Connection to reviews-db:5432 refused. Check that the hostname and port are correct", true);
  }),
  of("network-policy-ingress", "NetworkPolicy deny-all", "all closed, only the gateway complains", (m) => {
    policy(m, "deny-all", { podSelector: {}, policyTypes: ["Ingress"] });
    m.log(
      "gateway",
      "rpc error: code = DeadlineExceeded desc = context deadline exceeded: dial tcp 172.20.150.9:3550: i/o timeout\n".repeat(
        5,
      ),
    );
  }),
  of("network-policy-ingress", "NetworkPolicy payment", "allowed label is another", (m) => {
    policy(m, "payment", {
      podSelector: { matchLabels: { app: "payment" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "check-out" } } }] }],
    });
    m.log("checkout", "dial tcp 172.20.51.9:50051: i/o timeout\n".repeat(5));
  }),
  of("network-policy-ingress", "NetworkPolicy payment", "allowed port is another", (m) =>
    policy(m, "payment", {
      podSelector: { matchLabels: { app: "payment" } },
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ port: 50050, protocol: "TCP" }] }],
    }),
  ),
  of("network-policy-dns", "NetworkPolicy checkout", "egress without DNS", (m) => {
    policy(m, "checkout", {
      podSelector: { matchLabels: { app: "checkout" } },
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: {} }] }],
    });
    m.log(
      "checkout",
      "dial tcp: lookup payment on 172.20.0.10:53: read udp 10.0.0.40:41000->172.20.0.10:53: i/o timeout\n".repeat(5),
    );
  }),
  of("dns-down", "Deployment coredns", "DNS scaled to zero", (m) => {
    m.of("Deployment/coredns").spec.replicas = 0;
    m.remove("Pod/coredns-6f7d9c8b54-x7k2p");
    for (const each of ["gateway", "checkout"])
      m.log(
        each,
        "lookup currency on 172.20.0.10:53: read udp 10.0.0.40:41000->172.20.0.10:53: read: connection refused\n".repeat(
          5,
        ),
      );
  }),
  of(
    "dns-down dns-config configuration-invalid",
    "Deployment coredns ConfigMap coredns",
    "DNS crashes for a wrong plugin",
    (m) => {
      m.of("ConfigMap/coredns").data.Corefile =
        ".:53 {\n    kubernets cluster.local\n    forward . /etc/resolv.conf\n}";
      crashing(m, "coredns", { exitCode: 1 });
      m.log("coredns", "/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'kubernets'", true);
      m.log("gateway", "lookup currency: Temporary failure in name resolution\n".repeat(5));
    },
  ),
  of("dns-down service-selector", "Service kube-dns Deployment coredns", "selector of kube-dns", (m) => {
    m.of("Service/kube-dns").spec.selector = { "k8s-app": "kube-dns" };
    m.log("gateway", "lookup currency on 172.20.0.10:53: i/o timeout\n".repeat(5));
  }),
  of("pod-dns", CHECKOUT, "policy of DNS", (m) => {
    m.edit("checkout", (spec) => (spec.dnsPolicy = "Default"));
    m.log("checkout", "lookup payment on 10.0.0.2:53: no such host\n".repeat(5));
  }),
  of("node-down kubelet-down", "Node ip-10-0-0-11", "node that does not report", (m) => {
    const node = m.of("Node/ip-10-0-0-11");
    for (const each of node.status.conditions)
      Object.assign(each, {
        status: "Unknown",
        reason: "NodeStatusUnknown",
        message: "Kubelet stopped posting node status.",
        lastTransitionTime: ago(500),
      });
    node.spec.taints = [{ key: "node.kubernetes.io/unreachable", effect: "NoExecute" }];
    for (const each of ["gateway", "checkout", "payment"])
      m.pod(each).status.conditions = [{ type: "Ready", status: "False", lastTransitionTime: ago(460) }];
  }),
  of("node-pressure", "Node ip-10-0-0-11", "disk of a node, pods evicted", (m) => {
    const node = m.of("Node/ip-10-0-0-11");
    Object.assign(
      node.status.conditions.find((each: Json) => each.type === "DiskPressure"),
      { status: "True", reason: "KubeletHasDiskPressure" },
    );
    node.spec.taints = [{ key: "node.kubernetes.io/disk-pressure", effect: "NoSchedule" }];
    const pod = m.pod("catalog");
    pod.status = {
      phase: "Failed",
      reason: "Evicted",
      message: "The node was low on resource: ephemeral-storage. Threshold quantity: 2146223340, available: 1982344Ki.",
      startTime: ago(900),
    };
  }),
  of("runtime-down node-down", "Node ip-10-0-0-11", "container runtime away", (m) => {
    const ready = m.of("Node/ip-10-0-0-11").status.conditions.at(-1);
    Object.assign(ready, {
      status: "False",
      reason: "KubeletNotReady",
      message:
        "container runtime is down: rpc error: code = Unavailable desc = connection error: dial unix /run/containerd/containerd.sock: connect: no such file or directory",
      lastTransitionTime: ago(400),
    });
  }),
  of("kube-proxy-down", "DaemonSet kube-proxy", "kube-proxy crashes", (m) => {
    crashing(m, "kube-proxy", { exitCode: 1 });
    m.log("gateway", "dial tcp 172.20.150.9:3550: i/o timeout\n".repeat(5));
  }),
  of("network-plugin", "DaemonSet aws-node Node ip-10-0-0-11", "subnet without addresses", (m) => {
    waiting(m, "catalog", "ContainerCreating");
    m.event(
      `Pod/${m.pod("catalog").metadata.name}`,
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1f": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
    );
  }),
  of("autoscaler-metrics", "HorizontalPodAutoscaler gateway", "no metrics server", (m) => {
    m.remove("Deployment/metrics-server");
    m.add("HorizontalPodAutoscaler", "gateway", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "gateway" }, minReplicas: 1, maxReplicas: 4 },
      status: {
        currentReplicas: 1,
        desiredReplicas: 0,
        conditions: [
          { type: "AbleToScale", status: "True" },
          {
            type: "ScalingActive",
            status: "False",
            reason: "FailedGetResourceMetric",
            message:
              "the HPA was unable to compute the replica count: failed to get cpu utilization: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)",
          },
        ],
      },
    });
  }),
  of("autoscaler-target", "HorizontalPodAutoscaler gateway", "target misspelt", (m) =>
    m.add("HorizontalPodAutoscaler", "gateway", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "gatway" }, minReplicas: 1, maxReplicas: 4 },
      status: {
        currentReplicas: 0,
        conditions: [
          {
            type: "AbleToScale",
            status: "False",
            reason: "FailedGetScale",
            message:
              'the HPA controller was unable to get the target\'s current scale: deployments.apps "gatway" not found',
          },
        ],
      },
    }),
  ),
  of("ingress-service", "Ingress market", "service of an ingress misspelt", (m) =>
    m.add("Ingress", "market", {
      spec: {
        ingressClassName: "alb",
        rules: [
          {
            http: {
              paths: [
                { path: "/", pathType: "Prefix", backend: { service: { name: "gatewy", port: { number: 8080 } } } },
              ],
            },
          },
        ],
      },
    }),
  ),
  of("ingress-port", "Ingress market", "port name of an ingress", (m) =>
    m.add("Ingress", "market", {
      spec: {
        ingressClassName: "alb",
        rules: [
          {
            http: {
              paths: [
                { path: "/", pathType: "Prefix", backend: { service: { name: "gateway", port: { name: "web" } } } },
              ],
            },
          },
        ],
      },
    }),
  ),
  of("job-deadline", "Job settle", "deadline of a job", (m) =>
    m.add("Job", "settle", {
      spec: { activeDeadlineSeconds: 120, backoffLimit: 3 },
      status: {
        failed: 1,
        conditions: [
          {
            type: "Failed",
            status: "True",
            reason: "DeadlineExceeded",
            message: "Job was active longer than specified deadline",
            lastTransitionTime: ago(300),
          },
        ],
      },
    }),
  ),
  of("database-login job-backoff", "Job settle", "job that fails for its password", (m) => {
    m.add("Job", "settle", {
      spec: { backoffLimit: 2 },
      status: {
        failed: 3,
        conditions: [
          {
            type: "Failed",
            status: "True",
            reason: "BackoffLimitExceeded",
            message: "Job has reached the specified backoff limit",
            lastTransitionTime: ago(300),
          },
        ],
      },
    });
    m.add("Pod", "settle-9fj2k", {
      metadata: { labels: { app: "settle" }, ownerReferences: [{ kind: "Job", name: "settle" }] },
      spec: { containers: [{ name: "server", image: "settle:1" }], nodeName: "ip-10-0-0-11" },
      status: {
        phase: "Failed",
        conditions: [{ type: "Ready", status: "False", lastTransitionTime: ago(300) }],
        containerStatuses: [
          {
            name: "server",
            ready: false,
            restartCount: 0,
            state: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(310) } },
          },
        ],
      },
    });
    m.log("settle", 'psycopg2.OperationalError: FATAL:  password authentication failed for user "settle"');
  }),
  of("access-denied", "ServiceAccount default", "role lost a verb", (m) => {
    m.log(
      "gateway",
      'failed to list *v1.Endpoints: endpoints is forbidden: User "system:serviceaccount:market:default" cannot list resource "endpoints" in API group "" in the namespace "market"\n'.repeat(
        5,
      ),
    );
  }),
  of("rollout-paused", "Deployment catalog", "rollout paused with the old version", (m) => {
    m.of("Deployment/catalog").spec.paused = true;
    m.of("Deployment/catalog").status = { updatedReplicas: 0, observedGeneration: 1 };
  }),
  of(
    "headless-service service-address",
    "StatefulSet reviews-db Deployment reviews",
    "name of the headless service",
    (m) => {
      m.of("StatefulSet/reviews-db").spec.serviceName = "reviews-db-headless";
      variable(m, "reviews", "DB_HOST", "reviews-db-0.reviews-db-headless");
      crashing(m, "reviews", { exitCode: 1 });
      m.log("reviews", "java.net.UnknownHostException: reviews-db-0.reviews-db-headless", true);
    },
  ),
  of("cpu-throttled", "Deployment payment", "CPU limit of ten thousandths, callers time out", (m) => {
    m.edit(
      "payment",
      ({ containers: [main] }) =>
        (main.resources = { requests: { cpu: "10m" }, limits: { cpu: "10m", memory: "128Mi" } }),
    );
    m.of(`PodMetrics/${m.pod("payment").metadata.name}`).containers[0].usage.cpu = "10m";
    m.log(
      "checkout",
      "failed to charge card: rpc error: code = DeadlineExceeded desc = context deadline exceeded\n".repeat(5),
    );
  }),
  of("disk-full", "StatefulSet reviews-db", "volume full", (m) => {
    crashing(m, "reviews-db", { exitCode: 1 });
    m.log("reviews-db", 'PANIC:  could not write to file "pg_wal/xlogtemp.29": No space left on device', true);
    crashing(m, "reviews", { exitCode: 1 });
    m.log("reviews", "Connection to reviews-db:5432 refused. Check that the hostname and port are correct", true);
  }),
];

/** Good days that look like bad ones. */
export const good: Readonly<Record<string, (market: Market) => void>> = {
  "an ordinary day": () => undefined,
  "a rollout whose new pod starts": (m) => {
    m.roll("catalog", ({ containers: [main] }) => (main.image = "registry.example.com/catalog:2.4.0"));
    m.pod("catalog").metadata.creationTimestamp = ago(15);
    waiting(m, "catalog", "ContainerCreating");
    m.pod("catalog").status.conditions[1].lastTransitionTime = ago(15);
  },
  "a request that was not found, and retries that helped": (m) =>
    m.log(
      "gateway",
      "GET /favicon.ico 404\nerror: dial tcp 172.20.150.9:3550: connect: connection refused, retrying\nlistening on 8080\nGET / 200",
    ),
  "a cron job that waits for its hour": (m) =>
    m.add("CronJob", "settle", {
      spec: { schedule: "0 3 * * *", suspend: false },
      status: { lastScheduleTime: ago(20_000), lastSuccessfulTime: ago(19_990) },
    }),
  "a policy that lets callers in": (m) =>
    policy(m, "payment", {
      podSelector: { matchLabels: { app: "payment" } },
      policyTypes: ["Ingress"],
      ingress: [
        { from: [{ podSelector: { matchLabels: { app: "checkout" } } }], ports: [{ port: 50051, protocol: "TCP" }] },
      ],
    }),
  "an old ReplicaSet of a version that failed": (m) =>
    m.add("ReplicaSet", "catalog-4b6c7d8e9f", {
      metadata: { labels: { app: "catalog" }, ownerReferences: [{ kind: "Deployment", name: "catalog" }] },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: "catalog" } },
        template: {
          metadata: { labels: { app: "catalog" } },
          spec: { containers: [{ name: "server", image: "registry.example.com/catalog:broken" }] },
        },
      },
    }),
  "a service for a database outside": (m) => {
    m.add("Service", "orders-db", {
      spec: { type: "ExternalName", externalName: "orders.abc.eu-central-1.rds.amazonaws.com" },
    });
    variable(m, "checkout", "ORDERS_DB_HOST", "orders-db");
  },
  "an ingress of AWS's controller that redirects by an annotation": (m) =>
    m.add("Ingress", "market", {
      spec: {
        ingressClassName: "alb",
        tls: [{ hosts: ["market.example.com"], secretName: "of-certificate-manager" }],
        rules: [
          {
            http: {
              paths: [{ path: "/", backend: { service: { name: "ssl-redirect", port: { name: "use-annotation" } } } }],
            },
          },
        ],
      },
    }),
};
