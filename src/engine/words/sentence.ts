import { duration, figure, quantity } from "../../card/number.ts";
import type { Measured } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import type { Departure } from "../series/departure.ts";

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

/** What tells how a value is to be read: of which signal, in which statistic and step. */
type Told = Pick<Measured, "signal" | "statistic" | "series">;

/** A value of a signal with its unit: what is counted, per minute; what is a rate or a mean of counts already, as it is. `unit` as the alarm has it. */
export function amountOf({ signal, statistic, series }: Told, value: number, unit?: string): string {
  if (unit === "Percent") return quantity(value, unit);
  if (counted.has(signal)) {
    return isAdded(statistic) ? `${figure((value * 60) / series.step)} per min` : figure(value);
  }
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

/** Errors a minute, as against errors a request. */
function isAdded(statistic: string): boolean {
  return /^(Sum|SampleCount)$/.test(statistic);
}

/** Before → after with the usual range, the unit once: "13 → 240 ms (usual 12–15 ms)". From zero: "none → 212 per min". `when` says when the range is usual. */
export function moved(told: Told, { baseline, mean }: Departure, unit?: string, when = ""): string {
  const amount = (value: number): string => amountOf(told, value, unit);
  const none = counted.has(told.signal) && baseline.median === 0;
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
