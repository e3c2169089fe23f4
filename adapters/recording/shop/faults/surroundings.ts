import { type Fault, type FaultKind, step } from "./fault.ts";

/** Faults caused by customers, databases and third parties, or by nothing. */
export const surroundingFaults = {
  traffic: {
    kind: "traffic",
    mechanism: "traffic",
    sentence: "Five traffic-generator tasks were started and flood the load balancer.",
    befalls: ["loadBalancer"],
    pulls: [{ lever: "load", amount: 3, shape: step(2) }],
    lastsMinutes: 120,
    change: {
      minutesBefore: 3,
      action: "RunTask",
      actor: "role/load-testing/mia",
      resources: [
        "arn:aws:ecs:{region}:{account}:cluster/shop",
        "arn:aws:ecs:{region}:{account}:task-definition/traffic-generator:3",
      ],
      detail: { count: "5", taskDefinition: "traffic-generator:3", cluster: "shop", launchType: "FARGATE" },
      parameters: {
        tasks: [1, 2, 3, 4, 5].map((task) => `${task}c1d7f0a9e8b4d62a5f3e7c0b1d9a84f`).join(" "),
      },
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
  slowDatabase: {
    kind: "slowDatabase",
    mechanism: "database saturated",
    sentence: "A full scan keeps {id} busy: its cpu is used up and reads wait.",
    befalls: ["database"],
    pulls: [
      { lever: "cpu", amount: 68, shape: step(4) },
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
  none: {
    kind: "none",
    mechanism: "none",
    sentence:
      "Nothing is wrong: a few slow requests of {id} crossed a narrow threshold and the metric came back by itself.",
    befalls: ["service"],
    only: ["search", "recommendations", "catalog", "accounts", "cart", "orders"],
    pulls: [{ lever: "tail", amount: 3.4, shape: { type: "pulse", minutes: 3 } }],
    lastsMinutes: 3,
    datapoints: 1,
  },
} as const satisfies Readonly<Record<string, Fault<FaultKind>>>;
