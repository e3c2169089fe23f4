import { NotSeen } from "../src/errors.ts";
import type { MetricQuery, Series, Window } from "../src/findings/measured.ts";
import type { Component, ServiceGraph } from "../src/graph/service-graph.ts";
import type { Metrics, Telemetry } from "../src/telemetry/ports/ports.ts";

/** What is lost; times in epoch seconds. */
export interface Lost {
  readonly components: ReadonlySet<string>;
  /** Whose a metric is; undefined of the alarm's own, which is never lost. */
  readonly ownerOf: (query: MetricQuery) => string | undefined;
  /** When the trouble began. */
  readonly onset: number;
  /** When it is looked at. */
  readonly now: number;
}

/** A way in which a source is missing. */
export type Loss = (telemetry: Telemetry, lost: Lost) => Telemetry;

const BEFORE = 300;

/** What the sources themselves tell: a refusal, a part that was not read, or up to when they can be believed. */
const told = {
  "metrics refused": (telemetry, lost) => ({
    ...telemetry,
    metrics: {
      async fetch(queries, window, signal) {
        const seen = await telemetry.metrics.fetch(queries, window, signal);
        const isLost = queries.map((query) => lost.components.has(lost.ownerOf(query) ?? ""));
        const gap = { what: "metrics", reason: "CloudWatch does not show some" };
        const value = seen.value.map((series, index) => (isLost[index] ? undefined : series));
        return { ...seen, value, gaps: isLost.includes(true) ? [...seen.gaps, gap] : seen.gaps };
      },
    },
  }),
  "changes refused": (telemetry) => ({ ...telemetry, changes: { during: refused("cloudtrail:LookupEvents") } }),
  "logs refused": (telemetry) => ({ ...telemetry, logs: { patterns: refused("logs:StartQuery") } }),
  "changes late": (telemetry, { now }) => ({
    ...telemetry,
    changes: {
      async during(window, signal, resource) {
        const horizon = now - 3600;
        const seen = await telemetry.changes.during(window, signal, resource);
        return { ...seen, horizon, value: seen.value.filter(({ at }) => at <= horizon) };
      },
    },
  }),
  "metrics late": (telemetry, { onset }) => ({
    ...telemetry,
    metrics: changed(telemetry.metrics, (series) => without(series, onset - BEFORE, Number.POSITIVE_INFINITY), {
      horizon: onset - BEFORE,
    }),
  }),
} as const satisfies Readonly<Record<string, Loss>>;

/** What nobody tells: an answer that is empty, ends, has a hole, or comes from a graph that knows less than there is. */
const silent = {
  "metrics unknown": (telemetry, lost) => ({ ...telemetry, metrics: ofLost(telemetry.metrics, lost, () => undefined) }),
  "metrics empty": (telemetry, lost) => ({
    ...telemetry,
    metrics: ofLost(telemetry.metrics, lost, (series) => without(series, 0, Number.POSITIVE_INFINITY)),
  }),
  "metrics ended": (telemetry, lost) => ({
    ...telemetry,
    metrics: ofLost(telemetry.metrics, lost, (series) =>
      without(series, lost.onset - BEFORE, Number.POSITIVE_INFINITY),
    ),
  }),
  "metrics interrupted": (telemetry, lost) => ({
    ...telemetry,
    metrics: ofLost(telemetry.metrics, lost, (series) => without(series, lost.onset - BEFORE, lost.now - BEFORE)),
  }),
  "metrics begun since": (telemetry, lost) => ({
    ...telemetry,
    metrics: ofLost(telemetry.metrics, lost, (series) => without(series, 0, lost.now - BEFORE)),
  }),
  "components unmeasured": (telemetry, lost) =>
    graphed(telemetry, ({ components, edges }) => ({
      edges,
      components: components.map((each) => (lost.components.has(each.id) ? unmeasured(each) : each)),
    })),
  "log groups unknown": (telemetry, lost) =>
    graphed(telemetry, ({ components, edges }) => ({
      edges,
      components: components.map((each) => (lost.components.has(each.id) ? { ...each, logGroups: [] } : each)),
    })),
  "calls unknown": (telemetry, lost) =>
    graphed(telemetry, ({ components, edges }) => ({
      components,
      edges: edges.filter(({ to }) => !lost.components.has(to)),
    })),
  "components unknown": (telemetry, lost) =>
    graphed(telemetry, ({ components, edges }) => ({
      components: components.filter(({ id }) => !lost.components.has(id)),
      edges: edges.filter(({ from, to }) => !lost.components.has(from) && !lost.components.has(to)),
    })),
  "graph empty": (telemetry) => graphed(telemetry, () => ({ components: [], edges: [] })),
  "changes empty": (telemetry) => ({
    ...telemetry,
    changes: { during: async (...asked) => ({ ...(await telemetry.changes.during(...asked)), value: [] }) },
  }),
  "logs empty": (telemetry) => ({
    ...telemetry,
    logs: { patterns: async (...asked) => ({ ...(await telemetry.logs.patterns(...asked)), value: [] }) },
  }),
} as const satisfies Readonly<Record<string, Loss>>;

/** Every way in which a source may be missing, by its name. */
export const losses: Readonly<Record<string, Loss>> = { ...told, ...silent };
export const silentLosses: readonly string[] = Object.keys(silent);
export const toldLosses: readonly string[] = Object.keys(told);

function refused(action: string): () => Promise<never> {
  return async () => {
    throw new NotSeen(`AWS does not allow ${action}`, { remedy: `allow ${action} to Gumshoe's role` });
  };
}

function unmeasured(component: Component): Component {
  return { ...component, metrics: [], details: [], logGroups: [] };
}

function graphed(telemetry: Telemetry, change: (graph: ServiceGraph) => ServiceGraph): Telemetry {
  return {
    ...telemetry,
    topology: {
      async graph(window, signal) {
        const seen = await telemetry.topology.graph(window, signal);
        return { ...seen, value: change(seen.value) };
      },
    },
  };
}

function ofLost(metrics: Metrics, lost: Lost, change: (series: Series) => Series | undefined): Metrics {
  return changed(metrics, (series, query) =>
    lost.components.has(lost.ownerOf(query) ?? "") ? change(series) : series,
  );
}

function changed(
  metrics: Metrics,
  change: (series: Series, query: MetricQuery) => Series | undefined,
  rest: { readonly horizon?: number } = {},
): Metrics {
  return {
    ...metrics,
    async fetch(queries: readonly MetricQuery[], window: Window, signal: AbortSignal) {
      const seen = await metrics.fetch(queries, window, signal);
      const value = seen.value.map((series, index) => {
        const query = queries[index];
        return series && query ? change(series, query) : series;
      });
      return { ...seen, ...rest, value };
    },
  };
}

/** A series with a hole. */
function without(series: Series, from: number, until: number): Series {
  const { start, step, values } = series;
  const isIn = (index: number): boolean => start + index * step >= from && start + index * step < until;
  return { ...series, values: values.map((value, index) => (isIn(index) ? Number.NaN : value)) };
}
