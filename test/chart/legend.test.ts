import { expect, test } from "vitest";
import { drawn, hour, lineOf, start, textsOf } from "./drawn.ts";

const many = (count: number) => Array.from({ length: count }, (_, at) => lineOf(`line ${at + 1}`, hour(at)));

/** The colours of lines and their samples, without axes and marks. */
const colours = (svg: string): ReadonlySet<string> =>
  new Set([...svg.matchAll(/stroke="(#\w{6})" stroke-width="(?:2\.5|3|2)"/g)].map(([, colour = ""]) => colour));

test("every line is named in its own colour, up to eight", () => {
  const svg = drawn({ series: many(8) });
  expect(textsOf(svg)).toEqual(expect.arrayContaining(many(8).map(({ name }) => name)));
  expect(colours(svg).size).toBe(8);
});

test("what is beyond eight is drawn, and counted", () => {
  const svg = drawn({ series: many(12) });
  expect(textsOf(svg)).toContain("… and 4 more");
  expect(colours(svg).size).toBe(8);
});

test("no line has a colour that the legend does not name", () => {
  const series = many(8).map((line) => ({ ...line, name: `service-${line.name}-in-a-long-sentence` }));
  const svg = drawn({ series }, { width: 320, height: 220 });
  const named = textsOf(svg).filter((text) => text.startsWith("serv")).length;
  expect(named).toBeLessThan(8);
  expect(colours(svg).size).toBe(named);
  expect(textsOf(svg)).toContain(`… and ${8 - named} more`);
});

test("one line alone has the title, and no legend", () => {
  const texts = textsOf(drawn({ title: "Errors of checkout", series: [lineOf("e1", hour(1))] }));
  expect(texts).toContain("Errors of checkout");
  expect(texts).not.toContain("e1");
});

test("what is compared with is dashed, in the picture and in the legend", () => {
  const dashes = (svg: string): number => svg.match(/stroke-dasharray="6,4"/g)?.length ?? 0;
  const solid = [lineOf("today", hour(1)), lineOf("yesterday", hour(2))];
  expect(dashes(drawn({ series: solid }))).toBe(0);
  expect(dashes(drawn({ series: [lineOf("today", hour(1)), lineOf("yesterday", hour(2), "dashed")] }))).toBe(2);
});

test("the usual range is an area with a name, broken where it is not known", () => {
  const band = { start, step: 60, lower: [1, 1, null, 1, 1], upper: [3, 3, 3, 3, 3] };
  const svg = drawn({ series: [lineOf("today", [2, 2, 2, 2, 2])], band });
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["usual range", "today"]));
  expect(svg.match(/<\w+ [^>]*fill-opacity="0.22"/g)).toHaveLength(2);
  expect(textsOf(drawn({ series: [lineOf("today", [2])], band: { ...band, label: "expected" } }))).toContain(
    "expected",
  );
});

test.each(["light", "dark"] as const)("in the %s every colour stands out from the ground by 3 to 1", (theme) => {
  const ground = theme === "light" ? "#ffffff" : "#202225";
  const used = colours(drawn({ series: many(8) }, { theme }));
  expect(used.size).toBe(8);
  for (const colour of used) expect.soft(contrast(colour, ground), colour).toBeGreaterThanOrEqual(3);
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
