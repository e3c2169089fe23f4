import { Resvg } from "@resvg/resvg-js";
import { init } from "echarts";
import { dayAndZone } from "./axes/time-axis.ts";
import type { ChartBody } from "./chart.ts";
import { toContent } from "./content.ts";
import { type Frame, type Look, toFrame, toLook, toScales } from "./draw/frame.ts";
import { drawHoneycomb } from "./draw/honeycomb.ts";
import { drawLimit } from "./draw/limit-line.ts";
import { drawMarks, heightOf, placeMarks } from "./draw/marks.ts";
import { axesOf, toLineSeries } from "./draw/plot.ts";
import { type Shape, words } from "./draw/shapes.ts";
import type { ChartStyle } from "./draw/style.ts";
import { toHeader } from "./text/header.ts";
import { fontFile, shorten, widthOf } from "./text/letters.ts";

export { CHAT, type ChartStyle } from "./draw/style.ts";

/** A chart as SVG text: lines over local time, the limit, states, the usual range, marked times; or a honeycomb. The same input gives the same text. */
export function chartSvg(body: ChartBody, style: ChartStyle): string {
  const look = toLook(style);
  if (body.cells) return draw(look, drawHoneycomb(body, look), {});
  const { width, height, letter, colour } = look;
  const content = toContent(body);
  const header = toHeader(content, look);
  const scales = toScales(content, look, Math.max(2, Math.min(5, Math.floor((height * 0.5) / (letter * 2)))));
  if (!scales) return draw(look, [...header.shapes, nothing(width / 2, height / 2, look)], {});

  const bottom = height - letter * 3;
  const marks = placeMarks(content, scales, look, bottom - header.bottom);
  const top = Math.min(header.bottom + heightOf(marks, look) + 2, bottom - letter);
  const frame = toFrame(scales, top, bottom);
  const empty = content.lines.every(({ points }) => points.every(([, value]) => value === null));
  const shapes = [
    ...header.shapes,
    ...drawMarks(content, marks, frame, look),
    ...drawLimit(content, frame, look),
    ...footer(frame, marks.unsaid, look),
    ...(empty ? [nothing((frame.left + frame.right) / 2, (top + bottom) / 2, look)] : []),
  ];
  const named = look.palette.slice(0, header.named);
  return draw(look, shapes, {
    grid: { left: frame.left, right: width - frame.right, top, bottom: height - bottom },
    ...axesOf(frame, look),
    series: content.lines.map((line, index) => toLineSeries(line, frame, named[index] ?? colour.faint, look)),
  });
}

function nothing(x: number, y: number, { letter, colour }: Look): Shape {
  return words({ x, y, text: "no data", colour: colour.faint, letter: letter * 1.2, align: "center" });
}

/** The day and zone of the times, and the names of the marks that have no label: as many as there is room for, the rest counted. */
function footer(
  { from, to, right }: Frame,
  unsaid: readonly string[],
  { zone, width, height, letter, colour }: Look,
): readonly Shape[] {
  const size = Math.round(letter * 0.9);
  const y = height - letter * 0.75;
  const day = shorten(dayAndZone(from, to, zone), width - letter, size);
  const room = right - letter - widthOf(day, size) - letter / 2;
  const more = alsoMarked(unsaid).find((text) => widthOf(text, size) <= room);
  return [
    words({ x: right, y, text: day, colour: colour.faint, letter: size, align: "right" }),
    words({ x: letter / 2, y, text: more ?? "", colour: colour.faint, letter: size }),
  ];
}

/** "also marked: ◆ UpdateTable, ◆ PutRule and 2 more", the longest first. */
function alsoMarked(unsaid: readonly string[]): readonly string[] {
  const names = [...new Set(unsaid)];
  return names.map((_, index) => {
    const rest = index === 0 ? "" : ` and ${index} more`;
    return `also marked: ${names.slice(0, names.length - index).join(", ")}${rest}`;
  });
}

function draw(
  { width, height, colour }: Look,
  graphic: readonly Shape[],
  option: Readonly<Record<string, unknown>>,
): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: colour.ground, graphic: [...graphic], ...option });
    return withoutCounters(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** Removes ECharts' counters from names, so that the same chart has the same bytes. Texts contain no quotes or brackets. */
function withoutCounters(svg: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/, "")
    .replaceAll(/ class="zr\d+-cls-\d+"/g, "")
    .replaceAll(/(id="|url\(#)zr\d+-(c\d+"|c\d+\)")/g, "$1$2");
}

/** An SVG chart as PNG, at twice its size for phones. The font is bundled, because without one there would be no text. */
export function chartPng(svg: string): Buffer {
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: 2 },
    font: { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: "DejaVu Sans" },
  });
  return resvg.render().asPng();
}
