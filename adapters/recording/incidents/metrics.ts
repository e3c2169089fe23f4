import type { MetricQuery, Series, Window } from "../../../src/findings/measured.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { keyOf } from "./columns.ts";
import { MINUTE } from "./minutes.ts";
import type { Timeline } from "./timeline.ts";

const PERCENT: ReadonlySet<string> = new Set(["cpu", "memory", "availability"]);

/** Recorded metrics in an incident's time: longer periods are put together out of minutes. */
export function createMetrics(columns: ReadonlyMap<string, Float64Array>, timeline: Timeline): Metrics {
  return {
    async fetch(queries, window, signal) {
      signal.throwIfAborted();
      const value = queries.map((query) => {
        const values = columns.get(keyOf(query));
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
  const { first, sampled } = timeline;
  const many = Math.max(1, Math.ceil(query.period / MINUTE));
  const step = many * MINUTE;
  const from = Math.floor((window.start - first) / step);
  const values = new Float64Array(Math.max(0, Math.ceil((window.end - first) / step) - from)).fill(Number.NaN);
  const whole = Math.round((sampled - first) / MINUTE);
  for (let index = 0; index < values.length; index++) {
    let [sum, count] = [0, 0];
    const begin = (from + index) * many;
    for (let minute = begin; minute < begin + many && minute < whole; minute++) {
      const source = timeline.sourceOf(minute);
      const value = source === undefined ? Number.NaN : (recorded[source] ?? Number.NaN);
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    if (count > 0) values[index] = query.statistic === "Sum" ? sum : sum / count;
  }
  return { start: first + from * step, step, values };
}
