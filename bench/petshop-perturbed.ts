import { createDraw, gaussian } from "../adapters/recording/shop/world/noise.ts";
import { medianOf } from "../src/engine/series/quantile.ts";
import type { Findings, Measured } from "../src/findings/findings.ts";
import type { Series } from "../src/findings/measured.ts";
import type { RecordedWindow } from "./petshop-windows.ts";

/**
 * Begins to change a window, and changes one of its metrics after the other. `truth`: whether it is of the faulty component or of the alarm's,
 * which are not made worse.
 */
type Perturbation = (draw: () => number) => (measured: Measured, truth: boolean) => Measured;

const SIX_HOURS = 21_600;
const A_DAY = 86_400;
const MINUTES = 5;

/** What other days and other traffic may look like, by name. */
export const perturbations: Readonly<Record<string, Perturbation>> = {
  "half the requests": () => requestsTimes(0.5),
  "four times the requests": () => requestsTimes(4),
  "eight times the requests": () => requestsTimes(8),
  "all values a tenth off": (draw) => (measured) =>
    around(measured, (value) => off(measured, value, 0.1 * normal(draw))),
  "latencies that rise and fall over the day": (draw) => {
    const phase = draw();
    return (measured) =>
      measured.signal === "latency"
        ? around(measured, (value, at) => value * (1 + 0.3 * Math.sin(2 * Math.PI * (phase + at / A_DAY))))
        : measured;
  },
  "a value every minute": (draw) => (measured) => {
    const { baseline, series } = measured;
    const share = measured.signal === "requests" ? 1 / MINUTES : 1;
    const apart = (value: number) => off(measured, share * value, 0.05 * normal(draw));
    return { ...measured, baseline: byMinute(baseline, apart), series: byMinute(series, apart) };
  },
  "requests that rise and fall": (draw) => {
    const phase = draw();
    return (measured) =>
      measured.signal === "requests"
        ? around(measured, (value, at) => value * (1 + 0.7 * Math.sin(2 * Math.PI * (phase + at / SIX_HOURS))))
        : measured;
  },
  "a tenth of the values missing": (draw) => (measured) =>
    around(measured, (value) => (draw() < 0.1 ? Number.NaN : value)),
  "others slow all along": (draw) => (measured, truth) => {
    const by = draw() < 0.3 ? draw() * 4 : 0;
    if (truth || measured.signal !== "latency") return measured;
    const usual = medianOf(measured.baseline.values, 1) ?? 0;
    return since(measured, (value) => value + by * usual);
  },
  "others failing all along": (draw) => (measured, truth) => {
    const fails = draw() < 0.1;
    return fails && !truth && measured.signal === "availability" ? since(measured, () => 66 + 8 * draw()) : measured;
  },
};

/** A window as it might look on another day; the same for the same number. */
export function perturbed(window: RecordedWindow, perturb: Perturbation, number: number): RecordedWindow {
  const { findings, truth } = window;
  const change = perturb(createDraw(number, 1));
  const measured = findings.measured.map((each) => {
    return change(each, each.component === truth || each.component === findings.symptom.component);
  });
  return { ...window, findings: { ...findings, measured } satisfies Findings };
}

/** A mean of more requests varies less. */
function requestsTimes(times: number): ReturnType<Perturbation> {
  return (measured) => {
    const { signal, baseline } = measured;
    if (signal === "requests") return around(measured, (value) => value * times);
    const usual = medianOf(baseline.values, 1) ?? 0;
    const values = baseline.values.map((value) => toMeasure(measured, usual + (value - usual) / Math.sqrt(times)));
    return { ...measured, baseline: { ...baseline, values } };
  };
}

/** Within what the metric can be. */
function toMeasure({ signal }: Measured, value: number): number {
  return signal === "availability" ? Math.min(100, value) : Math.max(0, value);
}

/** A value that is a share of itself off; of an availability what is missing is. */
function off({ signal }: Measured, value: number, by: number): number {
  const times = Math.max(0, 1 + by);
  return signal === "availability" ? 100 - (100 - value) * times : value * times;
}

/** A draw from about the standard normal distribution. */
function normal(draw: () => number): number {
  return gaussian(draw() * 2 ** 32, 0, 0);
}

/** Each value as that of several minutes. */
function byMinute({ start, step, values }: Series, apart: (value: number) => number): Series {
  const minutes = Float64Array.from({ length: values.length * MINUTES }, (_, index) =>
    apart(values[Math.floor(index / MINUTES)] ?? Number.NaN),
  );
  return { start, step: step / MINUTES, values: minutes };
}

type Change = (value: number, at: number) => number;

function around(measured: Measured, change: Change): Measured {
  const { baseline } = measured;
  const values = baseline.values.map((value, index) => change(value, baseline.start + index * baseline.step));
  return since({ ...measured, baseline: { ...baseline, values } }, change);
}

function since(measured: Measured, change: Change): Measured {
  const { series } = measured;
  const values = series.values.map((value, index) => change(value, series.start + index * series.step));
  return { ...measured, series: { ...series, values } };
}
