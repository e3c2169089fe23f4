import type { MetricQuery, Series, Window } from "../../../src/findings/measured.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { hash, uniform } from "../shop/world/noise.ts";
import type { SystemMetric } from "./system-incident.ts";
import type { SystemRun } from "./system-run.ts";

const MINUTE = 60;
/** How far a minute's value lies from the usual one at most. */
const WOBBLE = 0.04;

/** The metrics of a system's parts, `lag` seconds behind the clock of the run. */
export function createSystemMetrics(run: SystemRun, lag: number): Metrics {
  const known = new Map(
    run.incident.parts.flatMap(({ namespace, dimensions, metrics }) =>
      Object.entries(metrics).map(([metric, each]) => [keyOf({ namespace, metric, dimensions }), each] as const),
    ),
  );
  const watched = keyOf(run.watched);
  return {
    async fetch(queries, window, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor((run.now().getTime() / 1000 - lag) / MINUTE) * MINUTE;
      const value = queries.map((query) => {
        const key = keyOf(query);
        const metric = known.get(key);
        return metric && seriesOf(metric, key, { query, window, horizon, run, isWatched: key === watched });
      });
      return { value, horizon, gaps: [] };
    },
  };
}

function keyOf({ namespace, metric, dimensions }: Pick<MetricQuery, "namespace" | "metric" | "dimensions">): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return [namespace, metric, ...pairs.toSorted()].join("\n");
}

interface Asked {
  readonly query: MetricQuery;
  readonly window: Window;
  readonly horizon: number;
  readonly run: SystemRun;
  readonly isWatched: boolean;
}

function seriesOf(metric: SystemMetric, key: string, { query, window, horizon, run, isWatched }: Asked): Series {
  const step = Math.max(MINUTE, query.period);
  const start = Math.floor(window.start / step) * step;
  const count = Math.max(0, Math.ceil((window.end - start) / step));
  const salt = saltOf(key);
  // What is counted is told for a minute.
  const times = /^(?:Sum|SampleCount)$/.test(query.statistic) ? step / MINUTE : 1;
  const values = Float64Array.from({ length: count }, (_, index) => {
    const at = start + index * step;
    return at + step > horizon ? Number.NaN : times * valueAt(metric, at, salt, run, isWatched);
  });
  return { start, step, values };
}

function valueAt({ usual, bad = usual }: SystemMetric, at: number, salt: number, run: SystemRun, isWatched: boolean) {
  const noise = 1 + WOBBLE * (2 * uniform(run.seed, salt, at / MINUTE) - 1);
  if (run.isHealthy) return isWatched && at >= run.onset && at < run.firedAt ? run.peak : usual * noise;
  return (at >= run.onset && at < run.until ? bad : usual) * noise;
}

function saltOf(key: string): number {
  return [...key].reduce((mixed, letter) => hash(mixed, 31, letter.charCodeAt(0)), 7) % 10_000;
}
