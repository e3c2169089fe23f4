import { isMoment } from "./axes/time-axis.ts";
import type { ChartBody } from "./chart.ts";
import { printable } from "./text/letters.ts";

/** Epoch seconds and the value, null if it is missing. */
export type Point = readonly [at: number, value: number | null];

export interface ChartLine {
  readonly name: string;
  readonly dashed: boolean;
  readonly points: readonly Point[];
}

/** A time or a span with its label, before the label is placed. */
export interface Mark {
  readonly at: number;
  readonly text: string;
  readonly kind: "onset" | "change" | "moment" | "alarm" | "ok" | "other";
  /** The end of a span. */
  readonly to?: number;
}

/** The content of a chart, made safe to draw: all times are valid, all texts are plain and on one line. */
export interface Content {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly ChartLine[];
  /** Runs of the usual range: epoch seconds, lower, upper. */
  readonly usual: readonly (readonly (readonly [at: number, lower: number, upper: number])[])[];
  readonly usualName: string;
  readonly threshold: number | undefined;
  readonly marks: readonly Mark[];
}

/** The symbol before a time's label, by kind. */
const SIGN = { onset: "▼ ", change: "◆ ", moment: "" } as const;

/** Larger values are treated as missing, smaller ones than the least as zero. */
const LARGEST = 1e18;
const LEAST = 1e-12;

function toValue(value: number | null | undefined): number | null {
  if (value == null || !(Math.abs(value) <= LARGEST)) return null;
  return Math.abs(value) < LEAST ? 0 : value;
}

export function toContent({ title, unit, series, threshold, markers, bands = [], band }: ChartBody): Content {
  const lines = series.map(({ name, start, step, values, style }) => ({
    name: printable(name) || "unnamed",
    dashed: style === "dashed",
    points: values
      .map((value, index): Point => [start + index * step, toValue(value)])
      .filter(([at]) => isMoment(at))
      .sort(([a], [b]) => a - b),
  }));
  const moments = markers.map(({ at, label, kind = "moment" }) => ({ at, kind, text: SIGN[kind] + printable(label) }));
  const spans = bands.map(({ from, to, label, state = "alarm" }) => ({
    at: Math.min(from, to),
    to: Math.max(from, to),
    kind: state,
    text: printable(label) || state,
  }));
  return {
    title: printable(title),
    unit: printable(unit),
    lines,
    usual: band ? runsOf(band) : [],
    usualName: printable(band?.label ?? "") || "usual range",
    threshold: toValue(threshold) ?? undefined,
    marks: [...spans, ...moments].filter(({ at }) => isMoment(at)),
  };
}

function runsOf({ start, step, lower, upper }: NonNullable<ChartBody["band"]>): Content["usual"] {
  const runs: [number, number, number][][] = [[]];
  for (const [index, value] of lower.entries()) {
    const [at, low, high] = [start + index * step, toValue(value), toValue(upper[index])];
    if (low === null || high === null || !isMoment(at)) runs.push([]);
    else runs.at(-1)?.push([at, Math.min(low, high), Math.max(low, high)]);
  }
  return runs.filter((run) => run.length > 0);
}

/** All values that the axis must cover. */
export function allValues({ lines, usual, threshold }: Content): readonly number[] {
  const drawn = lines.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])));
  const range = usual.flatMap((run) => run.flatMap(([, lower, upper]) => [lower, upper]));
  return [...drawn, ...range, ...(threshold === undefined ? [] : [threshold])];
}

/** The part of the data's span that marks may add on each side; marks farther out are only counted. */
const BESIDE = 0.25;

/** The time span of the chart, from the first value on; undefined if it has no time at all. */
export function timeRange({ lines, usual, marks }: Content): readonly [from: number, to: number] | undefined {
  const drawn = lines.flatMap(({ points }) => points.slice(firstValue(points)).map(([at]) => at));
  const [from, to] = ends(drawn.length > 0 ? drawn : usual.flat().map(([at]) => at));
  const moments = marks.map(({ at }) => at);
  if (from > to) {
    const [first, last] = ends(moments);
    return first > last ? undefined : [first - 60, last + 60];
  }
  const beside = Math.max(60, (to - from) * BESIDE);
  const [first, last] = ends([from, to, ...moments.filter((at) => at >= from - beside && at <= to + beside)]);
  return last - first < 1 ? [first - 30, last + 30] : [first, last];
}

/** The index of the first value of a line: the empty time before it is not shown. All of a line without values is. */
function firstValue(points: ChartLine["points"]): number {
  return Math.max(
    0,
    points.findIndex(([, value]) => value !== null),
  );
}

function ends(moments: readonly number[]): readonly [number, number] {
  return moments.reduce<readonly [number, number]>(
    ([first, last], at) => [Math.min(first, at), Math.max(last, at)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
