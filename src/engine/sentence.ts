import { duration, figure, quantity } from "../card/number.ts";
import type { Component, Signal } from "../telemetry/ports.ts";
import type { Departure } from "./departure.ts";

const nouns: Readonly<Record<Signal, string>> = {
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
};

const counted: ReadonlySet<Signal> = new Set(["requests", "errors", "throttles", "consumed"]);

/** What people call a signal. */
export function nounOf(signal: Signal): string {
  return nouns[signal];
}

/** A value of a signal with its unit; what is counted, per minute. `step` in seconds. */
export function amountOf(signal: Signal, value: number, step: number): string {
  if (counted.has(signal)) return `${figure((value * 60) / step)} per min`;
  switch (signal) {
    case "latency":
    case "age":
      return duration(value);
    case "availability":
    case "cpu":
    case "memory":
      return quantity(value, "Percent");
    default:
      return figure(value);
  }
}

/** Before → after with the usual range: "13 ms → 240 ms (usual 12 ms–15 ms)". From zero: "none → 212". */
export function moved(signal: Signal, { baseline, mean }: Departure, step: number): string {
  const none = counted.has(signal) && baseline.median === 0;
  const before = none ? "none" : amountOf(signal, baseline.median, step);
  const after = amountOf(signal, mean, step);
  if (none && baseline.high === 0) return `${before} → ${after}`;
  return `${before} → ${after} (usual ${amountOf(signal, baseline.low, step)} to ${amountOf(signal, baseline.high, step)})`;
}

/** How far apart two moments are, in words: "4 min before", "at the same time as". Epoch seconds; `step` is what cannot be told apart. */
export function order(first: number, second: number, step: number): string {
  const apart = Math.round(Math.abs(second - first) / 60);
  if (Math.abs(second - first) < step || apart === 0) return "at the same time as";
  return `${apart} min ${first < second ? "before" : "after"}`;
}

/** A component as its name. */
export function nameOf(component: Component | undefined, id: string): string {
  return component?.name ?? id;
}
