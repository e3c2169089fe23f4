/** The engine's signals of a component. */
export const SIGNALS = [
  "latency", // seconds
  "availability", // percent of requests without a fault
  "requests", // per period
  "errors", // count per period
  "throttles", // count per period
  "cpu", // percent
  "memory", // percent
  "backlog", // messages or bytes waiting
  "age", // seconds that the oldest has waited
  "connections", // count
  "consumed", // capacity units per period
  "other", // a metric that no pack knows, under its own name and in its own unit
] as const;
export type Signal = (typeof SIGNALS)[number];

/** What people call each. */
export const SIGNAL_NOUNS: Readonly<Record<Signal, string>> = {
  latency: "latency",
  availability: "availability",
  requests: "requests",
  errors: "errors",
  throttles: "throttled requests",
  cpu: "CPU",
  memory: "memory",
  backlog: "backlog",
  age: "age of the oldest message",
  connections: "connections",
  consumed: "consumed capacity",
  other: "value",
};
