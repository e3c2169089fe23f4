import type { Tick } from "../axes/time-axis.ts";
import type { ChartLine } from "../content.ts";
import { type Frame, type Look, tickValues } from "./frame.ts";
import { DASH, FONT } from "./style.ts";

/** The axes in pixels from the plot's corner, so that ECharts never calculates with extreme values. */
export function axesOf({ left, right, top, bottom, times, values, x, y }: Frame, { letter, colour }: Look) {
  const label = { color: colour.faint, fontFamily: FONT, fontSize: letter };
  const moments = times.map(({ at, text }) => ({ at: x(at) - left, text }));
  const amounts = tickValues(values).map((value) => ({ at: bottom - y(value), text: values.name(value) }));
  return {
    xAxis: {
      type: "value",
      min: 0,
      max: right - left,
      axisLine: { lineStyle: { color: colour.faint }, onZero: false },
      axisTick: { customValues: moments.map(({ at }) => at), lineStyle: { color: colour.faint } },
      axisLabel: { ...label, ...ticked(moments), margin: letter * 0.6 },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: bottom - top,
      axisLine: { show: false },
      axisTick: { show: false, customValues: amounts.map(({ at }) => at) },
      axisLabel: { ...label, ...ticked(amounts), margin: letter / 2 },
      splitLine: { lineStyle: { color: colour.line } },
    },
  };
}

function ticked(ticks: readonly Tick[]) {
  return {
    customValues: ticks.map(({ at }) => at),
    formatter: (pixel: number): string => ticks.find(({ at }) => Math.abs(at - pixel) < 0.5)?.text ?? "",
  };
}

/** A line, thin and grey if it has no colour of its own. A point without neighbours is drawn as a dot, because a line would not show it. */
export function toLineSeries(
  { dashed, points }: ChartLine,
  { left, bottom, x, y }: Frame,
  own: string,
  { colour }: Look,
) {
  const isNamed = own !== colour.faint;
  const isAlone = (at: number): boolean => points[at - 1]?.[1] == null && points[at + 1]?.[1] == null;
  return {
    type: "line",
    z: dashed || !isNamed ? 2 : 3,
    clip: false,
    showAllSymbol: true,
    symbol: "none",
    itemStyle: { color: own },
    lineStyle: { width: !isNamed ? 1 : dashed ? 2 : 2.5, ...(dashed && { type: [...DASH] }) },
    data: points.map(([at, value], index) => {
      const spot = [x(at) - left, value === null ? null : bottom - y(value)];
      return value !== null && isAlone(index) ? { value: spot, symbol: "circle", symbolSize: 6 } : spot;
    }),
  };
}
