import type { Findings, Measured, MeasuredCall } from "../../findings/findings.ts";
import type { Signal } from "../../packs/signal.ts";

/**
 * What a caller can measure of its callee, and the signals that say the same: a component that measures one of them needs no caller for
 * it. Not the requests, because a caller only sees its own.
 */
const SEEN: Partial<Record<Signal, readonly Signal[]>> = {
  latency: ["latency"],
  errors: ["errors", "availability", "throttles"],
};

/**
 * Adds what callers measure of components that do not measure it themselves, such as a database or a service of others. Of several
 * callers, the one with the most calls speaks: the losses of all of them cannot be added without their requests.
 */
export function seenByCallers(findings: Findings): Findings {
  const { calls = [], measured, graph } = findings;
  const waits = new Set(graph.edges.flatMap(({ from, to, asynchronous }) => (asynchronous ? [] : keyOf(from, to))));
  const measures = new Set(measured.map(({ component, signal }) => keyOf(component, signal)));
  const isUnmeasured = ({ to, signal }: MeasuredCall): boolean =>
    SEEN[signal]?.every((each) => !measures.has(keyOf(to, each))) ?? false;
  const timed = calls.filter(({ from, to, compared }) => !compared && from !== to && waits.has(keyOf(from, to)));
  const seen = [...Map.groupBy(timed, ({ to }) => to).values()].flatMap((all) => {
    const from = busiest(all);
    const sides = Map.groupBy(
      all.filter((call) => call.from === from && isUnmeasured(call)),
      ({ signal }) => signal,
    );
    return [...sides.values()].flatMap((both) => asMeasured(both));
  });
  return seen.length === 0 ? findings : { ...findings, measured: [...measured, ...seen] };
}

/** The caller with the most calls; without counts, the first. */
function busiest(calls: readonly MeasuredCall[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { from, side, signal, series } of calls) {
    const counted = side === "caller" && signal === "requests";
    counts.set(from, (counts.get(from) ?? 0) + (counted ? sumOf(series.values) : 0));
  }
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ["", -1] as [string, number])[0];
}

/** One side of a call as a metric of its callee: its own side, where it has one. */
function asMeasured(sides: readonly MeasuredCall[]): readonly Measured[] {
  const own = sides.find(({ side }) => side === "callee");
  const call = own ?? sides[0];
  if (!call) return [];
  const { from, to, side, ...measured } = call;
  return [{ ...measured, component: to, ...(side === "caller" && { seenBy: from }) }];
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}

function keyOf(one: string, other: string): string {
  return JSON.stringify([one, other]);
}
