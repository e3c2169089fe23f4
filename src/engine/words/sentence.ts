import { duration, figure, quantity } from "../../card/number.ts";
import type { Measured } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import { SIGNAL_NOUNS, type Signal } from "../../packs/signal.ts";
import type { Departure } from "../series/departure.ts";

const counted: ReadonlySet<Signal> = new Set(["requests", "errors", "throttles", "consumed"]);

/** The noun for a signal; a metric that no pack knows has its own name. */
export function nounOf({ signal, own }: Pick<Measured, "signal" | "own">): string {
  return own?.name ?? SIGNAL_NOUNS[signal];
}

/** What the format of a value depends on: signal, statistic and step. */
type ValueFormat = Pick<Measured, "signal" | "statistic" | "series" | "own">;

/** A value with its unit: counts per minute, rates and means as they are. `unit` is the alarm's. */
export function amountOf({ signal, statistic, series, own }: ValueFormat, value: number, unit?: string): string {
  if (unit === "Percent") return quantity(value, unit);
  if (signal === "other") return ownAmount(value, statistic, series.step, unit ?? own?.unit ?? "");
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

/** A value in its own unit; sums without one are counts, per minute. */
function ownAmount(value: number, statistic: string, step: number, unit: string): string {
  const isCount = unit === "" || unit === "Count" || unit === "None" || unit.startsWith("per ");
  return isCount && isAdded(statistic) ? `${figure((value * 60) / step)} per min` : quantity(value, unit);
}

/** Whether the statistic adds up: errors per minute rather than errors per request. */
function isAdded(statistic: string): boolean {
  return /^(Sum|SampleCount)$/.test(statistic);
}

/**
 * Before → after with the usual range, the unit once: "13 → 240 ms (usual 12–15)". From zero: "none → 212 per min". `when` qualifies the
 * usual range.
 */
export function moved(format: ValueFormat, { baseline, mean }: Departure, unit?: string, when = ""): string {
  const amount = (value: number): string => amountOf(format, value, unit);
  const none = counted.has(format.signal) && baseline.median === 0;
  const change = none ? `none → ${amount(mean)}` : joinAmounts(amount(baseline.median), " → ", amount(mean));
  if (none && baseline.high === 0) return change;
  const usual = withoutUnit(joinAmounts(amount(baseline.low), "–", amount(baseline.high)), amount(mean));
  return `${change} (usual ${usual}${when})`;
}

/** A range without its unit, where the amount before it has the same one. */
function withoutUnit(range: string, amount: string): string {
  const [, unit] = /^\S+( .+)$/.exec(amount) ?? [];
  const [, figures = range] = unit !== undefined && range.endsWith(unit) ? [unit, range.slice(0, -unit.length)] : [];
  return figures.includes(" ") ? range : figures;
}

/** Two amounts, with a common unit once; a single amount if they are equal. */
export function joinAmounts(first: string, joint: string, second: string): string {
  if (first === second) return second;
  const [, value, unit] = /^(\S+)( .+)$/.exec(first) ?? [];
  return unit !== undefined && second.endsWith(unit) ? `${value}${joint}${second}` : `${first}${joint}${second}`;
}

export const TOGETHER = "at the same time as";

/** The order of two times in words: "4 min before", "at the same time as". Epoch seconds; `step` is the resolution. */
export function order(first: number, second: number, step: number): string {
  const apart = Math.round(Math.abs(second - first) / 60);
  if (Math.abs(second - first) < step || apart === 0) return TOGETHER;
  return `${apart} min ${first < second ? "before" : "after"}`;
}

/** The name of a component, else its id. */
export function nameOf(component: Component | undefined, id: string): string {
  return component?.name ?? id;
}
