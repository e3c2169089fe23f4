import type { Findings, Measured, MeasuredCall } from "../../findings/findings.ts";
import type { Signal } from "../../packs/signal.ts";
import { riseOf } from "../attribution/measured-of.ts";
import { sameTime } from "../series/grid.ts";
import { countOf } from "../series/quantile.ts";
import { settings } from "../settings.ts";

/**
 * What a caller can measure of its callee, and the signals that say the same: a component that measures one of them needs no caller for
 * it. Not the requests, because a caller only sees its own.
 */
const SEEN: Partial<Record<Signal, readonly Signal[]>> = {
  latency: ["latency"],
  errors: ["errors", "availability", "throttles"],
};

/** Adds what callers measure of components that do not measure it themselves, such as a database or a service of others. */
export function seenByCallers(findings: Findings): Findings {
  const { calls = [], measured, graph } = findings;
  const waits = new Set(graph.edges.flatMap(({ from, to, asynchronous }) => (asynchronous ? [] : keyOf(from, to))));
  const measures = new Set(measured.map(({ component, signal }) => keyOf(component, signal)));
  const telling = calls.filter(
    ({ from, to, signal, compared, series, baseline }) =>
      !compared &&
      hasValue({ series, baseline }) &&
      from !== to &&
      waits.has(keyOf(from, to)) &&
      SEEN[signal]?.every((each) => !measures.has(keyOf(to, each))),
  );
  const seen = [...Map.groupBy(telling, ({ to, signal }) => keyOf(to, signal)).values()].flatMap(asMeasured);
  return seen.length === 0 ? findings : { ...findings, measured: [...measured, ...seen] };
}

/** Whether a metric was ever measured: a source may list a side of a call that nobody measures. */
function hasValue({ series, baseline }: Pick<Measured, "series" | "baseline">): boolean {
  return countOf(series.values) + countOf(baseline.values) > 0;
}

/** The calls of a component as one metric of it: as it measures them itself, where it does, else as its callers do. */
function asMeasured(calls: readonly MeasuredCall[]): readonly Measured[] {
  const own = calls.filter(({ side }) => side === "callee");
  const sides = own.length > 0 ? own : calls;
  const whole = sides[0]?.signal === "errors" ? sumOf(sides) : leastOf(sides);
  if (!whole) return [];
  const { from: _, to, side: __, ...measured } = whole;
  return [{ ...measured, component: to, ...(own.length === 0 && { seenBy: sides.map(({ from }) => from) }) }];
}

/** Of the callers' waits, the one that rose least: what makes only another wait lies between the two, not in the callee. */
function leastOf(sides: readonly MeasuredCall[]): MeasuredCall | undefined {
  const known = sides.filter(({ series }) => countOf(series.values) >= settings.enoughValues);
  return (known.length > 0 ? known : sides).toSorted((one, other) => riseOf(one) - riseOf(other))[0];
}

/** The failed calls of all callers that count them over the same time as the first. */
function sumOf(sides: readonly MeasuredCall[]): MeasuredCall | undefined {
  const [first] = sides;
  if (!first) return undefined;
  const alike = sides.filter((each) => sameTime(first.series, each.series) && sameTime(first.baseline, each.baseline));
  return {
    ...first,
    query: alike.map(({ query }) => query).join(" + "),
    series: { ...first.series, values: sums(alike.map(({ series }) => series.values)) },
    baseline: { ...first.baseline, values: sums(alike.map(({ baseline }) => baseline.values)) },
  };
}

/** Sums by time; a caller without a value counted nothing, and a time without any is unknown. */
function sums([first = new Float64Array(), ...others]: readonly Float64Array[]): Float64Array {
  return first.map((value, index) => {
    const known = [value, ...others.map((each) => each[index] ?? Number.NaN)].filter((each) => !Number.isNaN(each));
    return known.length === 0 ? Number.NaN : known.reduce((sum, each) => sum + each);
  });
}

function keyOf(one: string, other: string): string {
  return JSON.stringify([one, other]);
}
