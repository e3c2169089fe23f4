import type { PartKind } from "./graph.ts";
import type { Lever, Shape } from "./levers.ts";

/** Everything that can be wrong with the shop, or nothing. */
export type FaultKind =
  | "traffic"
  | "deployment"
  | "hotKey"
  | "provisionedCapacity"
  | "accountLimit"
  | "onDemandMaximum"
  | "memoryLeak"
  | "slowDependency"
  | "permission"
  | "slowConsumer"
  | "slowDatabase"
  | "concurrencyLimit"
  | "none";

/** What a fault is, as plain data; `{id}`, `{role}`, `{account}` and `{region}` stand for the faulty part's. */
export interface Fault {
  readonly kind: FaultKind;
  /** In a few words, for benches. */
  readonly mechanism: string;
  readonly sentence: string;
  /** Parts that it may befall: a kind, or ids where only those make sense. */
  readonly befalls: readonly PartKind[];
  readonly only?: readonly string[];
  readonly pulls: readonly {
    readonly lever: Lever;
    readonly amount: number;
    readonly shape: Shape;
    readonly on?: "tables";
  }[];
  readonly lastsMinutes: number;
  readonly change?: {
    readonly minutesBefore: number;
    readonly action: string;
    readonly actor: string;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, string>>;
  };
  /** Log lines of the faulty part, or of those who call it. */
  readonly log?: {
    readonly by: "itself" | "callers";
    readonly severity: "error" | "warning";
    readonly pattern: string;
    readonly sample: string;
    /** Lines a minute per failed or throttled request, and flat while it lasts. */
    readonly each: number;
    readonly flat: number;
  };
}

const step = (riseMinutes: number): Shape => ({ type: "step", riseMinutes });

