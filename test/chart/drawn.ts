import { type ChartBody, chartBody } from "../../src/chart/chart.ts";
import { type ChartStyle, chartSvg } from "../../src/chart/render.ts";

export const start = Date.parse("2026-05-01T03:00:00Z") / 1000;

/** A line of as many minutes as values. */
export const lineOf = (name: string, values: readonly (number | null)[], style?: "solid" | "dashed") => ({
  name,
  start,
  step: 60,
  values: [...values],
  ...(style && { style }),
});

export const hour = (value: number): readonly number[] => Array.from({ length: 60 }, () => value);

/** A chart read as the archive gives it. */
export function bodyOf(parts: Readonly<Record<string, unknown>>): ChartBody {
  return chartBody.parse({ type: "chart", title: "Errors", unit: "", series: [], ...parts });
}

export function drawn(parts: Readonly<Record<string, unknown>>, style: Partial<ChartStyle> = {}): string {
  return chartSvg(bodyOf(parts), { zone: "UTC", theme: "light", ...style });
}

export interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: string;
}

/** Every text of a picture with the place it is written at. */
export function wordsOf(svg: string): readonly Word[] {
  const pattern = /<text[^>]*text-anchor="(\w+)"[^>]*translate\(([-\d.]+) ([-\d.]+)\)[^>]*>([^<]*)<\/text>/g;
  return [...svg.matchAll(pattern)].map(([, align = "", x, y, text = ""]) => ({
    text: text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    x: Number(x),
    y: Number(y),
    align,
  }));
}

export const textsOf = (svg: string): readonly string[] => wordsOf(svg).map(({ text }) => text);
