import { expect, test } from "vitest";
import { chartPng, chartSvg } from "../../src/chart/render.ts";
import { bodyOf, drawn, wordsOf } from "./drawn.ts";

const cells = [
  { name: "checkout", state: "limit", text: "41" },
  { name: "orders", state: "alarm", text: "12" },
  { name: "carts", state: "well", text: "0" },
  { name: "old", state: "silent", text: "no data" },
];
const hexagons = (svg: string): number => [...svg.matchAll(/<polygon /g)].length;

test("each resource is a cell with its name and value, and the states are told in words", () => {
  const svg = drawn({ title: "Lambda function", cells });
  const texts = wordsOf(svg).map(({ text }) => text);
  for (const text of ["Lambda function", "checkout", "41", "orders", "carts", "old", "no data"])
    expect.soft(texts).toContain(text);
  expect(texts).toContain("▲ 1 at a limit · ● 1 in ALARM · 1 well · ? 1 without values");
  expect(hexagons(svg)).toBe(4);
});

test.each([1, 2, 7, 20, 40, 60])(
  "%i cells lie in the picture, none over another, and the others are counted",
  (count) => {
    const many = Array.from({ length: count }, (_, index) => ({ name: `r${index}`, state: "well", text: "" }));
    const svg = drawn({ cells: many }, { width: 600, height: 300 });
    const placed = wordsOf(svg).filter(({ text }) => /^r\d+$/.test(text));
    expect(placed).toHaveLength(Math.min(40, count));
    expect(placed.filter(({ x, y }) => x < 0 || x > 600 || y < 0 || y > 300)).toEqual([]);
    expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(placed.length);
    expect(svg.includes("20 not shown")).toBe(count === 60);
  },
);

test("hostile names are drawn as text on one line, and become a PNG", () => {
  const name = `<script>"\u202e\n${"x".repeat(5_000)}`;
  const svg = chartSvg(bodyOf({ cells: [{ name, state: "well", text: "__proto__" }] }), { zone: "UTC", theme: "dark" });
  expect(svg).not.toContain("<script>");
  expect(chartPng(svg).subarray(1, 4).toString()).toBe("PNG");
});
