import type { MetricQuery, Seen, Series, Window } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import { gapOf } from "../ports/gap.ts";
import type { Metrics } from "../ports/ports.ts";
import { joined } from "./joined.ts";

/** A cached metric: complete up to `until`, epoch seconds; its source was `lag` seconds behind. */
interface Ended {
  readonly query: MetricQuery;
  readonly series: Series | undefined;
  readonly until: number;
  readonly lag: number;
}

type Fetched = Seen<readonly (Series | undefined)[]>;
const nothing: Fetched = { value: [], horizon: Number.POSITIVE_INFINITY, gaps: [] };

/** Caches metrics, so that each use of `through` only reads what is new. If that fails, the cached part is returned. */
export function createEndedMetrics(now: () => Date): { readonly through: (metrics: Metrics) => Metrics } {
  const known = new Map<string, Ended>();
  const seconds = (): number => now().getTime() / 1000;

  /** Answers with gaps are not cached, so they are read again. */
  function keep(query: MetricQuery, series: Series | undefined, window: Window, { horizon, gaps }: Fetched): void {
    if (gaps.length > 0) return;
    known.set(keyOf(query, window), { query, series, until: Math.min(horizon, window.end), lag: seconds() - horizon });
  }

  async function whole(metrics: Metrics, queries: readonly MetricQuery[], window: Window, signal: AbortSignal) {
    if (queries.length === 0) return nothing;
    const seen = await metrics.fetch(queries, window, signal);
    for (const [index, query] of queries.entries()) keep(query, seen.value[index], window, seen);
    return seen;
  }

  async function rest(metrics: Metrics, ended: readonly Ended[], window: Window, signal: AbortSignal) {
    if (ended.length === 0) return nothing;
    const start = Math.min(...ended.map(({ until }) => until));
    const before = ended.map(({ series }) => series);
    const horizon = seconds() - Math.max(...ended.map(({ lag }) => lag));
    if (start >= window.end) return { value: before, horizon, gaps: [] };
    // For old windows a source may store coarser steps than requested.
    const queries = ended.map(({ query, series }) => ({ ...query, period: series?.step ?? query.period }));
    try {
      const seen = await metrics.fetch(queries, { start, end: window.end }, signal);
      const value = ended.map(({ series }, index) => joined(series, seen.value[index], window.start));
      for (const [index, { query }] of ended.entries()) keep(query, value[index], window, seen);
      return { ...seen, value };
    } catch (error) {
      if (signal.aborted) throw error;
      return { value: before, horizon: start, gaps: [gapOf("metrics", error)] };
    }
  }

  return {
    through: (metrics) => ({
      ...metrics,
      async fetch(queries, window, signal) {
        signal.throwIfAborted();
        const found = queries.map((query) => known.get(keyOf(query, window)));
        const [fresh, later] = await Promise.all([
          whole(
            metrics,
            queries.filter((_, index) => !found[index]),
            window,
            signal,
          ),
          rest(
            metrics,
            found.flatMap((each) => each ?? []),
            window,
            signal,
          ),
        ]);
        const [one, other] = [[...fresh.value], [...later.value]];
        return {
          value: found.map((each) => (each ? other : one).shift()),
          horizon: Math.min(fresh.horizon, later.horizon),
          gaps: [...fresh.gaps, ...later.gaps],
        };
      },
    }),
  };
}

function keyOf(query: MetricQuery, { start }: Window): string {
  return `${start} ${toQueryText(query)}`;
}
