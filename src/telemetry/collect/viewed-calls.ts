import type { MeasuredCall } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";
import type { CallViews, Component, Edge, ServiceGraph } from "../../graph/service-graph.ts";
import type { MeasuredWindow } from "./measure.ts";

const MINUTE = 60;
const SIGNALS = [
  { signal: "latency", of: "latency", statistic: "Average" },
  { signal: "requests", of: "calls", statistic: "Sum" },
  { signal: "errors", of: "faults", statistic: "Sum" },
] as const;

/**
 * Calls whose source has totals only, as series with two levels: the mean before `began`, and the mean after it. What was lost since the
 * moment at which the source compares them counts as lost after `began`. Measured calls are left out.
 */
export function viewedCalls(
  { edges }: ServiceGraph,
  components: readonly Component[],
  span: MeasuredWindow,
  began: number,
): readonly MeasuredCall[] {
  const read = new Set(components.map(({ id }) => id));
  return edges
    .filter(({ from, to, metrics = [] }) => metrics.length === 0 && read.has(from) && read.has(to))
    .flatMap((edge) => (edge.views ? sidesOf(edge, edge.views, span, began) : []));
}

function sidesOf(
  { from, to }: Edge,
  views: CallViews,
  { boundary }: MeasuredWindow,
  began: number,
): readonly MeasuredCall[] {
  return (["caller", "callee"] as const).flatMap((side) =>
    SIGNALS.map(({ signal, of, statistic }): MeasuredCall => {
      const { before, after } = views[side];
      const longer = (views.until - views.since) / Math.max(MINUTE, views.until - began);
      const later = of === "calls" ? after[of] : before[of] + longer * (after[of] - before[of]);
      const valueAt = (at: number) => (at < began ? before[of] : later);
      return {
        from,
        to,
        side,
        compared: true,
        signal,
        query: `service graph, calls from ${from} to ${to}, ${of} at the ${side}`,
        statistic,
        baseline: minutes(views.from, boundary, valueAt),
        series: minutes(boundary, views.until, valueAt),
      };
    }),
  );
}

function minutes(start: number, end: number, valueAt: (at: number) => number): Series {
  const length = Math.max(0, Math.round((end - start) / MINUTE));
  return { start, step: MINUTE, values: Float64Array.from({ length }, (_, index) => valueAt(start + index * MINUTE)) };
}
