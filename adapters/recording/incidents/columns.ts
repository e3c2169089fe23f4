import type { MetricQuery } from "../../../src/findings/measured.ts";
import { toQueryText } from "../../../src/findings/query-text.ts";
import type { CallMetric, SignalMetric } from "../../../src/graph/service-graph.ts";
import type { Signal } from "../../../src/packs/signal.ts";
import type { CallColumns } from "./call-table.ts";
import type { RecordedIncidents } from "./incidents.ts";
import { MINUTE } from "./minutes.ts";

const NAMESPACE = "Recording";
/** Error lines per minute, as counted by a metric filter. */
const ERROR_LINES = "ErrorLines";

type Named = Pick<MetricQuery, "metric" | "dimensions" | "statistic">;

/** The query of a recorded metric. */
function toQuery(named: Named): MetricQuery {
  return { namespace: NAMESPACE, period: MINUTE, ...named };
}

export function recordedQuery(component: string, signal: Signal, statistic: string): MetricQuery {
  return toQuery({ metric: signal, dimensions: { Service: component }, statistic });
}

export function errorLinesOf(component: string): MetricQuery {
  return toQuery({ metric: ERROR_LINES, dimensions: { Service: component }, statistic: "Sum" });
}

/** The metrics of calls: their number as counted by the caller, and the median duration if it is recorded, else the mean, on either side. */
export function recordedCallMetrics(calls: CallColumns | undefined): readonly CallMetric[] {
  return columnsOfCalls(calls).map(([metric]) => metric);
}

function columnsOfCalls(calls: CallColumns | undefined): readonly (readonly [CallMetric, Float64Array])[] {
  if (!calls) return [];
  const { from, to, requests, median } = calls;
  const times = median ?? calls.mean;
  const statistic = median ? "p50" : "Average";
  const of = (side: "caller" | "callee", signal: Signal, metric: string, kind: string): CallMetric => {
    return { side, signal, query: toQuery({ metric, dimensions: { Caller: from, Callee: to }, statistic: kind }) };
  };
  return [
    ...(times
      ? [
          [of("caller", "latency", "CallerLatency", statistic), times.caller] as const,
          [of("callee", "latency", "CalleeLatency", statistic), times.callee] as const,
        ]
      : []),
    ...(requests ? [[of("caller", "requests", "Calls", "Sum"), requests] as const] : []),
  ];
}

/** The minutes of every recorded metric, by {@link queryKey} its query. */
export function columnsOf(incidents: RecordedIncidents): ReadonlyMap<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  const add = ({ query }: Pick<SignalMetric, "query">, values: Float64Array) => found.set(queryKey(query), values);
  for (const { component, signal, statistic, values } of incidents.columns)
    add({ query: recordedQuery(component, signal, statistic) }, values);
  for (const calls of incidents.calls?.calls.values() ?? [])
    for (const [metric, values] of columnsOfCalls(calls)) add(metric, values);
  for (const [component, values] of errorLines(incidents)) add({ query: errorLinesOf(component) }, values);
  return found;
}

/** A query without its period. */
export function queryKey(query: MetricQuery): string {
  return toQueryText({ ...query, period: MINUTE });
}

/** Error lines of every component that writes lines, in the minutes that have lines. */
export function errorLines({ lines, minutes }: RecordedIncidents): ReadonlyMap<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  for (const all of lines?.values() ?? []) {
    for (const { group } of all) {
      if (!found.has(group)) found.set(group, new Float64Array(minutes.count).fill(Number.NaN));
    }
  }
  for (const [minute, all] of lines ?? []) {
    for (const values of found.values()) if (minute >= 0 && minute < minutes.count) values[minute] = 0;
    for (const { group, severity } of all) {
      const values = found.get(group);
      if (values && severity === "error") values[minute] = (values[minute] ?? 0) + 1;
    }
  }
  return found;
}
