import type { GetMetricDataCommandOutput } from "@aws-sdk/client-cloudwatch";
import type { Gap } from "../../../src/events/events.ts";
import type { Series, Window } from "../../../src/findings/measured.ts";

/** The id of a query for a band. */
export const BAND = "b0";

/** Points of one line, epoch seconds. */
export type LinePoints = { readonly times: number[]; readonly values: number[] };

/** All points of an answer, by query and line, and CloudWatch's messages about missing ones. */
export interface MetricAnswers {
  readonly points: ReadonlyMap<string, LinePoints>;
  readonly labelled: readonly { readonly label: string; readonly points: LinePoints }[];
  /** The lower and the upper line of a band. */
  readonly limits: { readonly lower: LinePoints; readonly upper: LinePoints };
  readonly gaps: readonly Gap[];
}

/** Collects an answer that may be split over pages; the status of each result shows whether it is complete. */
export function collected(pages: readonly GetMetricDataCommandOutput[], more: boolean): MetricAnswers {
  const points = new Map<string, { times: number[]; values: number[]; label: string }>();
  const said = new Set<string>();
  const partial = new Map<string, string>();
  for (const { MetricDataResults = [], Messages = [] } of pages) {
    for (const { Value } of Messages) said.add(Value ?? "");
    for (const {
      Id = "",
      Label = "",
      Timestamps = [],
      Values = [],
      StatusCode,
      Messages: own = [],
    } of MetricDataResults) {
      const key = `${Id}\n${Label}`;
      const known = points.get(key) ?? { times: [], values: [], label: Label };
      points.set(key, known);
      known.times.push(...Timestamps.map((time) => time.getTime() / 1000));
      known.values.push(...Values);
      // The status describes the line up to and including this page.
      if (StatusCode === "PartialData") partial.set(key, Label || Id);
      else partial.delete(key);
      if (StatusCode === "Forbidden") said.add(`CloudWatch does not show ${Label || Id}`);
      if (StatusCode === "InternalError") said.add(`CloudWatch failed on ${Label || Id}`);
      for (const { Value } of own) said.add(Value ?? "");
    }
  }
  for (const line of partial.values()) said.add(`CloudWatch gave a part of ${line}`);
  if (more) said.add("more points than are read at once");
  return {
    points: new Map([...points].map(([key, found]) => [key.split("\n")[0] ?? "", found])),
    labelled: [...points.values()].map((found) => ({ label: found.label, points: found })),
    limits: limitsOf([...points].flatMap(([key, found]) => (key.startsWith(`${BAND}\n`) ? [found] : []))),
    gaps: [...said].filter((reason) => reason !== "").map((reason) => ({ what: "metrics", reason })),
  };
}

/** Puts points on a grid; undefined if there are none. */
export function toSeries(points: LinePoints | undefined, { start, end }: Window, step: number): Series | undefined {
  if (!points || points.times.length === 0) return undefined;
  const values = new Float64Array(Math.max(0, Math.ceil((end - start) / step))).fill(Number.NaN);
  for (const [index, time] of points.times.entries()) {
    const position = Math.floor((time - start) / step);
    if (position >= 0 && position < values.length) values[position] = points.values[index] ?? Number.NaN;
  }
  return { start, step, values };
}

/** Rounds a window down to the period, as CloudWatch does, so that each look gets the same points. */
export function alignedTo({ start, end }: Window, step: number): Window {
  return { start: Math.floor(start / step) * step, end: Math.ceil(end / step) * step };
}

function limitsOf(lines: readonly LinePoints[]): MetricAnswers["limits"] {
  const at = new Map<number, readonly [number, number]>();
  for (const { times, values } of lines) {
    for (const [index, time] of times.entries()) {
      const value = values[index] ?? Number.NaN;
      const [low, high] = at.get(time) ?? [value, value];
      at.set(time, [Math.min(low, value), Math.max(high, value)]);
    }
  }
  const [times, limits] = [[...at.keys()], [...at.values()]];
  return {
    lower: { times, values: limits.map(([low]) => low) },
    upper: { times, values: limits.map(([, high]) => high) },
  };
}
