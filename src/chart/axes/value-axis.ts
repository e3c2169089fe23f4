import { type AxisUnit, scaleFor } from "./axis-unit.ts";

/** An axis of values: its ends and its ticks with their labels. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly name: (value: number) => string;
}

/** Round ticks around all values, starting at zero unless all values are between 90 and 100 %. */
export function valueAxis(values: readonly number[], unit: AxisUnit, ticks: number): ValueAxis {
  let low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (values.length === 0) [low, high] = [0, 1];
  const zoomed = unit.kind === "percent" && low >= 90 && high <= 100;
  if (!zoomed) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  if (high - low < Math.abs(high) * 1e-9 || high === low) [low, high] = zoomed ? [low - 1, low] : [low, low + 1];

  const scale = scaleFor(Math.max(Math.abs(low), Math.abs(high)), unit);
  const whole = unit.kind === "count" && scale.size === 1 && values.every(Number.isInteger);
  const step = roundStep((high - low) / scale.size / ticks, whole);
  const power = Math.floor(Math.log10(step) + 1e-9);
  const decimals = Math.min(12, Math.max(0, (isWhole(step / 10 ** power) ? 0 : 1) - power));
  const digits = { maximumFractionDigits: decimals };
  return {
    low: Math.floor(low / scale.size / step + 1e-9) * step * scale.size,
    high: Math.ceil(high / scale.size / step - 1e-9) * step * scale.size,
    step: step * scale.size,
    name: (value) => {
      const text = (value / scale.size + 0).toLocaleString("en-US", digits);
      return /^-?0$/.test(text) ? "0" : `${text}${scale.name}${unit.per}`;
    },
  };
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9;

/** The smallest of 1, 2, 2.5 or 5 times a power of ten that is at least `least`. */
function roundStep(least: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = [1, 2, 2.5, 5, 10].map((times) => times * power).filter((step) => !whole || isWhole(step));
  return steps.find((step) => step >= least * (1 - 1e-9)) ?? (whole ? 1 : 10 * power);
}
