/** The kinds of parts of the shop. */
export type PartKind = "loadBalancer" | "service" | "function" | "table" | "database" | "queue" | "remote";

/** A part of the shop in normal operation, at the average load of a day. */
export interface Part {
  readonly id: string;
  readonly kind: PartKind;
  /** Its own mean latency in seconds, without callees. */
  readonly latency: number;
  /** Percent. */
  readonly cpu: number;
  readonly memory: number;
  /** The capacity mode of a table. */
  readonly mode?: "provisioned" | "on-demand" | "on-demand with a maximum";
}

/** `weight`: calls per request of the caller. `impact`: share of failed calls that fail the caller. */
export interface ShopCall {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly impact: number;
  readonly asynchronous: boolean;
  /** The caller's timeout in seconds. */
  readonly timeout: number;
}

/** The shop's parts, every caller before its callees. */
export const parts: readonly Part[] = [
  { id: "shop-alb", kind: "loadBalancer", latency: 0.002, cpu: 0, memory: 0 },
  { id: "storefront", kind: "service", latency: 0.035, cpu: 38, memory: 52 },
  { id: "accounts", kind: "service", latency: 0.012, cpu: 21, memory: 41 },
  { id: "recommendations", kind: "service", latency: 0.045, cpu: 31, memory: 63 },
  { id: "search", kind: "service", latency: 0.06, cpu: 33, memory: 58 },
  { id: "catalog", kind: "service", latency: 0.014, cpu: 27, memory: 47 },
  { id: "checkout", kind: "service", latency: 0.04, cpu: 24, memory: 44 },
  { id: "cart", kind: "service", latency: 0.015, cpu: 26, memory: 49 },
  { id: "price-quote", kind: "function", latency: 0.03, cpu: 0, memory: 0 },
  { id: "payments", kind: "service", latency: 0.025, cpu: 18, memory: 39 },
  { id: "orders", kind: "service", latency: 0.022, cpu: 22, memory: 46 },
  { id: "order-events", kind: "queue", latency: 0.005, cpu: 0, memory: 0 },
  { id: "order-fulfilment", kind: "function", latency: 0.18, cpu: 0, memory: 0 },
  { id: "shipping", kind: "service", latency: 0.02, cpu: 17, memory: 37 },
  { id: "email-outbox", kind: "queue", latency: 0.005, cpu: 0, memory: 0 },
  { id: "email-sender", kind: "function", latency: 0.09, cpu: 0, memory: 0 },
  { id: "catalog-db", kind: "database", latency: 0.004, cpu: 26, memory: 61 },
  { id: "carts", kind: "table", latency: 0.004, cpu: 0, memory: 0, mode: "provisioned" },
  { id: "orders-table", kind: "table", latency: 0.005, cpu: 0, memory: 0, mode: "on-demand" },
  { id: "sessions", kind: "table", latency: 0.003, cpu: 0, memory: 0, mode: "on-demand with a maximum" },
  { id: "payment-provider", kind: "remote", latency: 0.28, cpu: 0, memory: 0 },
  { id: "carrier-api", kind: "remote", latency: 0.16, cpu: 0, memory: 0 },
  { id: "email-provider", kind: "remote", latency: 0.12, cpu: 0, memory: 0 },
];

/** The calls, their frequency, and the effect of a failed call on the caller. */
export const calls: readonly ShopCall[] = [
  waits("shop-alb", "storefront", 1, 1, 30),
  waits("storefront", "accounts", 0.6, 0.9, 3),
  waits("storefront", "catalog", 0.7, 0.9, 5),
  waits("storefront", "search", 0.3, 0.8, 5),
  waits("storefront", "recommendations", 0.5, 0.1, 2),
  waits("storefront", "cart", 0.25, 0.9, 5),
  waits("storefront", "checkout", 0.06, 1, 15),
  waits("recommendations", "catalog", 0.3, 0.5, 2),
  waits("search", "catalog", 0.4, 0.6, 3),
  waits("catalog", "catalog-db", 1.2, 1, 5),
  waits("accounts", "sessions", 1.4, 0.9, 2),
  waits("checkout", "cart", 1, 1, 5),
  waits("checkout", "payments", 1, 1, 10),
  waits("checkout", "orders", 1, 1, 5),
  waits("checkout", "shipping", 0.5, 0.4, 3),
  waits("cart", "carts", 1.6, 0.9, 2),
  waits("cart", "price-quote", 0.4, 0.8, 3),
  waits("price-quote", "catalog-db", 0.6, 1, 3),
  waits("payments", "payment-provider", 1, 1, 8),
  waits("orders", "orders-table", 2, 0.9, 2),
  passes("orders", "order-events"),
  passes("order-events", "order-fulfilment"),
  waits("order-fulfilment", "orders-table", 1, 0.9, 2),
  waits("order-fulfilment", "shipping", 1, 0.9, 5),
  passes("order-fulfilment", "email-outbox"),
  waits("shipping", "carrier-api", 0.3, 0.7, 4),
  passes("email-outbox", "email-sender"),
  waits("email-sender", "email-provider", 1, 1, 5),
];

function waits(from: string, to: string, weight: number, impact: number, timeout: number): ShopCall {
  return { from, to, weight, impact, timeout, asynchronous: false };
}

function passes(from: string, to: string): ShopCall {
  return { from, to, weight: 1, impact: 0, timeout: 0, asynchronous: true };
}

/** A part by its id; throws on an id that the shop does not have. */
export function partOf(id: string): Part {
  const part = parts.find((candidate) => candidate.id === id);
  if (!part) throw new Error(`The shop has no ${id}; it has ${parts.map((each) => each.id).join(", ")}.`);
  return part;
}

/** The callers that wait for a part, nearest first, up to so many calls away. */
export function callersOf(id: string, reach = parts.length): readonly string[] {
  const found: string[] = [];
  let ring = [id];
  for (let away = 0; away < reach; away++) {
    const next = calls.filter((call) => ring.includes(call.to) && !call.asynchronous && !found.includes(call.from));
    ring = [...new Set(next.map((call) => call.from))];
    found.push(...ring);
  }
  return found;
}

/** The ids of all parts of a kind. */
export function partsOfKind(kind: PartKind): readonly string[] {
  return parts.filter((part) => part.kind === kind).map((part) => part.id);
}
