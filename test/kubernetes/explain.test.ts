import fc from "fast-check";
import { expect, test } from "vitest";
import { explain } from "../../src/kubernetes/explain.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import { type Reason, refText } from "../../src/kubernetes/reason.ts";
import { cases } from "./cases.ts";
import { at, crashes, documentsOf, healthyShop, type Json, NOW, refused, type Shop } from "./shop.ts";

const stateOf = (shop: Shop) => parseState(documentsOf(shop), { now: NOW, logs: shop.logs });

const reasonsOf = (change: (shop: Shop) => void): readonly Reason[] => {
  const shop = healthyShop();
  change(shop);
  return explain(stateOf(shop));
};

const told = ({ kind, object }: Reason): string => `${kind} of ${refText(object)}`;

test.each(cases)("$name: $kind of $object", ({ change, kind, object }) => {
  const reasons = reasonsOf(change).map(told);
  expect(reasons[0], reasons.join("\n")).toBe(`${kind} of ${object}`);
});

test("a shop that works accuses nobody", () => {
  expect(reasonsOf(() => undefined).map(told)).toEqual([]);
});

const harmless: Readonly<Record<string, (shop: Shop) => void>> = {
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

test.each(Object.entries(harmless))("%s accuses nobody", (_, change) => {
  expect(reasonsOf(change).map(told)).toEqual([]);
});

test("a symptom follows from the deepest reason on its way", () => {
  const reasons = reasonsOf((shop) => {
    shop.of("Service/payment").spec.selector = { app: "payments" };
    crashes(shop, "checkout", { exitCode: 1, reason: "Error" });
    shop.log("checkout", "dial tcp 10.96.0.60:6060: connect: connection refused");
    shop.log("frontend", "rpc error: code = Unavailable desc = checkout:5050 connection refused\n".repeat(4));
  });
  expect(reasons.map((reason) => [told(reason), reason.because?.kind])).toEqual([
    ["service-selector of Service shop/payment", undefined],
    ["connection-refused of Deployment shop/frontend", "service-selector"],
    ["connection-refused of Deployment shop/checkout", "service-selector"],
    ["crash of Deployment shop/checkout", "service-selector"],
    ["endpoints-empty of Service shop/checkout", "service-selector"],
  ]);
});

test("a reason says what to mend, and how to take it back", () => {
  const [reason] = reasonsOf((shop) => {
    shop.of("Service/payment").spec.selector = { app: "payments" };
  });
  expect(reason).toMatchObject({
    field: "spec.selector",
    observed: "app=payments",
    expected: "app=payment, of the pods of payment",
    relief: {
      command: `kubectl -n shop patch service payment -p '{"spec":{"selector":{"app":"payment"}}}'`,
      undo: `kubectl -n shop patch service payment -p '{"spec":{"selector":{"app":"payments"}}}'`,
    },
  });
});

test("what was not listed is not missing", () => {
  const shop = healthyShop();
  const documents = documentsOf(shop).map((list) => ({
    ...list,
    items: list.items.filter(
      ({ kind }: Json) => !["Secret", "ConfigMap", "ServiceAccount", "Service", "PersistentVolumeClaim"].includes(kind),
    ),
  }));
  refused(shop, "cart");
  expect(explain(parseState(documents, { now: NOW })).map(told)).toEqual([]);
});

test("no value of a secret is kept", () => {
  expect(JSON.stringify(stateOf(healthyShop()).objects)).not.toContain("aHVudGVyMg");
});

test("an address is shown without its password", () => {
  const reasons = reasonsOf((shop) =>
    shop.each("checkout", (spec) =>
      spec.containers[0].env.push({ name: "DATABASE_URL", value: "mysql://root:hunter2@mysql:3307/shop" }),
    ),
  );
  expect(reasons.map(told)).toContain("service-port of Deployment shop/checkout");
  expect(JSON.stringify(reasons)).not.toContain("hunter2");
});

test("any part of a state, with any field broken, is explained without a throw", () => {
  const whole = cases.map(({ change }) => {
    const shop = healthyShop();
    change(shop);
    return { documents: documentsOf(shop).flatMap(({ items }) => items), logs: shop.logs };
  });
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.infiniteStream(fc.nat(40)), fc.jsonValue(), (index, chances, junk) => {
      const { documents, logs } = whole[index]!;
      const broken = (value: Json): Json => {
        const chance = chances.next().value;
        if (chance === 0) return junk;
        if (chance === 1) return undefined;
        if (Array.isArray(value)) return value.map(broken);
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, broken(each)]));
      };
      const reasons = explain(parseState([broken(documents), junk], { logs }));
      for (const { certainty, sentence } of reasons) expect(certainty > 0 && sentence !== "").toBe(true);
    }),
    { numRuns: 50 },
  );
});
