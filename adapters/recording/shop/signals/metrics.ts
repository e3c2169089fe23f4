import type { MetricQuery, Series, Window } from "../../../../src/findings/measured.ts";
import type { Metrics } from "../../../../src/telemetry/ports/ports.ts";
import { type Gauge, gaugesOf } from "../world/gauges.ts";
import { parts } from "../world/graph.ts";
import { uniform } from "../world/noise.ts";
import { atLevel } from "../world/quantile.ts";
import type { State, World } from "../world/world.ts";

/** A gauge with the index of its part in `parts`. */
export interface IndexedGauge {
  readonly part: number;
  readonly gauge: Gauge;
}

const gauges: ReadonlyMap<string, IndexedGauge> = new Map(
  parts.flatMap((part, index) => gaugesOf(part).map((gauge) => [keyOf(gauge), { part: index, gauge }] as const)),
);

/** The gauge of a query, with exactly its dimensions, as CloudWatch requires; undefined if there is none. */
function gaugeOf(query: MetricQuery): IndexedGauge | undefined {
  return gauges.get(keyOf(query));
}

function keyOf(of: Pick<MetricQuery, "namespace" | "metric" | "dimensions">): string {
  const dimensions = Object.entries(of.dimensions).map(([name, value]) => `${name}=${value}`);
  return [of.namespace, of.metric, ...dimensions.sort()].join("\n");
}

/** CloudWatch keeps one-minute values for 15 days. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const keptMinutes = 15 * 1440;

/** CloudWatch metrics of a shop, computed on demand; `lag` seconds behind `now`. */
export function createMetrics(world: World, now: () => Date, lag: number): Metrics {
  return {
    async fetch(queries, window, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor((now().getTime() / 1000 - lag) / 60) * 60;
      return { value: measure(world, queries, window, horizon), horizon, gaps: [] };
    },
    // The shop's latencies are in seconds in every namespace: the engine's own unit.
    unitOf: (query) => {
      const timed = gaugeOf(query)?.gauge.type === "time" && query.statistic !== "SampleCount";
      return timed ? "Seconds" : undefined;
    },
  };
}

/** One series per query up to a horizon (epoch seconds); later values and incomplete periods are NaN. */
export function measure(
  world: World,
  queries: readonly MetricQuery[],
  window: Window,
  horizon: number,
): readonly (Series | undefined)[] {
  const buckets = queries.map((query) => bucketOf(query, window));
  const minutes = buckets.flatMap((bucket) => (bucket ? [bucket] : []));
  const first = Math.max(Math.floor(horizon / 60) - keptMinutes, Math.min(...minutes.map((each) => each.start / 60)));
  const last = Math.min(horizon / 60, Math.max(...minutes.map((each) => each.end / 60)));
  const stride = Math.min(...minutes.map(strideOf));
  for (let minute = Math.ceil(first / stride) * stride; minute < last; minute += stride) {
    const states = world.at(minute);
    for (const bucket of minutes) take(bucket, states, minute, world.seed);
  }
  for (const bucket of minutes) dropUnfinished(bucket, first * 60, last * 60);
  return buckets.map((bucket) => bucket && { start: bucket.start, step: bucket.step, values: bucket.values });
}

interface Bucket extends Series {
  readonly end: number;
  readonly placed: IndexedGauge;
  readonly statistic: string;
  /** The sum of weights of the value that is being aggregated. */
  weight: number;
}

function dropUnfinished(bucket: Bucket, from: number, to: number): void {
  for (let index = 0; index < bucket.values.length; index++) {
    const at = bucket.start + index * bucket.step;
    if (at < from || at + bucket.step > to) bucket.values[index] = Number.NaN;
  }
}

function bucketOf(query: MetricQuery, window: Window): Bucket | undefined {
  const placed = gaugeOf(query);
  if (!placed) return undefined;
  const step = Math.max(60, Math.ceil(query.period / 60) * 60);
  const start = Math.floor(window.start / step) * step;
  const count = Math.max(0, Math.ceil((window.end - start) / step));
  const values = new Float64Array(count).fill(Number.NaN);
  return { start, step, values, end: start + count * step, placed, statistic: query.statistic, weight: 0 };
}

/** Long periods use one minute in five: weeks of all minutes would take half a second. */
function strideOf({ step }: Bucket): number {
  return step % 900 === 0 ? 5 : 1;
}

function take(bucket: Bucket, states: readonly State[], minute: number, seed: number): void {
  const at = minute * 60;
  const state = states[bucket.placed.part];
  const stride = strideOf(bucket);
  if (!state || at < bucket.start || at >= bucket.end || minute % stride !== 0) return;
  const index = Math.floor((at - bucket.start) / bucket.step);
  if ((at - bucket.start) % bucket.step === 0) bucket.weight = 0;
  const { gauge, part } = bucket.placed;
  // A minute without a request has no count and no latency.
  if (state.requests === 0 && gauge.type !== "level") return;
  const value = gauge.read(state, { seed, minute });
  if (Number.isNaN(value) || (gauge.sparse && value === 0)) return;
  const point = pointOf(gauge, state, value, bucket.statistic, seed + part, minute);
  const adds = bucket.statistic === "Sum" || bucket.statistic === "SampleCount";
  merge(bucket, index, adds ? { ...point, value: point.value * stride } : point);
}

interface Point {
  readonly value: number;
  readonly samples: number;
}

/** A gauge in one minute and one statistic. Percentiles of latencies lie at fixed ratios between the mean and the 99th percentile. */
function pointOf(gauge: Gauge, state: State, value: number, statistic: string, seed: number, minute: number): Point {
  const samples = gauge.type === "level" ? 1 : Math.max(1, state.requests);
  if (statistic === "SampleCount") return { value: samples, samples };
  switch (gauge.type) {
    case "level":
      return { value: value, samples };
    case "count":
      return { value: statistic === "Average" ? value / samples : value, samples };
    case "time":
      return { value: timeAt(statistic, value, state, samples, uniform(seed, 9, minute)), samples };
    default:
      return gauge.type satisfies never;
  }
}

function timeAt(statistic: string, mean: number, state: State, samples: number, chance: number): number {
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  if (percentile !== undefined) return atLevel(Number(percentile), mean, Math.max(mean, state.slowest));
  switch (statistic) {
    case "Sum":
      return mean * samples;
    case "Minimum":
      return mean * (0.15 + 0.05 * chance);
    case "Maximum":
      return Math.max(mean, state.slowest) * (1.2 + 0.9 * chance);
    default:
      return mean;
  }
}

function merge(bucket: Bucket, index: number, point: Point): void {
  const before = bucket.values[index] ?? Number.NaN;
  bucket.values[index] = Number.isNaN(before) ? point.value : combined(bucket, before, point);
  bucket.weight += point.samples;
}

function combined(bucket: Bucket, before: number, { value, samples }: Point): number {
  switch (bucket.statistic) {
    case "Sum":
    case "SampleCount":
      return before + value;
    case "Maximum":
      return Math.max(before, value);
    case "Minimum":
      return Math.min(before, value);
    default:
      return (before * bucket.weight + value * samples) / (bucket.weight + samples);
  }
}
