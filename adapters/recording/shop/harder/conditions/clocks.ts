import type { MetricQuery, Series, Window } from "../../../../../src/findings/measured.ts";
import type { Telemetry } from "../../../../../src/telemetry/ports/ports.ts";
import { uniformBetween } from "../draft.ts";
import type { MakeCondition } from "./condition.ts";

/** Seconds by which each source's clock is ahead of the alarm's. */
export interface Skews {
  /** For namespaces other than the alarm metric's; whole minutes, because metrics are published per minute. */
  readonly metrics: -60 | 0 | 60;
  readonly logs: number;
  readonly traces: number;
  readonly changes: number;
}

const MOST = 60;
const minutes = [-60, 0, 60] as const;

/** The clocks of metrics, logs, traces and changes differ by up to a minute. */
export const clocksApart: MakeCondition = (draw) => {
  const skew = () => Math.round(uniformBetween(draw, -MOST, MOST));
  const metrics = minutes[Math.floor(draw() * minutes.length)] ?? 0;
  const skews = { metrics, logs: skew(), traces: skew(), changes: skew() };
  return { name: "clocks apart", through: (telemetry, { alarm }) => skewed(telemetry, skews, alarm.namespace) };
};

/** Shifts the times of each source by its clock's difference. */
export function skewed(telemetry: Telemetry, skews: Skews, own: string): Telemetry {
  const { metrics, changes, logs, topology, traces } = telemetry;
  const back = ({ start, end }: Window, by: number): Window => ({ start: start - by, end: end - by });
  return {
    ...telemetry,
    metrics: {
      ...metrics,
      async fetch(queries, window, signal) {
        // Long periods are not shifted, because a minute does not matter in them.
        const isAway = ({ namespace, period }: MetricQuery): boolean => namespace !== own && period === 60;
        const here = queries.filter((query) => !isAway(query));
        const away = queries.filter(isAway);
        const seen = await metrics.fetch(here, window, signal);
        const shifted = await metrics.fetch(away, back(window, skews.metrics), signal);
        const found = new Map<MetricQuery, Series | undefined>();
        for (const [index, query] of here.entries()) found.set(query, seen.value[index]);
        for (const [index, query] of away.entries()) found.set(query, later(shifted.value[index], skews.metrics));
        return { ...seen, value: queries.map((query) => found.get(query)) };
      },
    },
    changes: {
      async during(window, signal, resource) {
        const seen = await changes.during(back(window, skews.changes), signal, resource);
        return { ...seen, value: seen.value.map((change) => ({ ...change, at: change.at + skews.changes })) };
      },
    },
    logs: {
      ...logs,
      async patterns(groups, window, baselineEnd, signal) {
        const seen = await logs.patterns(groups, back(window, skews.logs), baselineEnd - skews.logs, signal);
        const value = seen.value.map((each) => ({
          ...each,
          firstAt: each.firstAt + skews.logs,
          ...(each.lastAt !== undefined && { lastAt: each.lastAt + skews.logs }),
        }));
        return { ...seen, value };
      },
    },
    topology: { graph: (window, signal) => topology.graph(back(window, skews.traces), signal) },
    ...(traces && {
      traces: {
        async find(window, signal, component, only) {
          const seen = await traces.find(back(window, skews.traces), signal, component, only);
          return { ...seen, value: seen.value.map((trace) => ({ ...trace, at: trace.at + skews.traces })) };
        },
      },
    }),
  };
}

function later(series: Series | undefined, by: number): Series | undefined {
  return series && { ...series, start: series.start + by };
}
