import fc from "fast-check";
import { expect, test } from "vitest";
import { chartPng } from "../../src/chart/render.ts";
import { bodyOf, drawn, hour, lineOf, start, textsOf } from "./drawn.ts";

/** A picture in which every text of others is this one. */
const all = (text: string): string =>
  drawn({
    title: text,
    unit: text,
    series: [lineOf(text, [1, 2, 3]), lineOf(`${text}2`, [3, 2, 1], "dashed")],
    markers: [{ at: start + 60, label: text, kind: "onset" }],
    bands: [{ from: start, to: start + 60, label: text }],
    band: { start, step: 60, lower: [1, 1], upper: [2, 2], label: text },
  });

test.each([
  "<script>alert(1)</script>",
  '"><image href="https://example.org/x.png"/>',
  "</text></svg>",
  "]]><style>*{display:none}</style>",
  "&amp; &lt; &#0;",
])("markup stays text: %s", (text) => {
  const svg = all(text);
  expect(svg).not.toMatch(/<(script|image|style|foreignObject|a)\b/);
  expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  expect(textsOf(drawn({ title: text }))).toContain(text);
  expect(() => chartPng(svg)).not.toThrow();
});

test("new lines, control characters and turned writing become one plain line", () => {
  const texts = textsOf(drawn({ title: "a\r\nb\u0000\u001b[31m\u202ec\ud800d\ufffe" }));
  expect(texts).toContain("a b [31m c\ufffdd");
});

test("a name of a megabyte is cut in its middle", () => {
  const name = `begin${"x".repeat(1e6)}`;
  const svg = drawn({ series: [lineOf(name, hour(1)), lineOf("b", hour(2))] });
  expect(svg.length).toBeLessThan(30_000);
  expect(textsOf(svg).some((text) => /^begin.*…x+$/.test(text))).toBe(true);
});

test("templates of ECharts are only letters", () => {
  for (const text of ["{b}", "{a|b}", "{value}"]) {
    expect(
      textsOf(drawn({ title: text, markers: [{ at: start, label: text }], series: [lineOf(text, [1])] })),
    ).toContain(text);
  }
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("a thing called %s changes no object", (text) => {
  const svg = all(text);
  for (const key in {}) expect.unreachable(`every object has got ${key}`);
  for (const touched of [Object, Object.prototype.toString, Object.prototype.hasOwnProperty]) {
    expect(Object.keys(touched)).toEqual([]);
  }
  expect(textsOf(svg).some((shown) => shown.includes(text))).toBe(true);
});

test("the same chart has the same bytes, whatever was drawn before", () => {
  const parts = {
    series: [lineOf("a", hour(1)), lineOf("b", hour(2))],
    threshold: 3,
    markers: [{ at: start, label: "x" }],
  };
  const first = drawn(parts);
  all("between");
  expect(drawn(parts)).toBe(first);
  expect(chartPng(first).equals(chartPng(drawn(parts)))).toBe(true);
});

test("any body that the archive can hold is drawn", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 });
  const number = fc.oneof(fc.integer({ min: -1e3, max: 1e3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const at = fc.oneof(fc.integer({ min: start, max: start + 3_600 }), number);
  const step = fc.oneof(fc.constant(60), number);
  const values = fc.array(fc.option(number), { maxLength: 12 });
  const parts = fc.record({
    title: text,
    unit: fc.constantFrom("", "ms", "%", "Bytes", "per min"),
    series: fc.array(fc.record({ name: text, start: at, step, values }), { maxLength: 9 }),
    markers: fc.array(fc.record({ at, label: text }), { maxLength: 5 }),
    bands: fc.array(fc.record({ from: at, to: at, label: text }), { maxLength: 3 }),
    band: fc.record({ start: at, step, lower: values, upper: values }),
  });
  const check = fc.property(parts, (given) => {
    const svg = drawn(bodyOf(given), { width: 320, height: 220 });
    expect(svg.replaceAll(/<text[\s\S]*?<\/text>/g, "")).not.toMatch(/NaN|Infinity|undefined/);
    expect(() => chartPng(svg)).not.toThrow();
  });
  fc.assert(check, { numRuns: 60 });
});
