import { createDraw } from "../adapters/recording/shop/world/noise.ts";
import { medianOf } from "../src/engine/series/quantile.ts";
import type { Findings, Measured } from "../src/findings/findings.ts";
import type { RecordedWindow } from "./petshop-windows.ts";

/**
 * Begins to change a window, and changes one of its metrics after the other. `truth`: whether it is of the faulty component or of the alarm's,
 * which are not made worse.
 */
type Perturbation = (draw: () => number) => (measured: Measured, truth: boolean) => Measured;

const TIMES = 4;
const SIX_HOURS = 21_600;

/** What other days and other traffic may look like, by name. */
export const perturbations: Readonly<Record<string, Perturbation>> = {
  "four times the requests": () => (measured) => {
    const { signal, baseline } = measured;
    if (signal === "requests") return around(measured, (value) => value * TIMES);
    const usual = medianOf(baseline.values, 1) ?? 0;
    const calmer = baseline.values.map((value) => usual + (value - usual) / Math.sqrt(TIMES));
    return { ...measured, baseline: { ...baseline, values: calmer } };
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
