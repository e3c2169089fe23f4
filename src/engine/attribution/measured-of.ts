import type { Measured } from "../../findings/findings.ts";
import type { Signal } from "../../packs/signal.ts";
import { countOf } from "../series/quantile.ts";
import { failureSignals } from "../series/reading.ts";

/**
 * The metric that represents a signal of a component: a mean before a percentile, because only means add up. Of several, the one with the
 * most requests, because it includes the others; of a loss, the one that rose most, because the others may not be part of it.
 */
export function measuredOf(all: readonly Measured[], signal: Signal): Measured | undefined {
  const fitting = all.filter((each) => each.signal === signal);
  const adding = fitting.filter(({ statistic }) => !/^(p|tm)\d/i.test(statistic));
  const [first, ...others] = adding.length > 0 ? adding : fitting;
  const sizeOf = signal === "requests" ? totalOf : riseOf;
  return others.reduce((large, each) => (large && sizeOf(large) >= sizeOf(each) ? large : each), first);
}

function totalOf({ series, baseline }: Measured): number {
  return sumOf(series.values) + sumOf(baseline.values);
}

/** How far the mean of a metric rose over that of its baseline, in its own unit; for availability, how far it fell. */
export function riseOf({ signal, series, baseline }: Pick<Measured, "signal" | "series" | "baseline">): number {
  // A count without data points is zero; a latency without requests is unknown.
  const meanOf = (values: Float64Array): number =>
    sumOf(values) / Math.max(1, failureSignals.has(signal) ? values.length : countOf(values));
  const rise = meanOf(series.values) - meanOf(baseline.values);
  return signal === "availability" ? -rise : rise;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}
