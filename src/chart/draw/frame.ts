import { type AxisUnit, toUnit } from "../axes/axis-unit.ts";
import { type Tick, timeTicks } from "../axes/time-axis.ts";
import { type ValueAxis, valueAxis } from "../axes/value-axis.ts";
import { allValues, type Content, timeRange } from "../content.ts";
import { widthOf } from "../text/letters.ts";
import { type ChartStyle, PALETTE, THEME, type Theme } from "./style.ts";

/** A style with all defaults filled in. */
export interface Look {
  readonly zone: string;
  readonly width: number;
  readonly height: number;
  readonly letter: number;
  readonly colour: Theme;
  readonly palette: readonly string[];
}

export function toLook({ zone, theme, width = 600, height = 300, letter = 13 }: ChartStyle): Look {
  return { zone, width, height, letter, colour: THEME[theme], palette: PALETTE[theme] };
}

/** The scales of a chart and the margins of its plot, before the height of its labels is known. */
export interface Scales {
  readonly unit: AxisUnit;
  readonly from: number;
  readonly to: number;
  readonly times: readonly Tick[];
  readonly values: ValueAxis;
  readonly left: number;
  readonly right: number;
  readonly x: (at: number) => number;
}

/** The scales for a chart's content; undefined if it has no time at all. */
export function toScales(content: Content, look: Look, ticks: number): Scales | undefined {
  const span = timeRange(content);
  if (!span) return undefined;
  const [from, to] = span;
  const { width, letter, zone } = look;
  const unit = toUnit(content.unit);
  const values = valueAxis(allValues(content), unit, ticks);
  const widest = tickValues(values).reduce((most, value) => Math.max(most, widthOf(values.name(value), letter)), 0);
  const left = Math.ceil(Math.min(width / 3, widest + letter));
  const right = Math.floor(width - letter);
  const x = (at: number): number => left + ((at - from) / (to - from)) * (right - left);
  const wide = (text: string): number => widthOf(text, letter);
  const times = timeTicks({ from, to, zone }, right - left, (text) => wide(text) + 1.5 * letter).filter(
    ({ at, text }) => x(at) >= wide(text) / 2 && x(at) <= width - wide(text) / 2,
  );
  return { unit, from, to, times, values, left, right, x };
}

/** The values of the ticks, from the lowest to the highest. */
export function tickValues({ low, high, step }: ValueAxis): readonly number[] {
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
}

/** A plot with its final position. */
export interface Frame extends Scales {
  readonly top: number;
  readonly bottom: number;
  readonly y: (value: number) => number;
}

export function toFrame(scales: Scales, top: number, bottom: number): Frame {
  const { low, high } = scales.values;
  return { ...scales, top, bottom, y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top) };
}
