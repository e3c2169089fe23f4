import type { MetricQuery, Seen, Window } from "../src/findings/measured.ts";
import type { Telemetry } from "../src/telemetry/ports/ports.ts";

/** Telemetry that is asked each thing once, however often it is looked at: for a moment that does not move on. */
export function kept(telemetry: Telemetry): Telemetry {
  const series = once<Awaited<ReturnType<Telemetry["metrics"]["fetch"]>>>();
  const graphs = once<Awaited<ReturnType<Telemetry["topology"]["graph"]>>>();
  const patterns = once<Awaited<ReturnType<Telemetry["logs"]["patterns"]>>>();
  return {
    ...telemetry,
    metrics: {
      ...telemetry.metrics,
      async fetch(queries: readonly MetricQuery[], window: Window, signal: AbortSignal) {
        const missing = queries.filter((query) => !series.has([query, window]));
        if (missing.length > 0) {
          const { value, ...seen } = await telemetry.metrics.fetch(missing, window, signal);
          for (const [index, query] of missing.entries()) {
            series.put([query, window], { ...seen, value: value.slice(index, index + 1) });
          }
        }
        return joined(queries.flatMap((query) => series.get([query, window]) ?? []));
      },
    },
    topology: {
      graph: async (window, signal) =>
        graphs.get([window]) ?? graphs.put([window], await telemetry.topology.graph(window, signal)),
    },
    logs: {
      async patterns(groups, window, baselineEnd, signal) {
        const asked = groups.map(async (group) => {
          const key = [group, window, baselineEnd];
          const known = patterns.get(key);
          return known ?? patterns.put(key, await telemetry.logs.patterns([group], window, baselineEnd, signal));
        });
        return joined(await Promise.all(asked));
      },
    },
  };
}

function joined<T>(seen: readonly Seen<readonly T[]>[]): Seen<readonly T[]> {
  return {
    value: seen.flatMap(({ value }) => value),
    horizon: Math.min(...seen.map(({ horizon }) => horizon)),
    gaps: seen.flatMap(({ gaps }) => gaps),
  };
}

/** Answers by what was asked. */
function once<T>(): {
  readonly has: (asked: unknown) => boolean;
  readonly get: (asked: unknown) => T | undefined;
  readonly put: (asked: unknown, answer: T) => T;
} {
  const known = new Map<string, T>();
  return {
    has: (asked) => known.has(JSON.stringify(asked)),
    get: (asked) => known.get(JSON.stringify(asked)),
    put(asked, answer) {
      known.set(JSON.stringify(asked), answer);
      return answer;
    },
  };
}
