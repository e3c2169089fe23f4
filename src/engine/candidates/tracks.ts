import type { Detail, Findings } from "../../findings/findings.ts";
import type { MetricQuery } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Track } from "../../packs/interpret.ts";
import type { Pack, PackMetric } from "../../packs/pack.ts";
import { baselineOf } from "../series/baseline.ts";
import { type Grid, onGrid } from "../series/grid.ts";
import { settings } from "../settings.ts";

/** A metric of a pack as measured at a component. */
export interface KnownMetric extends Track {
  readonly query: MetricQuery;
}

/** The metrics of a component's pack, on the grid, by their names in the pack. */
export function tracksOf(
  pack: Pack,
  component: Component,
  own: readonly Detail[],
  findings: Findings,
  grid: Grid,
): Readonly<Record<string, KnownMetric>> {
  const asked = [...component.metrics.map(({ query }) => query), ...(component.details ?? [])];
  const found = new Map(own.map((each) => [each.query, each]));
  const tracks: Record<string, KnownMetric> = {};
  for (const [key, metric] of Object.entries(pack.metrics)) {
    const query = asked.find((each) => isOf(each, pack, metric));
    const seen = query && found.get(toQueryText(query));
    const known = seen ?? (metric.sparse && query && isSilent(findings, own) ? nothing(query) : undefined);
    if (query && known) tracks[key] = { query, ...trackOf(metric, known, findings, grid) };
  }
  return tracks;
}

function isOf(query: MetricQuery, pack: Pack, metric: PackMetric): boolean {
  const names = Object.keys(query.dimensions);
  return (
    query.namespace === pack.namespace &&
    query.metric === metric.name &&
    query.statistic === metric.statistic &&
    names.length === pack.dimensions.length &&
    pack.dimensions.every((name) => names.includes(name))
  );
}

/** Whether an absent count is zero: only if other metrics of the component are present and none could not be read. */
function isSilent({ gaps }: Findings, own: readonly Detail[]): boolean {
  return own.some(hasValue) && !gaps.some(({ what }) => what.startsWith("metrics"));
}

function hasValue({ series, baseline }: Detail): boolean {
  return [series, baseline].some(({ values }) => !values.every(Number.isNaN));
}

function nothing({ period }: MetricQuery): Pick<Detail, "series" | "baseline"> {
  const empty = { start: 0, step: period, values: new Float64Array() };
  return { series: empty, baseline: empty };
}

function trackOf(
  { statistic, sparse }: PackMetric,
  { baseline, series }: Pick<Detail, "series" | "baseline">,
  { horizons }: Findings,
  grid: Grid,
): Track {
  const known = onGrid(grid, baseline, series, statistic === "Sum");
  const horizon = horizons.metrics ?? Number.POSITIVE_INFINITY;
  const levels = statistic === "Sum" ? known : held(known, Math.floor(settings.levelHeld / grid.step));
  const values = sparse ? withZeros(known, grid, horizon) : levels;
  const usual = baselineOf(values.subarray(0, grid.historyCount));
  const { median, spread } = usual ?? { median: Number.NaN, spread: Number.NaN };
  const highest = values.reduce((most, value) => (value > most ? value : most), Number.NEGATIVE_INFINITY);
  return {
    values,
    usual: median,
    low: median - settings.departed * spread,
    high: median + settings.departed * spread,
    highest,
  };
}

/** Repeats each gauge value until the next one, for at most `most` steps. */
function held(values: Float64Array, most: number): Float64Array {
  const filled = values.slice();
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, value] of values.entries()) {
    if (!Number.isNaN(value)) last = index;
    else if (index - last < most) filled[index] = values[last] ?? Number.NaN;
  }
  return filled;
}

/** Fills counts with zeros, because CloudWatch publishes no data point if nothing was counted; values beyond the horizon stay missing. */
function withZeros(values: Float64Array, grid: Grid, horizon: number): Float64Array {
  return values.map((value, index) => {
    const end = grid.start + (index - grid.historyCount + 1) * grid.step;
    return Number.isNaN(value) && end <= horizon ? 0 : value;
  });
}
