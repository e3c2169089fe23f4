import { simulate, simulateFault } from "../../../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../../../adapters/recording/shop/simulation.ts";
import type { MetricQuery } from "../../../../src/findings/measured.ts";

/** A Monday noon at which the tests play. */
export const startedAt = new Date("2026-11-23T12:05:00Z");

/** A time by which everything that is asked about has happened. */
export const later = (): Date => new Date(startedAt.getTime() + 6 * 3600_000);

/** A named incident, seen from long after it. */
export function played(incident: string, seed = 1): Simulation {
  return simulate({ incident, seed, startedAt, now: later });
}

/** A fault at a part, seen from long after it. */
export function faulted(fault: Parameters<typeof simulateFault>[0]["fault"], component: string, seed = 1): Simulation {
  return simulateFault({ seed, startedAt, now: later, component, ...(fault && { fault }) });
}

/** Values of a metric from so many minutes before the onset to so many after; NaN where nothing was written. */
export async function around(
  simulation: Simulation,
  query: Omit<MetricQuery, "period">,
  from: number,
  to: number,
): Promise<readonly number[]> {
  const onset = simulation.onsetAt.getTime() / 1000;
  const window = { start: onset + from * 60, end: onset + to * 60 };
  const { value } = await simulation.telemetry.metrics.fetch([{ ...query, period: 60 }], window, never);
  return Array.from(value[0]!.values);
}

export const never: AbortSignal = new AbortController().signal;

/** The mean of what was written; 0 of nothing. */
export function mean(values: readonly number[]): number {
  const written = values.filter((value) => !Number.isNaN(value));
  return written.length === 0 ? 0 : written.reduce((sum, value) => sum + value, 0) / written.length;
}
