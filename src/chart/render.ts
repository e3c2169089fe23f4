import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { init } from "echarts";
import { figure } from "../card/number.ts";
import type { ChartBody } from "./chart.ts";

export interface ChartStyle {
  /** IANA name of the zone of the time axis. */
  readonly zone: string;
  readonly theme: "light" | "dark";
  /** Pixels; readable on a phone when scaled to 360. */
  readonly width?: number;
  readonly height?: number;
}

/** Okabe and Ito's palette, told apart also by the colour-blind; the darkest last on a dark ground. https://jfly.uni-koeln.de/color/ */
const PALETTE = {
  light: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"],
  dark: ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#0072b2"],
} as const;
const THEME = {
  light: { ink: "#1c1d1f", faint: "#5c5f66", line: "#d9dadc", ground: "#ffffff", limit: "#a30200" },
  dark: { ink: "#e7e7e4", faint: "#a5a8ae", line: "#3a3d42", ground: "#202225", limit: "#ff9a94" },
} as const;
const FONT = "DejaVu Sans";

/** A chart as SVG text: lines over time, the limit dashed, moments marked. */
export function chartSvg(body: ChartBody, { zone, theme, width = 600, height = 260 }: ChartStyle): string {
  const colour = THEME[theme];
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  const label = { color: colour.faint, fontFamily: FONT, fontSize: 12 };
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: colour.ground,
    color: [...PALETTE[theme]],
    grid: { left: 56, right: 16, top: 34, bottom: 34 },
    xAxis: {
      type: "time",
      max: ({ max }: { readonly max: number }) => Math.max(max, ...body.markers.map(({ at }) => at * 1000)),
      name: zone,
      nameLocation: "middle",
      nameGap: 22,
      nameTextStyle: label,
      axisLine: { lineStyle: { color: colour.line } },
      axisLabel: { ...label, formatter: (at: number) => time.format(at), hideOverlap: true },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      name: body.unit,
      nameTextStyle: label,
      axisLabel: { ...label, formatter: (value: number) => figure(value) },
      splitLine: { lineStyle: { color: colour.line } },
    },
    legend: {
      show: body.series.length > 1,
      top: 4,
      textStyle: { ...label, color: colour.ink },
    },
    series: body.series.map(({ name, start, step, values }, index) => ({
      type: "line",
      name,
      showSymbol: false,
      connectNulls: false,
      lineStyle: { width: 2 },
      data: values.map((value, i) => [(start + i * step) * 1000, value]),
      ...(index === 0 && { markLine: marks(body, colour.limit, colour.ink) }),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function marks({ threshold, markers }: ChartBody, limit: string, ink: string) {
  const label = { fontFamily: FONT, fontSize: 12, formatter: "{b}", position: "insideEndTop" };
  return {
    symbol: "none",
    silent: true,
    data: [
      ...(threshold === undefined
        ? []
        : [
            {
              name: `limit ${figure(threshold)}`,
              yAxis: threshold,
              lineStyle: { type: "dashed", color: limit },
              label: { ...label, color: limit, position: "insideStartTop" },
            },
          ]),
      ...markers.map(({ at, label: name }) => ({
        name,
        xAxis: at * 1000,
        lineStyle: { type: "dotted", color: ink },
        label: { ...label, color: ink },
      })),
    ],
  };
}

const fontFile = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");

/** An SVG chart as PNG, at twice its size for sharp phones. The font is bundled: without one all text would vanish. */
export function chartPng(svg: string): Buffer {
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: 2 },
    font: { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: FONT },
  });
  return resvg.render().asPng();
}
