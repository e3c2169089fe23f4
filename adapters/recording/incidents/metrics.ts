import type { MetricQuery, Series, Window } from "../../../src/findings/measured.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { queryKey } from "./columns.ts";
import { MINUTE } from "./minutes.ts";
import type { Timeline } from "./timeline.ts";

const PERCENT: ReadonlySet<string> = new Set(["cpu", "memory", "availability"]);

/** Recorded metrics shifted to an incident's time; longer periods are aggregated from minutes. */
export function createMetrics(columns: ReadonlyMap<string, Float64Array>, timeline: Timeline): Metrics {
  return {
    async fetch(queries, window, signal) {
      signal.throwIfAborted();
      const value = queries.map((query) => {
        const values = columns.get(queryKey(query));
        return values && toSeries(values, query, window, timeline);
      });
      return { value, horizon: timeline.sampled, gaps: [] };
    },
    unitOf({ metric }) {
      if (PERCENT.has(metric)) return "Percent";
      return /latency$/i.test(metric) ? "Seconds" : undefined;
    },
  };
}

function toSeries(recorded: Float64Array, query: MetricQuery, window: Window, timeline: Timeline): Series {
  const { first, sampled, begin, sources } = timeline;
  const many = Math.max(1, Math.ceil(query.period / MINUTE));
  const step = many * MINUTE;
  const from = Math.floor((window.start - first) / step);
  const length = Math.max(0, Math.ceil((window.end - first) / step) - from);
  const values = new Float64Array(length).fill(Number.NaN);
  const counts = new Int32Array(length);
  // Most of a long window lies before the recording.
  const whole = Math.min(Math.round((sampled - first) / MINUTE), (from + length) * many);
  for (let minute = Math.max(begin, from * many); minute < whole; minute++) {
    const value = recorded[sources[minute - begin] ?? recorded.length] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const index = Math.floor(minute / many) - from;
    values[index] = counts[index] === 0 ? value : (values[index] ?? 0) + value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  if (many > 1 && query.statistic !== "Sum")
    for (let index = 0; index < length; index++) values[index] = (values[index] ?? 0) / Math.max(1, counts[index] ?? 1);
  return { start: first + from * step, step, values };
}
