import type { Json } from "../shop.ts";
import { type Fault, fault as of } from "./fault.ts";
import { ago, zonal } from "./market.ts";
import { crashing, refused, unscheduled, variable, waiting } from "./states.ts";

const CATALOG = "Deployment catalog";
const BASKET = "Deployment basket";
const PAYMENT = "Deployment payment";

const pull = (image: string, why: string): string =>
  `Failed to pull image "${image}": rpc error: code = Unknown desc = ${why}`;

/** Pods that are not made, not given to a node, or do not start. */
export const starting: readonly Fault[] = [
  of("quota-exceeded", "ResourceQuota market-compute", "memory quota, told by the ReplicaSet's condition only", (m) => {
    m.add("ResourceQuota", "market-compute", {
      spec: { hard: { "limits.memory": "1Gi" } },
      status: { hard: { "limits.memory": "1Gi" }, used: { "limits.memory": "1Gi" } },
    });
    const { name } = m.pod("payment").metadata;
    m.remove(`Pod/${name}`);
    m.of("ReplicaSet/payment-6f7d9c8b54").status = {
      replicas: 0,
      conditions: [
        {
          type: "ReplicaFailure",
          status: "True",
          reason: "FailedCreate",
          message:
            'pods "payment-6f7d9c8b54-" is forbidden: exceeded quota: market-compute, requested: limits.memory=128Mi, used: limits.memory=1Gi, limited: limits.memory=1Gi',
        },
      ],
    };
  }),
  of("quota-exceeded", "ResourceQuota pods", "quota of pods, told by nobody", (m) => {
    m.add("ResourceQuota", "pods", {
      spec: { hard: { pods: "11" } },
      status: { hard: { pods: "11" }, used: { pods: "11" } },
    });
    m.remove(`Pod/${m.pod("payment").metadata.name}`);
  }),
  of("quota-exceeded", "ResourceQuota compute", "quota that blocks a StatefulSet", (m) => {
    m.remove("Pod/reviews-db-0");
    m.event(
      "StatefulSet/reviews-db",
      "FailedCreate",
      'create Pod reviews-db-0 in StatefulSet reviews-db failed error: pods "reviews-db-0" is forbidden: exceeded quota: compute, requested: requests.cpu=100m, used: requests.cpu=1, limited: requests.cpu=1',
    );
  }),
  of("quota-unspecified", PAYMENT, "quota without requests", (m) => {
    m.edit("payment", ({ containers: [main] }) => (main.resources = {}));
    refused(
      m,
      "payment",
      'pods "payment-6f7d9c8b54-k2" is forbidden: failed quota: compute: must specify limits.cpu for: server; limits.memory for: server',
    );
  }),
  of("service-account-missing", BASKET, "service account misspelt", (m) => {
    m.edit("basket", (spec) => (spec.serviceAccountName = "baskets"));
    refused(
      m,
      "basket",
      'pods "basket-6f7d9c8b54-" is forbidden: error looking up service account market/baskets: serviceaccount "baskets" not found',
    );
  }),
  of("service-account-missing", BASKET, "service account missing, events gone", (m) => {
    m.edit("basket", (spec) => (spec.serviceAccountName = "basket-sa"));
    m.remove(`Pod/${m.pod("basket").metadata.name}`);
  }),
  of("pod-security", BASKET, "privileged in a restricted namespace", (m) =>
    refused(
      m,
      "basket",
      'pods "basket-6f7d9c8b54-9d" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "server" must set securityContext.allowPrivilegeEscalation=false)',
    ),
  ),
  of("priority-class-missing", BASKET, "priority class", (m) => {
    m.edit("basket", (spec) => (spec.priorityClassName = "critical"));
    refused(m, "basket", 'pods "basket-6f7d9c8b54-" is forbidden: no PriorityClass with name critical was found');
  }),
  of("resources-contradict", BASKET, "requests over limits", (m) => {
    m.edit("basket", ({ containers: [main] }) => (main.resources.requests.memory = "512Mi"));
    refused(
      m,
      "basket",
      'Pod "basket-6f7d9c8b54-a" is invalid: spec.containers[0].resources.requests: Invalid value: "512Mi": must be less than or equal to memory limit of 128Mi',
    );
  }),
  of("webhook-refused", BASKET, "policy engine", (m) =>
    refused(
      m,
      "basket",
      'admission webhook "validate.kyverno.svc-fail" denied the request: resource Pod/market/basket was blocked due to the following policies: require-team-label: label team is required',
    ),
  ),
  of("node-selector", CATALOG, "node selector with a wrong group", (m) => {
    m.edit("catalog", (spec) => (spec.nodeSelector = { "eks.amazonaws.com/nodegroup": "genral" }));
    unscheduled(
      m,
      "catalog",
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  }),
  of("node-selector", CATALOG, "rollout whose new pod wants another processor", (m) => {
    m.roll("catalog", (spec) => (spec.nodeSelector = { "kubernetes.io/arch": "arm64" }));
    unscheduled(m, "catalog", "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.");
  }),
  of("node-affinity", CATALOG, "required affinity of a zone that has no node", (m) => {
    m.edit(
      "catalog",
      (spec) =>
        (spec.affinity = {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: zonal("eu-central-1d").required },
        }),
    );
    unscheduled(m, "catalog", "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.");
  }),
  of("pod-anti-affinity", CATALOG, "four replicas, one a node", (m) => {
    m.of("Deployment/catalog").spec.replicas = 4;
    m.roll(
      "catalog",
      (spec) =>
        (spec.affinity = {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: { matchLabels: { app: "catalog" } }, topologyKey: "kubernetes.io/hostname" },
            ],
          },
        }),
    );
    unscheduled(
      m,
      "catalog",
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    );
  }),
  of("pod-affinity", CATALOG, "affinity to a label that no pod has", (m) => {
    m.edit(
      "catalog",
      (spec) =>
        (spec.affinity = {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: { matchLabels: { app: "cache" } }, topologyKey: "kubernetes.io/hostname" },
            ],
          },
        }),
    );
    unscheduled(m, "catalog", "0/3 nodes are available: 3 node(s) didn't match pod affinity rules.");
  }),
  of("taint", CATALOG, "all nodes tainted for a team", (m) => {
    for (const index of [0, 1, 2])
      m.of(`Node/ip-10-0-${index}-11`).spec.taints = [{ key: "team", value: "data", effect: "NoSchedule" }];
    unscheduled(m, "catalog", "0/3 nodes are available: 3 node(s) had untolerated taint {team: data}.");
  }),
  of(
    "taint node-selector node-affinity",
    CATALOG,
    "selected group is tainted and toleration has another value",
    (m) => {
      m.of("Node/ip-10-0-2-11").metadata.labels["eks.amazonaws.com/nodegroup"] = "gpu";
      m.of("Node/ip-10-0-2-11").spec.taints = [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }];
      m.edit("catalog", (spec) => {
        spec.nodeSelector = { "eks.amazonaws.com/nodegroup": "gpu" };
        spec.tolerations = [{ key: "nvidia.com/gpu", operator: "Equal", value: "yes", effect: "NoSchedule" }];
      });
      unscheduled(
        m,
        "catalog",
        "0/3 nodes are available: 1 node(s) had untolerated taint {nvidia.com/gpu: true}, 2 node(s) didn't match Pod's node affinity/selector.",
      );
    },
  ),
  of("cpu-insufficient", CATALOG, "more CPU than a node has", (m) => {
    m.edit(
      "catalog",
      ({ containers: [main] }) => (main.resources = { requests: { cpu: "6", memory: "64Mi" }, limits: { cpu: "6" } }),
    );
    unscheduled(
      m,
      "catalog",
      "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    );
  }),
  of("memory-insufficient", CATALOG, "more memory than a node has, in a rollout", (m) => {
    m.roll("catalog", ({ containers: [main] }) => (main.resources.requests.memory = "64Gi"));
    unscheduled(m, "catalog", "0/3 nodes are available: 1 Insufficient cpu, 3 Insufficient memory.");
  }),
  of("node-cordoned", "Node ip-10-0-0-11", "every node cordoned", (m) => {
    for (const index of [0, 1, 2]) {
      m.of(`Node/ip-10-0-${index}-11`).spec.unschedulable = true;
      m.of(`Node/ip-10-0-${index}-11`).spec.taints = [
        { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
      ];
    }
    unscheduled(m, "catalog", "0/3 nodes are available: 3 node(s) were unschedulable.");
  }),
  of("topology-spread", CATALOG, "spread over a label that no node has", (m) => {
    m.edit(
      "catalog",
      (spec) =>
        (spec.topologySpreadConstraints = [
          {
            maxSkew: 1,
            topologyKey: "rack",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { app: "catalog" } },
          },
        ]),
    );
    unscheduled(
      m,
      "catalog",
      "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints (missing required label).",
    );
  }),
  of("scheduler-down", CATALOG, "a scheduler that is not there", (m) => {
    m.edit("catalog", (spec) => (spec.schedulerName = "batch-scheduler"));
    const pod = m.pod("catalog");
    delete pod.spec.nodeName;
    pod.status = { phase: "Pending" };
  }),
  of("volume-zone", "StatefulSet reviews-db", "volume in a zone whose node is cordoned", (m) => {
    m.of("Node/ip-10-0-0-11").spec.unschedulable = true;
    unscheduled(
      m,
      "reviews-db",
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) had volume node affinity conflict.",
    );
  }),
  of("image-wrong", PAYMENT, "tag misspelt in a rollout", (m) => {
    m.roll("payment", ({ containers: [main] }) => (main.image = "registry.example.com/payment:v2.3.l"));
    waiting(
      m,
      "payment",
      "ImagePullBackOff",
      'Back-off pulling image "registry.example.com/payment:v2.3.l": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/payment:v2.3.l": failed to resolve reference "registry.example.com/payment:v2.3.l": registry.example.com/payment:v2.3.l: not found',
    );
  }),
  of("image-wrong", PAYMENT, "ECR repository that does not exist", (m) => {
    const image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/paymet:2.3.1";
    m.edit("payment", ({ containers: [main] }) => (main.image = image));
    waiting(
      m,
      "payment",
      "ErrImagePull",
      pull(
        image,
        `failed to resolve reference "${image}": unexpected status from HEAD request to https://111122223333.dkr.ecr.eu-central-1.amazonaws.com/v2/paymet/manifests/2.3.1: 404 Not Found`,
      ),
    );
  }),
  of("image-wrong", PAYMENT, "only a back-off is told, the cause in an event", (m) => {
    const image = "registry.example.com/pymnt:2.3.1";
    m.edit("payment", ({ containers: [main] }) => (main.image = image));
    waiting(m, "payment", "ImagePullBackOff", `Back-off pulling image "${image}"`);
    m.event(
      `Pod/${m.pod("payment").metadata.name}`,
      "Failed",
      pull(
        image,
        `failed to resolve reference "${image}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
      ),
    );
  }),
  of("image-registry image-wrong", PAYMENT, "registry's host misspelt", (m) => {
    const image = "registry.exmaple.com/payment:2.3.1";
    m.edit("payment", ({ containers: [main] }) => (main.image = image));
    waiting(m, "payment", "ImagePullBackOff", `Back-off pulling image "${image}"`);
    m.event(
      `Pod/${m.pod("payment").metadata.name}`,
      "Failed",
      pull(
        image,
        `failed to do request: Head "https://registry.exmaple.com/v2/payment/manifests/2.3.1": dial tcp: lookup registry.exmaple.com on 10.0.0.2:53: no such host`,
      ),
    );
  }),
  of("image-secret", PAYMENT, "pull secret that does not exist", (m) => {
    m.edit("payment", (spec) => (spec.imagePullSecrets = [{ name: "regcred" }]));
    const image = "registry.example.com/payment:2.3.1";
    waiting(m, "payment", "ImagePullBackOff", `Back-off pulling image "${image}"`);
    const ref = `Pod/${m.pod("payment").metadata.name}`;
    m.event(
      ref,
      "FailedToRetrieveImagePullSecret",
      "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.",
    );
    m.event(
      ref,
      "Failed",
      pull(image, "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized"),
    );
  }),
  of("image-name-invalid", PAYMENT, "upper case in the name", (m) => {
    m.edit("payment", ({ containers: [main] }) => (main.image = "registry.example.com/Payment:2.3.1"));
    waiting(
      m,
      "payment",
      "InvalidImageName",
      'Failed to apply default image tag "registry.example.com/Payment:2.3.1": couldn\'t parse image name "registry.example.com/Payment:2.3.1": invalid reference format: repository name must be lowercase',
    );
  }),
  of("config-missing", CATALOG, "mounted config map deleted", (m) => {
    m.remove("ConfigMap/products");
    waiting(m, "catalog", "ContainerCreating");
    m.event(
      `Pod/${m.pod("catalog").metadata.name}`,
      "FailedMount",
      'MountVolume.SetUp failed for volume "products" : configmap "products" not found',
    );
  }),
  of("config-missing", CATALOG, "environment of a misnamed config map", (m) => {
    m.edit("catalog", ({ containers: [main] }) => (main.envFrom = [{ configMapRef: { name: "product" } }]));
    waiting(m, "catalog", "CreateContainerConfigError", 'configmap "product" not found');
  }),
  of("config-key-missing", CATALOG, "key of a config map", (m) => {
    m.edit("catalog", ({ containers: [main] }) =>
      main.env.push({ name: "FILE", valueFrom: { configMapKeyRef: { name: "products", key: "product.json" } } }),
    );
    waiting(m, "catalog", "CreateContainerConfigError", "couldn't find key product.json in ConfigMap market/products");
  }),
  of("secret-missing", "Deployment reviews", "secret in another namespace", (m) => {
    m.remove("Secret/reviews-db");
    m.add("Secret", "reviews-db", { data: { password: "eA==" } }, "monitoring");
    m.add("Secret", "tls", { data: { "tls.crt": "eA==" } });
    waiting(m, "reviews", "CreateContainerConfigError", 'secret "reviews-db" not found');
  }),
  of("secret-key-missing", "Deployment reviews", "key of a secret in upper case", (m) => {
    m.of("Secret/reviews-db").data = { username: "eA==", PASSWORD: "eA==" };
    waiting(m, "reviews", "CreateContainerConfigError", "couldn't find key password in Secret market/reviews-db");
  }),
  of("secret-missing", "Deployment reviews", "certificate's secret of a volume", (m) => {
    m.edit("reviews", (spec) => spec.volumes.push({ name: "tls", secret: { secretName: "reviews-tls" } }));
    waiting(m, "reviews", "ContainerCreating");
    m.event(
      `Pod/${m.pod("reviews").metadata.name}`,
      "FailedMount",
      'MountVolume.SetUp failed for volume "tls" : secret "reviews-tls" not found',
    );
  }),
  of("claim-missing", CATALOG, "claim misspelt", (m) => {
    m.edit("catalog", (spec) =>
      spec.volumes.push({ name: "images", persistentVolumeClaim: { claimName: "catalog-image" } }),
    );
    unscheduled(
      m,
      "catalog",
      '0/3 nodes are available: persistentvolumeclaim "catalog-image" not found. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
  }),
  of("storage-class-missing", "PersistentVolumeClaim data-reviews-db-0", "storage class gp33", (m) => {
    const claim = m.of("PersistentVolumeClaim/data-reviews-db-0");
    Object.assign(claim, {
      status: { phase: "Pending" },
      spec: { ...claim.spec, storageClassName: "gp33", volumeName: undefined },
    });
    m.remove("PersistentVolume/pvc-8f1e");
    unscheduled(
      m,
      "reviews-db",
      "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
    m.event(
      "PersistentVolumeClaim/data-reviews-db-0",
      "ProvisioningFailed",
      'storageclass.storage.k8s.io "gp33" not found',
    );
  }),
  of("storage-class-missing", "PersistentVolumeClaim data-reviews-db-0", "no default storage class", (m) => {
    const claim = m.of("PersistentVolumeClaim/data-reviews-db-0");
    Object.assign(claim, {
      status: { phase: "Pending" },
      spec: { accessModes: ["ReadWriteOnce"], resources: claim.spec.resources },
    });
    m.remove("PersistentVolume/pvc-8f1e");
    unscheduled(m, "reviews-db", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    m.event(
      "PersistentVolumeClaim/data-reviews-db-0",
      "FailedBinding",
      "no persistent volumes available for this claim and no storage class is set",
      { type: "Normal" },
    );
  }),
  of("claim-access-mode", "PersistentVolumeClaim shared", "ReadWriteMany of a volume that is ReadWriteOnce", (m) => {
    const spec = {
      storageClassName: "manual",
      accessModes: ["ReadWriteMany"],
      resources: { requests: { storage: "5Gi" } },
    };
    m.add("PersistentVolumeClaim", "shared", { spec, status: { phase: "Pending" } });
    m.add("PersistentVolume", "shared", {
      metadata: { namespace: undefined },
      spec: { storageClassName: "manual", accessModes: ["ReadWriteOnce"], capacity: { storage: "5Gi" } },
      status: { phase: "Available" },
    });
    m.edit("catalog", (pod) => pod.volumes.push({ name: "shared", persistentVolumeClaim: { claimName: "shared" } }));
    unscheduled(m, "catalog", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    m.event("PersistentVolumeClaim/shared", "ProvisioningFailed", 'storageclass.storage.k8s.io "manual" not found');
  }),
  of("claim-capacity", "PersistentVolumeClaim shared", "claim of 50Gi, volume of 5Gi", (m) => {
    const spec = {
      storageClassName: "manual",
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "50Gi" } },
    };
    m.add("PersistentVolumeClaim", "shared", { spec, status: { phase: "Pending" } });
    m.add("PersistentVolume", "shared", {
      metadata: { namespace: undefined },
      spec: { storageClassName: "manual", accessModes: ["ReadWriteOnce"], capacity: { storage: "5Gi" } },
      status: { phase: "Available" },
    });
    m.edit("catalog", (pod) => pod.volumes.push({ name: "shared", persistentVolumeClaim: { claimName: "shared" } }));
    unscheduled(m, "catalog", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
  }),
  of("volume-mount", CATALOG, "host path that is not there", (m) => {
    m.edit("catalog", (spec) =>
      spec.volumes.push({ name: "cache", hostPath: { path: "/mnt/cahce", type: "Directory" } }),
    );
    waiting(m, "catalog", "ContainerCreating");
    m.event(
      `Pod/${m.pod("catalog").metadata.name}`,
      "FailedMount",
      'MountVolume.SetUp failed for volume "cache" : hostPath type check failed: /mnt/cahce is not a directory',
    );
  }),
  of("command-wrong", CATALOG, "command that the image lacks", (m) => {
    m.edit("catalog", ({ containers: [main] }) => (main.command = ["/app/catalogd"]));
    crashing(m, "catalog", {
      exitCode: 128,
      reason: "StartError",
      message:
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app/catalogd": stat /app/catalogd: no such file or directory: unknown',
    });
  }),
  of("command-wrong", CATALOG, "argument that the program does not know", (m) => {
    m.edit("catalog", ({ containers: [main] }) => (main.args = ["--prot=3550"]));
    crashing(m, "catalog", { exitCode: 2 });
    m.log(
      "catalog",
      "flag provided but not defined: -prot\nUsage of /server:\n  -port int\n        port to listen on (default 3550)",
      true,
    );
  }),
  of("init-failed service-address", CATALOG, "init container waits for a service that does not exist", (m) => {
    m.edit(
      "catalog",
      (spec) =>
        (spec.initContainers = [
          { name: "wait", image: "busybox:1.36", command: ["sh", "-c", "until nslookup catalog-db; do sleep 2; done"] },
        ]),
    );
    const { status } = m.pod("catalog");
    Object.assign(status, {
      phase: "Pending",
      conditions: [
        { type: "Initialized", status: "False", reason: "ContainersNotInitialized" },
        { type: "Ready", status: "False", lastTransitionTime: ago(900) },
      ],
      initContainerStatuses: [
        { name: "wait", ready: false, restartCount: 0, state: { running: { startedAt: ago(890) } } },
      ],
      containerStatuses: [
        { name: "server", ready: false, restartCount: 0, state: { waiting: { reason: "PodInitializing" } } },
      ],
    });
    m.log("catalog", "** server can't find catalog-db.market.svc.cluster.local: NXDOMAIN\n".repeat(5));
  }),
  of("init-failed crash database-login", CATALOG, "migration that fails", (m) => {
    m.edit("catalog", (spec) => (spec.initContainers = [{ name: "migrate", image: "registry.example.com/migrate:1" }]));
    const { status } = m.pod("catalog");
    Object.assign(status, {
      phase: "Pending",
      conditions: [{ type: "Ready", status: "False", lastTransitionTime: ago(900) }],
      initContainerStatuses: [
        {
          name: "migrate",
          ready: false,
          restartCount: 6,
          state: { waiting: { reason: "CrashLoopBackOff" } },
          lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(40) } },
        },
      ],
      containerStatuses: [
        { name: "server", ready: false, restartCount: 0, state: { waiting: { reason: "PodInitializing" } } },
      ],
    });
  }),
  of("environment-missing", "StatefulSet reviews-db", "superuser's password was renamed", (m) => {
    m.edit("reviews-db", ({ containers: [main] }) => {
      main.env.find((each: Json) => each.name === "POSTGRES_PASSWORD").name = "POSTGRES_PASWORD";
    });
    crashing(m, "reviews-db", { exitCode: 1 });
    m.log(
      "reviews-db",
      "Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.",
      true,
    );
  }),
  of("environment-missing configuration-invalid", PAYMENT, "variable that a program must have", (m) => {
    variable(m, "payment", "GATEWY_KEY", "x");
    crashing(m, "payment", { exitCode: 1 });
    m.log("payment", '{"severity":"fatal","message":"environment variable GATEWAY_KEY not set"}', true);
  }),
  of("out-of-memory", "Deployment basket-redis", "cache that fills its memory", (m) =>
    crashing(m, "basket-redis", { exitCode: 137, reason: "OOMKilled" }),
  ),
  of("out-of-memory", PAYMENT, "limit lowered in a rollout: the container cannot even start", (m) => {
    m.roll(
      "payment",
      ({ containers: [main] }) => (main.resources = { requests: { memory: "4Mi" }, limits: { memory: "4Mi" } }),
    );
    crashing(m, "payment", {
      exitCode: 128,
      reason: "StartError",
      message:
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown",
    });
  }),
  of("security-context", CATALOG, "runAsNonRoot without a user", (m) => {
    m.edit("catalog", ({ containers: [main] }) => (main.securityContext = { runAsNonRoot: true }));
    waiting(
      m,
      "catalog",
      "CreateContainerConfigError",
      'container has runAsNonRoot and image will run as root (pod: "catalog_market(uid)", container: server)',
    );
  }),
  of("port-taken", CATALOG, "sidecar on the server's port", (m) => {
    m.edit("catalog", (spec) =>
      spec.containers.push({ name: "proxy", image: "envoy:1", ports: [{ containerPort: 3550 }] }),
    );
    crashing(m, "catalog", { exitCode: 1 });
    m.log("catalog", "failed to listen: listen tcp :3550: bind: address already in use", true);
  }),
  of("volume-permission", "StatefulSet reviews-db", "data directory of another user", (m) => {
    crashing(m, "reviews-db", { exitCode: 1 });
    m.log(
      "reviews-db",
      'initdb: error: could not change permissions of directory "/var/lib/postgresql/data": Operation not permitted',
      true,
    );
  }),
  of("node-selector network-plugin", "DaemonSet aws-node", "DaemonSet that wants no node", (m) => {
    m.edit("aws-node", (spec) => (spec.nodeSelector = { "non-existing": "true" }));
    m.of("DaemonSet/aws-node").status = { desiredNumberScheduled: 0, currentNumberScheduled: 0, numberReady: 0 };
    m.remove("Pod/aws-node-x7k2p");
  }),
];
