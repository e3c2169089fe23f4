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

/** Before → after with the usual range, the unit once: "13 → 240 ms (usual 12–15 ms)". From zero: "none → 212 per min". `when` says when the range is usual. */
export function moved(signal: Signal, { baseline, mean }: Departure, step: number, when = ""): string {
  const amount = (value: number): string => amountOf(signal, value, step);
  const none = counted.has(signal) && baseline.median === 0;
  const change = none ? `none → ${amount(mean)}` : between(amount(baseline.median), " → ", amount(mean));
  if (none && baseline.high === 0) return change;
  return `${change} (usual ${between(amount(baseline.low), "–", amount(baseline.high))}${when})`;
}

/** Two amounts, the unit said once where both have the same; one amount where they are equal. */
export function between(first: string, joint: string, second: string): string {
  if (first === second) return second;
  const [, value, unit] = /^(\S+)( .+)$/.exec(first) ?? [];
  return unit !== undefined && second.endsWith(unit) ? `${value}${joint}${second}` : `${first}${joint}${second}`;
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
