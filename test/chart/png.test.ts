import { expect, test } from "vitest";
import { CHAT, chartPng } from "../../src/chart/render.ts";
import { drawn, hour, lineOf } from "./drawn.ts";
import { pixelsOf } from "./pixels.ts";

const of = (parts: Readonly<Record<string, unknown>>, theme: "light" | "dark" = "light") =>
  pixelsOf(chartPng(drawn(parts, { ...CHAT, theme })));

/** How many pixels of a colour lie in a part of the picture, given in shares of it. */
function ink(
  { width, height, at }: ReturnType<typeof of>,
  colour: string,
  [left, top, right, bottom]: readonly number[],
) {
  let count = 0;
  for (let y = Math.floor(height * top!); y < height * bottom!; y++) {
    for (let x = Math.floor(width * left!); x < width * right!; x++) count += at(x, y) === colour ? 1 : 0;
  }
  return count;
}

const PLOT = [0.2, 0.2, 0.95, 0.8];

test("a picture for chat is 1200 by 600 and has its line in the plot", () => {
  const picture = of({ series: [lineOf("a", [1, 9, 2, 8, 3])] });
  expect([picture.width, picture.height]).toEqual([1200, 600]);
  expect(ink(picture, "#0072b2", PLOT)).toBeGreaterThan(2_000);
  expect(ink(picture, "#0072b2", [0, 0, 1, 0.1])).toBe(0);
});

test("the dark picture is dark, with the dark's colour", () => {
  const picture = of({ series: [lineOf("a", [1, 9, 2, 8, 3])] }, "dark");
  expect(picture.at(2, 2)).toBe("#202225");
  expect(ink(picture, "#56b4e9", PLOT)).toBeGreaterThan(2_000);
});

test("a lone value between two holes is a dot", () => {
  const holes = Array.from({ length: 30 }, (_, at) => (at === 0 || at === 15 ? 5 : null));
  const [lone, none] = [
    of({ series: [lineOf("a", holes)] }),
    of({
      series: [
        lineOf(
          "a",
          hour(0).map(() => null),
        ),
      ],
    }),
  ];
  expect(ink(lone, "#0072b2", [0.4, 0, 0.7, 1])).toBeGreaterThan(40);
  expect(ink(none, "#0072b2", [0, 0, 1, 1])).toBe(0);
});

test("the letters of the picture are of the bundled font", () => {
  const picture = of({ title: "MMMMMMMM", series: [lineOf("a", hour(1))] });
  expect(ink(picture, "#1c1d1f", [0, 0, 0.5, 0.1])).toBeGreaterThan(500);
});