/** Every fault by its kind. */
export const faults: Readonly<Record<FaultKind, Fault>> = {
  traffic: {
    kind: "traffic",
    mechanism: "traffic",
    sentence: "Five traffic-generator tasks were started and flood the load balancer.",
    befalls: ["loadBalancer"],
    pulls: [{ lever: "load", amount: 2.1, shape: step(2) }],
    lastsMinutes: 120,
    change: {
      minutesBefore: 1,
      action: "RunTask",
      actor: "role/load-testing/mia",
      resources: [
        "arn:aws:ecs:{region}:{account}:cluster/shop",
        "arn:aws:ecs:{region}:{account}:task-definition/traffic-generator:3",
      ],
      detail: { count: "5", taskDefinition: "traffic-generator:3", cluster: "shop", launchType: "FARGATE" },
    },
  },
  deployment: {
    kind: "deployment",
    mechanism: "deployment",
    sentence: "A deployment of {id} brought an error.",
    befalls: ["service"],
    pulls: [
      { lever: "faults", amount: 0.38, shape: step(3) },
      { lever: "cpu", amount: 1.15, shape: step(3) },
    ],
    lastsMinutes: 90,
    change: {
      minutesBefore: 1,
      action: "UpdateService",
      actor: "role/deploy",
      resources: ["arn:aws:ecs:{region}:{account}:service/shop/{id}"],
      detail: { taskDefinition: "shop-{id}:143", previous: "shop-{id}:142", cluster: "shop" },
    },
    log: {
      by: "itself",
      severity: "error",
      pattern: "TypeError: Cannot read properties of undefined (reading 'currency') at <*>",
      sample:
        "TypeError: Cannot read properties of undefined (reading 'currency') at totalOf (/app/dist/total.js:41:19)",
      each: 0.9,
      flat: 0,
    },
  },
  hotKey: {
    kind: "hotKey",
    mechanism: "hot key",
    sentence: "One key of {id} is read more than one partition can serve; the table as a whole has room.",
    befalls: ["table"],
    pulls: [{ lever: "hotKey", amount: 0.42, shape: step(2) }],
    lastsMinutes: 75,
    log: throttled("Throughput exceeds the partition limit: KeyRangeThroughputExceeded"),
  },
  provisionedCapacity: {
    kind: "provisionedCapacity",
    mechanism: "provisioned capacity",
    sentence: "The read capacity provisioned for {id} was lowered below what is used.",
    befalls: ["table"],
    only: ["carts"],
    pulls: [{ lever: "provisioned", amount: 0.1, shape: step(1) }],
    lastsMinutes: 90,
    change: {
      minutesBefore: 1,
      action: "UpdateTable",
      actor: "role/cost-review/jonas",
      resources: ["arn:aws:dynamodb:{region}:{account}:table/{id}"],
      detail: { tableName: "{id}", "provisionedThroughput.readCapacityUnits": "lowered" },
    },
    log: throttled(
      "The level of configured provisioned throughput for the table was exceeded: ProvisionedThroughputExceeded",
    ),
  },
  accountLimit: {
    kind: "accountLimit",
    mechanism: "account limit",
    sentence: "The account's limit of table throughput is reached; {id} uses most of it.",
    befalls: ["table"],
    only: ["orders-table"],
    pulls: [
      { lever: "consumed", amount: 14, shape: step(3) },
      { lever: "account", amount: 0.45, shape: step(3) },
    ],
    lastsMinutes: 60,
    log: throttled("Throughput exceeds the current throughput limit for your account: AccountLimitExceeded"),
  },
  onDemandMaximum: {
    kind: "onDemandMaximum",
    mechanism: "on-demand maximum",
    sentence: "Reads of {id} reached the maximum that was set for the on-demand table.",
    befalls: ["table"],
    only: ["sessions"],
    pulls: [{ lever: "consumed", amount: 4.2, shape: step(3) }],
    lastsMinutes: 90,
    log: throttled("Throughput exceeds the maximum OnDemandThroughput configured: MaxOnDemandThroughputExceeded"),
  },
  memoryLeak: {
    kind: "memoryLeak",
    mechanism: "memory leak",
    sentence: "{id} leaks memory until its tasks are killed, again and again.",
    befalls: ["service"],
    pulls: [
      { lever: "memory", amount: 54, shape: { type: "sawtooth", periodMinutes: 36 } },
      { lever: "latency", amount: 6, shape: { type: "peaks", periodMinutes: 36, from: 0.7 } },
      { lever: "faults", amount: 0.5, shape: { type: "peaks", periodMinutes: 36, from: 0.88 } },
    ],
    lastsMinutes: 216,
    log: {
      by: "itself",
      severity: "error",
      pattern:
        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory; essential container exited with code 137 (OutOfMemoryError: Container killed due to memory usage), task <*>",
      sample:
        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory; essential container exited with code 137 (OutOfMemoryError: Container killed due to memory usage), task 4c8f1be0",
      each: 0.05,
      flat: 0,
    },
  },
  slowDependency: {
    kind: "slowDependency",
    mechanism: "slow dependency",
    sentence: "{id}, outside of AWS, answers slowly.",
    befalls: ["remote"],
    only: ["payment-provider", "carrier-api"],
    pulls: [
      { lever: "latency", amount: 11, shape: step(3) },
      { lever: "faults", amount: 0.02, shape: step(3) },
    ],
    lastsMinutes: 70,
    log: {
      by: "callers",
      severity: "warning",
      pattern: "{id} took <*> ms, slower than <*> ms",
      sample: "{id} took 3184 ms, slower than 1000 ms",
      each: 2,
      flat: 9,
    },
  },
  permission: {
    kind: "permission",
    mechanism: "permission",
    sentence: "A policy was detached from the role of {id}; its calls are denied.",
    befalls: ["service", "function"],
    only: ["orders", "accounts", "cart", "order-fulfilment", "price-quote"],
    pulls: [{ lever: "faults", amount: 0.72, shape: step(2) }],
    lastsMinutes: 60,
    change: {
      minutesBefore: 1,
      action: "DetachRolePolicy",
      actor: "role/security-review/ines",
      resources: ["arn:aws:iam::{account}:role/{role}"],
      detail: { roleName: "{role}", policyArn: "arn:aws:iam::{account}:policy/shop-{id}-data" },
    },
    log: {
      by: "itself",
      severity: "error",
      pattern:
        "AccessDeniedException: User: arn:aws:sts::<*>:assumed-role/{role}/<*> is not authorized to perform: <*>",
      sample:
        "AccessDeniedException: User: arn:aws:sts::{account}:assumed-role/{role}/5f1c is not authorized to perform: dynamodb:Query",
      each: 0.95,
      flat: 0,
    },
  },
  slowConsumer: {
    kind: "slowConsumer",
    mechanism: "slow consumer",
    sentence: "{id} takes messages more slowly than they arrive.",
    befalls: ["function"],
    only: ["order-fulfilment", "email-sender"],
    pulls: [
      { lever: "capacity", amount: 0.07, shape: step(2) },
      { lever: "latency", amount: 9, shape: step(2) },
    ],
    lastsMinutes: 100,
    log: {
      by: "itself",
      severity: "warning",
      pattern: "batch of <*> messages took <*> ms, visibility timeout is <*> ms",
      sample: "batch of 10 messages took 27410 ms, visibility timeout is 30000 ms",
      each: 0.4,
      flat: 6,
    },
  },
  slowDatabase: {
    kind: "slowDatabase",
    mechanism: "database saturated",
    sentence: "A full scan keeps {id} busy: its cpu is used up and reads wait.",
    befalls: ["database"],
    pulls: [
      { lever: "cpu", amount: 2.9, shape: step(4) },
      { lever: "latency", amount: 14, shape: step(4) },
      { lever: "connections", amount: 2.6, shape: step(6) },
    ],
    lastsMinutes: 80,
    log: {
      by: "itself",
      severity: "warning",
      pattern: "duration: <*> ms  statement: SELECT <*> FROM products WHERE lower(title) LIKE <*>",
      sample: "duration: 4117.402 ms  statement: SELECT * FROM products WHERE lower(title) LIKE '%lamp%'",
      each: 0,
      flat: 38,
    },
  },
  concurrencyLimit: {
    kind: "concurrencyLimit",
    mechanism: "concurrency limit",
    sentence: "The reserved concurrency of {id} was lowered; calls are throttled.",
    befalls: ["function"],
    only: ["price-quote"],
    pulls: [{ lever: "concurrency", amount: 0.46, shape: step(1) }],
    lastsMinutes: 60,
    change: {
      minutesBefore: 1,
      action: "PutFunctionConcurrency",
      actor: "role/cost-review/jonas",
      resources: ["arn:aws:lambda:{region}:{account}:function:{id}"],
      detail: { functionName: "{id}", reservedConcurrentExecutions: "2" },
    },
    log: {
      by: "callers",
      severity: "error",
      pattern:
        "TooManyRequestsException: Rate Exceeded. Reason: ReservedFunctionConcurrentInvocationLimitExceeded, request <*>",
      sample:
        "TooManyRequestsException: Rate Exceeded. Reason: ReservedFunctionConcurrentInvocationLimitExceeded, request 7d20",
      each: 0.8,
      flat: 0,
    },
  },
  none: {
    kind: "none",
    mechanism: "none",
    sentence:
      "Nothing is wrong: a few slow requests of {id} crossed a narrow threshold and the metric came back by itself.",
    befalls: ["service"],
    pulls: [{ lever: "tail", amount: 2.4, shape: { type: "pulse", minutes: 3 } }],
    lastsMinutes: 3,
  },
};

function throttled(reason: string): NonNullable<Fault["log"]> {
  return {
    by: "callers",
    severity: "error",
    pattern: `ThrottlingException: ${reason} for table {id}, request <*>`,
    sample: `ThrottlingException: ${reason} for table {id}, request 9b51`,
    each: 0.5,
    flat: 0,
  };
}
