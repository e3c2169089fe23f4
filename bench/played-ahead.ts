import type { MetricQuery, Series, Window } from "../src/findings/measured.ts";
import { toQueryText } from "../src/findings/query-text.ts";
import type { Telemetry } from "../src/telemetry/ports/ports.ts";

/** What is read at each period, seconds: a day and some hours of minutes, and some weeks of quarters of an hour. */
const READ = [
  { period: 60, seconds: 28 * 3600 },
  { period: 900, seconds: 29 * 86_400 },
] as const;
/** The statistics of a metric that are read besides its own. */
const ALSO = ["Average", "Sum", "SampleCount"];

/** Simulated telemetry whose components' metrics are played up to `now` already, so that playing them does not count as time of those who ask. */
export async function playedAhead(telemetry: Telemetry, now: Date): Promise<Telemetry> {
  const end = now.getTime() / 1000;
  const signal = new AbortController().signal;
  const graph = await telemetry.topology.graph({ start: end - 3 * 3600, end }, signal);
  const queries = graph.value.components.flatMap(({ metrics, details = [] }) =>
    [...metrics.map(({ query }) => query), ...details].flatMap((query) =>
      [query.statistic, ...ALSO].map((statistic) => ({ ...query, statistic })),
    ),
  );
  const played = new Map<string, Series>();
  let horizon = end;
  for (const { period, seconds } of READ) {
    const asked = queries.map((query) => ({ ...query, period }));
    const seen = await telemetry.metrics.fetch(asked, { start: end - seconds, end }, signal);
    horizon = Math.min(horizon, seen.horizon);
    for (const [index, query] of asked.entries()) {
      const series = seen.value[index];
      if (series) played.set(toQueryText(query), series);
    }
  }
  const ahead = (query: MetricQuery, window: Window): Series | undefined => {
    const known = played.get(toQueryText(query));
    return known && known.start <= window.start ? within(known, window) : undefined;
  };
  return {
    ...telemetry,
    metrics: {
      ...telemetry.metrics,
      async fetch(asked, window, signal) {
        const value = asked.map((query) => ahead(query, window));
        const missing = asked.filter((_, index) => !value[index]);
        if (missing.length === 0) return { value, horizon, gaps: [] };
        const seen = await telemetry.metrics.fetch(missing, window, signal);
        const others = new Map(missing.map((query, index) => [query, seen.value[index]]));
        return { ...seen, value: asked.map((query, index) => value[index] ?? others.get(query)) };
      },
    },
  };
}

/** A series in a window that begins after it; missing behind its end. */
function within({ start, step, values }: Series, window: Window): Series {
  const first = Math.floor((window.start - start) / step);
  const count = Math.max(0, Math.ceil((window.end - start) / step) - first);
  const part = new Float64Array(count).fill(Number.NaN);
  part.set(values.subarray(first, first + count));
  return { start: start + first * step, step, values: part };
}
