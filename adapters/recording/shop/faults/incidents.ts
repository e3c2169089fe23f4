import type { Watched } from "../world/alarm.ts";
import { partOf } from "../world/graph.ts";
import type { Surroundings } from "../world/world.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { faults } from "./faults.ts";

/** An incident that can be played. `answer` is the truth, for benches; it is never shown before it is accepted. */
export interface SimulatedIncident {
  readonly id: string;
  /** What a page lists; it does not give the cause away. */
  readonly title: string;
  readonly summary: string;
  /** Many alarms that are one storm, though a person raised them. */
  readonly storm?: boolean;
  readonly answer: {
    readonly component: string;
    /** Both ends, caller first, of a fault between two parts: each of them is right where it is about that pair. */
    readonly between?: readonly [from: string, to: string];
    readonly mechanism: string;
    readonly sentence: string;
    /** In the harder world: the kind of the fault, and what else is so on that day. */
    readonly kind?: string;
    readonly conditions?: readonly string[];
    /** The change that began it, as CloudTrail names it, where one did. */
    readonly change?: string;
  };
}

/** A fault, where it is, and the alarm that tells of it. */
export interface Plot {
  readonly incident: SimulatedIncident;
  readonly fault: Fault;
  readonly component: string;
  readonly alarm: { readonly component: string; readonly watched: Watched };
  /** As long as such a fault lasts where it is left out. */
  readonly lastsMinutes?: number;
  /** The plain shop where it is left out. */
  readonly surroundings?: Surroundings;
}

/** Writes an incident of a fault with its true answer. */
export function toIncident(
  id: string,
  title: string,
  summary: string,
  fault: Fault,
  component: string,
): SimulatedIncident {
  const { mechanism, sentence, change } = fault;
  const answer = { component, mechanism, sentence: sentence.replaceAll("{id}", partOf(component).id) };
  return { id, title, summary, answer: change ? { ...answer, change: change.action } : answer };
}

type Row = readonly [
  id: string,
  title: string,
  summary: string,
  fault: FaultKind,
  component: string,
  alarm: string,
  watched: Watched,
];

const rows: readonly Row[] = [
  [
    "slow-front",
    "Pages come slowly",
    "The response time behind the load balancer rises.",
    "traffic",
    "shop-alb",
    "shop-alb",
    "latency",
  ],
  [
    "orders-failing",
    "Orders fail",
    "checkout answers every third order with an error.",
    "deployment",
    "orders",
    "checkout",
    "errors",
  ],
  [
    "carts-refusing",
    "Carts are refused",
    "Reads of the table carts are throttled.",
    "hotKey",
    "carts",
    "carts",
    "throttles",
  ],
  [
    "carts-slow",
    "Carts open slowly",
    "cart takes longer and longer to answer.",
    "provisionedCapacity",
    "carts",
    "cart",
    "errors",
  ],
  [
    "orders-refusing",
    "Order history fails",
    "Reads of the table orders-table are throttled.",
    "accountLimit",
    "orders-table",
    "orders",
    "errors",
  ],
  [
    "sign-in-failing",
    "Sign-in fails",
    "accounts answers with errors.",
    "onDemandMaximum",
    "sessions",
    "accounts",
    "errors",
  ],
  [
    "recommendations-dying",
    "Recommendations come and go",
    "recommendations fails for minutes, then is well again.",
    "memoryLeak",
    "recommendations",
    "recommendations",
    "errors",
  ],
  [
    "checkout-slow",
    "Checkout is slow",
    "The slowest checkouts take seconds.",
    "slowDependency",
    "payment-provider",
    "checkout",
    "latency",
  ],
  [
    "orders-denied",
    "No order goes through",
    "checkout fails for most customers.",
    "permission",
    "orders",
    "checkout",
    "errors",
  ],
  [
    "fulfilment-late",
    "Orders are not shipped",
    "Messages wait in the queue order-events.",
    "slowConsumer",
    "order-fulfilment",
    "order-events",
    "age",
  ],
  [
    "search-wobble",
    "Search is slow",
    "The slowest searches crossed their limit.",
    "none",
    "search",
    "search",
    "latency",
  ],
  [
    "catalog-slow",
    "Products load slowly",
    "catalog takes many times its usual time.",
    "slowDatabase",
    "catalog-db",
    "catalog",
    "latency",
  ],
  [
    "prices-failing",
    "Prices are missing",
    "cart answers with errors.",
    "concurrencyLimit",
    "price-quote",
    "cart",
    "errors",
  ],
];

/** The named incidents; the first is the one that AWS itself tells of. */
export const plots: readonly Plot[] = rows.map(([id, title, summary, fault, component, alarm, watched]) => ({
  incident: toIncident(id, title, summary, faults[fault], component),
  fault: faults[fault],
  component,
  alarm: { component: alarm, watched },
}));
