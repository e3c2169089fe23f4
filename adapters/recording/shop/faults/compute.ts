import { type Fault, type FaultKind, step } from "./fault.ts";

/** Faults of services and functions. */
export const computeFaults = {
  deployment: {
    kind: "deployment",
    mechanism: "deployment",
    sentence: "A deployment of {id} brought an error.",
    befalls: ["service"],
    pulls: [
      { lever: "faults", amount: 0.38, shape: step(3) },
      { lever: "cpu", amount: 5, shape: step(3) },
    ],
    lastsMinutes: 90,
    change: {
      minutesBefore: 2,
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
  memoryLeak: {
    kind: "memoryLeak",
    mechanism: "memory leak",
    sentence: "{id} leaks memory until its tasks are killed, again and again.",
    befalls: ["service"],
    pulls: [
      { lever: "memory", amount: 1, shape: { type: "sawtooth", periodMinutes: 36 } },
      { lever: "latency", amount: 6, shape: { type: "peaks", periodMinutes: 36, from: 0.7 } },
      { lever: "faults", amount: 0.5, shape: { type: "peaks", periodMinutes: 36, from: 0.88 } },
    ],
    lastsMinutes: 216,
    datapoints: 2,
    showsWithinMinutes: 40,
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
} as const satisfies Readonly<Record<string, Fault<FaultKind>>>;
