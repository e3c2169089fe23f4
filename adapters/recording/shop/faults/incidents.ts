import type { Watched } from "../world/alarm.ts";
import { partOf } from "../world/graph.ts";
import type { ShopVariations } from "../world/world.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { faults } from "./faults.ts";

/** An incident that can be raised. `answer` is the truth, for benches; it is hidden until it is accepted. */
export interface SimulatedIncident {
  readonly id: string;
  /** Shown in lists, without naming the cause. */
  readonly title: string;
  readonly summary: string;
  /** Whether its many alarms form a storm. */
  readonly storm?: boolean;
  readonly answer: {
    readonly component: string;
    /** The caller and the callee of a fault between two parts; naming either is right for evidence about both. */
    readonly between?: readonly [from: string, to: string];
    readonly mechanism: string;
    readonly sentence: string;
    /** In the harder world: the kind of the fault, and the day's conditions. */
    readonly kind?: string;
    readonly conditions?: readonly string[];
    /** The change that caused it, as CloudTrail names it, if one did. */
    readonly change?: string;
  };
}

/** A fault, its part, and the alarm that detects it. */
export interface Plot {
  readonly incident: SimulatedIncident;
  readonly fault: Fault;
  readonly component: string;
  readonly alarm: { readonly component: string; readonly watched: Watched };
  /** The fault's usual duration by default. */
  readonly lastsMinutes?: number;
  /** The plain shop by default. */
  readonly surroundings?: ShopVariations;
}

/** Describes an incident of a fault, with its true answer. */
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

/** The named incidents; AWS Health announces the first one. */
export const plots: readonly Plot[] = rows.map(([id, title, summary, fault, component, alarm, watched]) => ({
  incident: toIncident(id, title, summary, faults[fault], component),
  fault: faults[fault],
  component,
  alarm: { component: alarm, watched },
}));
