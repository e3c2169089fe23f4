import { expect, test } from "vitest";
import { type ChartBody, chartBody } from "../../src/chart/chart.ts";
import { chartPng, chartSvg } from "../../src/chart/render.ts";

const start = Date.parse("2026-05-01T03:00:00Z") / 1000;
const body: ChartBody = chartBody.parse({
  type: "chart",
  title: "Errors",
  unit: "errors per min",
  series: [{ name: "checkout", start, step: 60, values: Array.from({ length: 60 }, (_, at) => (at < 40 ? 0 : 41)) }],
  threshold: 5,
  markers: [{ at: start + 2_400, label: "deploy <142>" }],
});

test("says its unit, its limit, its moments and its zone", () => {
  const svg = chartSvg(body, { zone: "Europe/Berlin", theme: "light" });
  for (const words of ["errors per min", "limit 5", "deploy &lt;142&gt;", "Europe/Berlin", "05:30"]) {
    expect.soft(svg).toContain(words);
  }
  expect(svg).toContain("stroke-dasharray");
});

test("the time axis follows the zone", () => {
  expect(chartSvg(body, { zone: "UTC", theme: "light" })).toContain("03:30");
  expect(chartSvg(body, { zone: "Asia/Kolkata", theme: "light" })).toContain("09:00");
});

test("the dark picture has another ground", () => {
  expect(chartSvg(body, { zone: "UTC", theme: "dark" })).toContain("#202225");
});

test("a missing value is a hole in the line, not a zero", () => {
  const values = [5, 5, null, 5, 5];
  const holed = { ...body, threshold: undefined, markers: [], series: [{ name: "a", start, step: 60, values }] };
  const whole = { ...holed, series: [{ name: "a", start, step: 60, values: [5, 5, 5, 5, 5] }] };
  const moves = (svg: string): number => /d="(M[^"]*)"[^>]*stroke="#0072b2"/.exec(svg)?.[1]?.match(/M/g)?.length ?? 0;
  expect(moves(chartSvg(whole, { zone: "UTC", theme: "light" }))).toBe(1);
  expect(moves(chartSvg(holed, { zone: "UTC", theme: "light" }))).toBe(2);
});

test("several lines have a legend", () => {
  const two = { ...body, series: [...body.series, { name: "orders", start, step: 60, values: [1, 2, 3] }] };
  expect(chartSvg(two, { zone: "UTC", theme: "light" })).toContain(">orders<");
});

test.each([[[]], [[{ name: "none", start, step: 60, values: [null, null] }]]])(
  "draws nothing without falling over",
  (series) => {
    expect(chartSvg({ ...body, series }, { zone: "UTC", theme: "light" })).toContain("<svg");
  },
);

test("the picture as PNG has letters", () => {
  const svg = chartSvg(body, { zone: "UTC", theme: "light" });
  const silent = svg.replaceAll(/<text[\s\S]*?<\/text>/g, "");
  expect(chartPng(svg).length).toBeGreaterThan(chartPng(silent).length * 1.2);
});
