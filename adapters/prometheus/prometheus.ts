import type { Gap } from "../../src/events/events.ts";
import type { Window } from "../../src/findings/measured.ts";
import type { Prometheus } from "../../src/telemetry/ports/prometheus.ts";
import { askJson, type JsonService } from "../aws/call/json-service.ts";
import { dataOf, toSamples, toSeries, toValues } from "./answer.ts";

/** Points of a series at most; a picture shows no more. */
const POINTS = 240;
/** Steps in seconds, as people read them. */
const STEPS = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];
/** Series and values that are kept. */
const MOST = 500;
const FORM = "application/x-www-form-urlencoded";

/** Prometheus, or another server with its HTTP API. https://prometheus.io/docs/prometheus/latest/querying/api/ */
export function createPrometheus(service: JsonService, now: () => Date): Prometheus {
  const ask = async (path: string, asked: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const body = { type: FORM, text: new URLSearchParams(asked).toString() };
    return dataOf((await askJson(service, { path, body }, signal)).body);
  };
  const horizon = (end: number): number => Math.min(end, Math.floor(now().getTime() / 1000));

  return {
    async range(expression, window, signal, step = stepOf(window)) {
      const start = Math.floor(window.start / step) * step;
      const end = Math.max(start, horizon(window.end));
      const asked = { query: expression, start: String(start), end: String(end), step: String(step) };
      const { data, warnings } = await ask("/api/v1/query_range", asked, signal);
      const series = toSeries(data, { start, end }, step);
      return { value: series.slice(0, MOST), horizon: end, gaps: gapsOf(series.length, warnings) };
    },
    async instant(expression, at, signal) {
      const { data, warnings } = await ask("/api/v1/query", { query: expression, time: String(at) }, signal);
      const samples = toSamples(data);
      return { value: samples.slice(0, MOST), horizon: horizon(at), gaps: gapsOf(samples.length, warnings) };
    },
    async labelValues(label, { start, end }, signal) {
      const path = `/api/v1/label/${encodeURIComponent(label)}/values`;
      const query = { start: String(Math.floor(start)), end: String(Math.ceil(end)) };
      const { data, warnings } = dataOf((await askJson(service, { path, query }, signal)).body);
      const values = toValues(data);
      return { value: values.slice(0, MOST), horizon: horizon(end), gaps: gapsOf(values.length, warnings) };
    },
  };
}

/** The shortest step with which a window has at most {@link POINTS} points. */
function stepOf({ start, end }: Window): number {
  const least = (end - start) / POINTS;
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / 86_400) * 86_400;
}

function gapsOf(found: number, warnings: readonly string[]): readonly Gap[] {
  const what = "Prometheus";
  return [
    ...(found > MOST
      ? [{ what, reason: `there are ${found} series; ${MOST} are read`, remedy: "aggregate them" }]
      : []),
    ...warnings.slice(0, 3).map((reason) => ({ what, reason: reason.slice(0, 300) })),
  ];
}
