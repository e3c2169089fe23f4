import { chunksOf } from "../../chunks.ts";
import type { Alarm } from "../../events/events.ts";
import type { Detail, MeasuredCall } from "../../findings/findings.ts";
import type { MetricQuery, Series, Window } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import { scaled, scaleOf, unitIn } from "../../findings/unit.ts";
import type { CallMetric, Component, SignalMetric } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import type { Telemetry } from "../ports/ports.ts";
import type { LocatedSymptom } from "../resources/locate.ts";
import { alarmedSeries } from "./alarmed-series.ts";
import type { Asker } from "./asker.ts";

/**
 * Values on a page of GetMetricData, and metrics in one request: as many are asked at once as fit on one page.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const VALUES_AT_ONCE = 100_800;
const QUERIES_AT_ONCE = 500;
const HOUR = 3600;
/** Calls between components are many, so that their history is shorter. */
const HISTORY_OF_CALLS = 4 * HOUR;

/** The start of the time around the symptom, and of the history before it; epoch seconds. */
export interface MeasuredWindow extends Window {
  readonly boundary: number;
}

/** A day of history, then an hour before the firing and everything after it; more of both for alarms with long periods. */
export function spanOf(alarm: Alarm | undefined, at: number, now: number): MeasuredWindow {
  const period = alarm?.metric?.period ?? alarm?.expression?.period ?? 60;
  const boundary = at - Math.max(HOUR, 6 * period);
  return { start: boundary - Math.max(24 * HOUR, 48 * period), boundary, end: Math.max(now, at) };
}

/** The half hour before the firing and the time since, at most an hour. */
export function logWindow(span: MeasuredWindow, at: number, now: number): Window {
  const start = Math.max(span.boundary, at - HOUR / 2);
  return { start, end: Math.max(at, Math.min(now, start + HOUR)) };
}

/** Which calls a metric is of, and whose side of them. */
type Call = Pick<MeasuredCall, "from" | "to" | "side">;

/** A metric to read; without a signal it is a detail. */
interface Wanted {
  readonly component: string;
  readonly metric: { readonly signal?: Signal; readonly query: MetricQuery };
  readonly call?: Call;
}

/** A measured signal, or a detail that is used only by the rules of packs. */
export interface TakenMetric {
  readonly signal: Signal | undefined;
  readonly query: MetricQuery;
  readonly detail: Detail;
  readonly call?: Call;
}

/** What was measured of components, and what of the calls between them. */
export function apart(all: readonly TakenMetric[]): {
  readonly own: readonly TakenMetric[];
  readonly calls: readonly MeasuredCall[];
} {
  return {
    own: all.filter(({ call }) => call === undefined),
    calls: all.flatMap(({ call, signal, detail: { component: _caller, ...measured } }): MeasuredCall[] =>
      call && signal ? [{ ...call, signal, ...measured }] : [],
    ),
  };
}

