import fc from "fast-check";
import { expect, test } from "vitest";
import { explainCase } from "../../bench/cluster-score.ts";
import { explain } from "../../src/kubernetes/explain.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import { type Reason, refText } from "../../src/kubernetes/reason.ts";
import { REASON_KINDS } from "../../src/kubernetes/reason-kinds.ts";
import { textOf } from "../imports.ts";
import { cases } from "./cases.ts";
import { documented } from "./documented.ts";
import { harmless } from "./harmless.ts";
import { marketCases } from "./market.ts";
import { crashes, documentsOf, healthyShop, type Json, NOW, refused, type Shop } from "./shop.ts";

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

test.each(documented)("$name: $kinds of $object", ({ change, kinds, object }) => {
  const [first] = reasonsOf(change);
  if (!first) throw new Error("no reason is told");
  expect(kinds).toContain(first.kind);
  expect([refText(first.object), first.object.name]).toContain(object);
});

test("a shop that works accuses nobody", () => {
  expect(reasonsOf(() => undefined).map(told)).toEqual([]);
});

test.each(Object.entries(harmless))("%s accuses nobody", (_, change) => {
  expect(reasonsOf(change).map(told)).toEqual([]);
});

const market = marketCases();

test.each([
  ...market.map((each) => ({ ...each, where: "the market" })),
  ...marketCases({ isNoisy: true }).map((each) => ({ ...each, where: "a noisy market" })),
])("in $where: $name", ({ state, expected }) => {
  const { place, reasons } = explainCase({ name: "", state, expected });
  const words = reasons.map((reason) => `${told(reason)}: ${reason.sentence}`).join("\n");
  if ("healthy" in expected) expect(words).toBe("");
  else expect(place, words).toBe(1);
});

test("a rollout is explained by what its new pods want, and by what those before had", () => {
  const { state } = market.find(({ name }) => name === "tag misspelt in a rollout") ?? {};
  if (!state) throw new Error("no such state");
  expect(explain(state)[0]).toMatchObject({
    observed: "registry.example.com/payment:v2.3.l",
    expected: "registry.example.com/payment:2.3.1",
  });
});

test("a port that stands in a variable of its own is mended there", () => {
  const { state } = market.find(({ name }) => name === "port of the database") ?? {};
  if (!state) throw new Error("no such state");
  expect(explain(state)[0]).toMatchObject({
    field: "spec.template.spec.containers[server].env[DB_PORT].value",
    observed: "DB_PORT=5433",
    expected: "port 5432",
    relief: {
      command: "kubectl -n market set env deployment/reviews DB_PORT=5432",
      undo: "kubectl -n market set env deployment/reviews DB_PORT=5433",
    },
  });
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

test("docs/kubernetes.md lists every kind of reason", () => {
  const rows = [...textOf("docs/kubernetes.md").matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)].map(([, kind, words]) => [
    kind,
    words,
  ]);
  expect(rows).toEqual(Object.entries(REASON_KINDS));
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
