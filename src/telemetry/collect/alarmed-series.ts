import type { Alarm } from "../../events/events.ts";
import type { LabelledSeries, MetricQuery, Seen, Series, Window } from "../../findings/measured.ts";
import type { Prometheus } from "../ports/prometheus.ts";
import { limitOf } from "../resources/alarm-metric.ts";

/**
 * The series of an alarm's own PromQL, one for each query. Of several, those with the labels that the alarm names; of these at each time the
 * worst value, because one of them made the alarm fire.
 */
export async function alarmedSeries(
  prometheus: Prometheus | undefined,
  queries: readonly MetricQuery[],
  window: Window,
  alarm: Alarm | undefined,
  signal: AbortSignal,
): Promise<Seen<readonly (Series | undefined)[]>> {
  const worst = alarm && !limitOf(alarm).isAbove ? Math.min : Math.max;
  const asked = queries.map(({ expression, period }) =>
    prometheus?.range(expression?.text ?? "", window, signal, period),
  );
  const seen = await Promise.all(asked);
  return {
    value: seen.map((each, index) => joined(named(each?.value ?? [], queries[index]?.dimensions ?? {}), worst)),
    horizon: Math.min(...seen.map((each) => each?.horizon ?? window.end)),
    gaps: seen.flatMap((each) => each?.gaps ?? []),
  };
}

/** Those whose label contains all of some labels; all of them if none does, because an alarm may name what its query takes away. */
function named(series: readonly LabelledSeries[], labels: Readonly<Record<string, string>>): readonly LabelledSeries[] {
  const written = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const found = series.filter(({ label }) => written.every((each) => label.includes(each)));
  return found.length > 0 ? found : series;
}

/** Several series on one grid as one, by a function of two values. */
function joined(all: readonly LabelledSeries[], of: (one: number, other: number) => number): Series | undefined {
  const [first, ...others] = all.map(({ series }) => series);
  if (!first) return undefined;
  const values = first.values.map((value, index) =>
    others.reduce((worst, { values: more }) => {
      const next = more[index] ?? Number.NaN;
      if (Number.isNaN(worst)) return next;
      return Number.isNaN(next) ? worst : of(worst, next);
    }, value),
  );
  return { ...first, values };
}