/** Reads every signal and detail of the components in batches, the alarm's own metric in the first one; one answer for each batch. */
export function measureAll(options: {
  readonly telemetry: Telemetry;
  readonly alarm?: Alarm;
  readonly at: number;
  readonly now: number;
  readonly asker: Asker;
  readonly components: readonly Component[];
  readonly place: LocatedSymptom;
}): readonly Promise<readonly TakenMetric[]>[] {
  const { asker, telemetry, place } = options;
  const span = spanOf(options.alarm, options.at, options.now);
  const wanted = distinct([
    ...(place.symptom ? [place.symptom] : []),
    ...options.components.flatMap(({ id }) => metricsOf(place, id)),
    ...callsBetween(options.components, place),
  ]);
  const { own = [], calls = [] } = Object.groupBy(wanted, ({ call }) => (call ? "calls" : "own"));
  const lately = span.boundary - Math.max(HISTORY_OF_CALLS, 12 * (options.alarm?.metric?.period ?? 60));
  const batches = [
    ...batchesOf(own, span).map((batch) => ({ batch, start: span.start })),
    ...batchesOf(calls, { start: lately, end: span.end }).map((batch) => ({ batch, start: lately })),
  ];
  return batches.map(async ({ batch, start }) => {
    const queries = batch.map(({ metric }) => metric.query);
    const names = [...new Set(batch.map(({ component }) => component))].join(", ");
    const account = batch[0]?.metric.query.account;
    const what = `metrics of ${names}${account === undefined ? "" : ` in account ${account}`}`;
    const window = { start, end: span.end };
    const series = await asker.ask<readonly (Series | undefined)[]>("metrics", what, [], (signal) =>
      batch[0]?.metric.query.expression?.language === "promql"
        ? alarmedSeries(telemetry.prometheus, queries, window, options.alarm, signal)
        : telemetry.metrics.fetch(queries, window, signal),
    );
    return batch.flatMap((each, index): TakenMetric[] => {
      const known = scaled(series[index], scaleOf(each.metric, telemetry.metrics));
      return known
        ? [
            {
              signal: each.metric.signal,
              query: each.metric.query,
              detail: toDetail(each, known, span.boundary, unitIn(telemetry.metrics, each.metric.query)),
              ...(each.call && { call: each.call }),
            },
          ]
        : [];
    });
  });
}

function metricsOf({ graph }: LocatedSymptom, id: string): readonly Wanted[] {
  const component = graph.components.find((each) => each.id === id);
  if (!component) return [];
  const details = (component.details ?? []).map((query) => ({ query }));
  return [...component.metrics.flatMap(withMean), ...details].map((metric) => ({ component: id, metric }));
}

function callsBetween(components: readonly Component[], { graph }: LocatedSymptom): readonly Wanted[] {
  const known = new Set(components.map(({ id }) => id));
  return graph.edges
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .flatMap(({ from, to, metrics = [] }) =>
      metrics.map(({ side, ...metric }: CallMetric) => ({ component: from, metric, call: { from, to, side } })),
    );
}

/** Adds the mean of the same metric to a percentile, because percentiles of callees cannot be added. */
function withMean(metric: SignalMetric): readonly SignalMetric[] {
  const percentile = metric.signal === "latency" && /^(p|tm)\d/i.test(metric.query.statistic);
  return percentile ? [metric, { ...metric, query: { ...metric.query, statistic: "Average" } }] : [metric];
}

/** Removes duplicate queries, because two components may have the same metric. */
function distinct(wanted: readonly Wanted[]): readonly Wanted[] {
  return [
    ...new Map(wanted.map((each) => [keyOf(each.metric.query), each] as const).toReversed()).values(),
  ].toReversed();
}

function keyOf(query: MetricQuery): string {
  return toQueryText(query);
}

/**
 * Batches of metrics with equal periods, because a port answers each request with one step. Metrics of other accounts and expressions are
 * asked apart: CloudWatch refuses the whole request if it refuses one of them.
 */
function batchesOf(wanted: readonly Wanted[], { start, end }: Window): readonly (readonly Wanted[])[] {
  const byPeriod = Map.groupBy(wanted, ({ metric: { query } }) =>
    [query.period, query.account ?? "", query.expression?.text ?? ""].join(" "),
  );
  return [...byPeriod.values()].flatMap((alike) => {
    // Both ends of a window are rounded to the period.
    const values = (end - start) / (alike[0]?.metric.query.period ?? 60) + 2;
    return chunksOf(alike, Math.min(QUERIES_AT_ONCE, Math.max(1, Math.floor(VALUES_AT_ONCE / values))));
  });
}

function toDetail({ component, metric }: Wanted, series: Series, boundary: number, unit: string): Detail {
  const cut = Math.min(series.values.length, Math.max(0, Math.ceil((boundary - series.start) / series.step)));
  return {
    component,
    query: toQueryText(metric.query),
    statistic: metric.query.statistic,
    ...(metric.signal === "other" && { own: { name: metric.query.metric, unit } }),
    baseline: { ...series, values: series.values.subarray(0, cut) },
    series: { start: series.start + cut * series.step, step: series.step, values: series.values.subarray(cut) },
  };
}
