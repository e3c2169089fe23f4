import type { MetricQuery, Series, Window } from "../../findings/measured.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Investigation } from "../../investigation/state.ts";
import type { Signal } from "../../packs/signal.ts";
import type { MeasuredImpact } from "../../record/report/report.ts";
import type { Telemetry } from "../../telemetry/ports/ports.ts";

/** The longest time that is counted, in seconds: minutes are kept for 15 days, and one question brings 1,440 of them at most. */
const LONGEST = 86_400;

/**
 * Counts the requests of the component that the alarm is about, and how many of them failed, from the onset to the recovery (or now). Returns
 * the reason where they cannot be counted.
 */
export async function impactOf(
  telemetry: Telemetry | undefined,
  state: Investigation,
  now: Date,
  signal: AbortSignal,
): Promise<MeasuredImpact | string> {
  if (!telemetry) return "no telemetry is connected";
  if (state.subject?.type === "storm") return "it is about many components at once";
  const window = windowOf(state, now);
  if (!window) return "no alarm fired";
  if (window.end - window.start > LONGEST) return "it lasted longer than a day";
  const named = state.evidence.find(({ evidence }) => evidence.kind === "metric")?.evidence.component;
  if (!named) return "it is not known which component the alarm is about";
  const graph = await telemetry.topology.graph(window, signal);
  const component = graph.value.components.find(({ id }) => id === named.id);
  const [requests, errors] = [countOf(component, "requests"), countOf(component, "errors")];
  if (!requests || !errors) return `${named.name} counts no ${requests ? "failures" : "requests"}`;
  const { value: series, horizon } = await telemetry.metrics.fetch([requests, errors], window, signal);
  const [all, failed] = series.map((each) => total(each, window));
  if (all === undefined || failed === undefined) return `${named.name} has no data in this time`;
  return { component: named.name, from: window.start, to: window.end, requests: all, failed, horizon };
}

/** From the onset, else the first firing, to the last recovery, else now; whole minutes. */
function windowOf({ episodes, folded, evidence }: Investigation, now: Date): Window | undefined {
  const [first, last] = [episodes[0], episodes.at(-1)];
  if (!first || !last) return undefined;
  const fired = Date.parse(folded?.since ?? first.firedAt) / 1000;
  const onset = evidence.find((each) => each.episode === first.number && each.evidence.figures.onset !== undefined);
  const begin = Math.min(fired, onset?.evidence.figures.onset ?? fired);
  const end = last.recoveredAt === undefined ? now.getTime() / 1000 : Date.parse(last.recoveredAt) / 1000;
  return {
    start: Math.floor(begin / 60) * 60,
    end: Math.max(Math.ceil(end / 60) * 60, Math.floor(begin / 60) * 60 + 60),
  };
}

/** The metric of a component that counts: its values are numbers of requests a period. */
function countOf(component: Component | undefined, wanted: Signal): MetricQuery | undefined {
  return component?.metrics.find(
    ({ signal, query: { statistic } }) => signal === wanted && (statistic === "Sum" || statistic === "SampleCount"),
  )?.query;
}

/** The sum over a window; undefined without any value. */
function total(series: Series | undefined, { start, end }: Window): number | undefined {
  if (!series) return undefined;
  const inside = Array.from(series.values).filter((value, index) => {
    const at = series.start + index * series.step;
    return at >= start && at < end && !Number.isNaN(value);
  });
  return inside.length === 0 ? undefined : Math.round(inside.reduce((sum, value) => sum + value, 0));
}
