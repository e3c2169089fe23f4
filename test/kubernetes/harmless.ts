import { at, type Shop } from "./shop.ts";

/** States that look like trouble and are none. */
export const harmless: Readonly<Record<string, (shop: Shop) => void>> = {
  "a restart of yesterday": (shop) => {
    const [status] = shop.pod("cart").status.containerStatuses;
    Object.assign(status, {
      restartCount: 4,
      lastState: { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: at(86_000) } },
    });
  },
  "a restart until the database answered": (shop) => {
    const [status] = shop.pod("checkout").status.containerStatuses;
    Object.assign(status, {
      restartCount: 1,
      lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: at(200) } },
    });
    shop.log("checkout", "dial tcp 10.96.0.56:3306: connect: connection refused\nconnected\nlistening");
  },
  "a job that is done": (shop) => {
    shop.add({
      kind: "Job",
      metadata: { name: "bill", namespace: "shop" },
      status: { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] },
    });
    shop.add({
      kind: "Pod",
      metadata: { name: "bill-1", namespace: "shop", labels: {}, ownerReferences: [{ kind: "Job", name: "bill" }] },
      spec: { containers: [{ name: "main" }] },
      status: {
        phase: "Succeeded",
        containerStatuses: [
          { name: "main", ready: false, state: { terminated: { exitCode: 0, reason: "Completed" } } },
        ],
      },
    });
  },
  "a pod that starts": (shop) => {
    const pod = shop.pod("cart");
    pod.metadata.creationTimestamp = at(10);
    pod.status = {
      phase: "Pending",
      conditions: [{ type: "Ready", status: "False" }],
      containerStatuses: [
        { name: "main", ready: false, restartCount: 0, state: { waiting: { reason: "ContainerCreating" } } },
      ],
    };
  },
  "an old warning": (shop) => {
    shop.event(
      "Pod",
      shop.pod("cart").metadata.name,
      "Unhealthy",
      "Readiness probe failed: dial tcp 10.1.1.1:7070: connect: connection refused",
    );
  },
  "a workload that nobody calls, scaled to zero long ago": (shop) => {
    shop.of("Deployment/cart").spec.replicas = 0;
    shop.remove(`Pod/${shop.pod("cart").metadata.name}`);
    shop.remove("Service/cart");
    shop.each("frontend", (spec) => {
      spec.containers[0].env = [];
    });
  },
  "a collector of traces that was never installed": (shop) =>
    shop.each("cart", (spec) =>
      spec.containers[0].env.push({ name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://otel-collector:4317" }),
    ),
  "an optional secret that does not exist": (shop) =>
    shop.each("cart", (spec) => (spec.containers[0].envFrom = [{ secretRef: { name: "extra", optional: true } }])),
  "a policy that allows what is called": (shop) =>
    shop.add({
      kind: "NetworkPolicy",
      metadata: { name: "payment", namespace: "shop" },
      spec: {
        podSelector: { matchLabels: { app: "payment" } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: "checkout" } } }], ports: [{ port: 6060 }] }],
      },
    }),
  "a claim that waits for its first pod": (shop) => {
    shop.add({
      kind: "PersistentVolumeClaim",
      metadata: { name: "later", namespace: "shop" },
      spec: { storageClassName: "gp3" },
      status: { phase: "Pending" },
    });
    shop.event(
      "PersistentVolumeClaim",
      "later",
      "WaitForFirstConsumer",
      "waiting for first consumer to be created before binding",
    );
  },
};
