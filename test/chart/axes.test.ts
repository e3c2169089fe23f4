import { expect, test } from "vitest";
import { drawn, hour, lineOf, textsOf } from "./drawn.ts";

const HIGH = { width: 600, height: 400 };

test.each([
  ["Milliseconds", 180, ["0", "50 ms", "100 ms", "150 ms", "200 ms"]],
  ["seconds", 0.18, ["0", "50 ms", "100 ms", "150 ms", "200 ms"]],
  ["Seconds", 9, ["0", "2 s", "4 s", "6 s", "8 s", "10 s"]],
  ["s", 1_500, ["0", "5 min", "10 min", "15 min", "20 min", "25 min"]],
  ["Bytes", 3 * 1024 ** 3, ["0", "1 GB", "2 GB", "3 GB"]],
  ["Megabytes", 512, ["0", "200 MB", "400 MB", "600 MB"]],
  ["Bytes/Second", 2048, ["0", "0.5 KB/s", "1 KB/s", "1.5 KB/s", "2 KB/s"]],
  ["Percent", 41, ["0", "10 %", "20 %", "30 %", "40 %", "50 %"]],
  ["Count", 3, ["0", "1", "2", "3"]],
  ["per min", 45_000, ["0", "10 k", "20 k", "30 k", "40 k", "50 k"]],
])("an axis of %s up to %d says it as people do", (unit, value, ticks) => {
  expect(textsOf(drawn({ unit, series: [lineOf("a", hour(value))] }, HIGH))).toEqual(expect.arrayContaining(ticks));
});

test("a unit that the ticks do not say stands above them", () => {
  const series = [lineOf("a", hour(3))];
  expect(textsOf(drawn({ unit: "per min", series }))).toContain("per min");
  expect(textsOf(drawn({ unit: "Count/Second", series }))).toContain("per s");
  expect(textsOf(drawn({ unit: "Count", series }))).not.toContain("Count");
});

test("availability is not squeezed under the ceiling by a zero that is far away", () => {
  const texts = textsOf(drawn({ unit: "%", series: [lineOf("a", [99.2, 99.9, 100])], threshold: 99.5 }));
  expect(texts).toEqual(expect.arrayContaining(["100 %", "limit 99.5 %"]));
  expect(texts).not.toContain("0");
});

test("the limit is on the picture even when nothing comes near it", () => {
  expect(textsOf(drawn({ series: [lineOf("a", hour(1))], threshold: 1_000 }))).toEqual(
    expect.arrayContaining(["limit 1,000", "1,000"]),
  );
});

test("below zero the axis goes below zero", () => {
  expect(textsOf(drawn({ series: [lineOf("a", [-5, 5])] }))).toContain("-4");
});

test("the day and the zone with its offset are named", () => {
  const series = [lineOf("a", hour(1))];
  expect(textsOf(drawn({ series }))).toContain("1 May 2026, UTC");
  expect(textsOf(drawn({ series }, { zone: "Asia/Kolkata" }))).toContain("1 May 2026, Asia/Kolkata (UTC+5:30)");
});

test("midnight is named by its day", () => {
  const texts = textsOf(
    drawn({
      series: [{ name: "a", start: Date.parse("2026-05-01T20:00Z") / 1000, step: 3_600, values: hour(1).slice(0, 9) }],
    }),
  );
  expect(texts).toEqual(expect.arrayContaining(["22:00", "2 May", "02:00"]));
});

test("an hour that the clocks repeat is passed without two ticks at one place", () => {
  const from = Date.parse("2026-10-25T00:00Z") / 1000; // 02:00 in Berlin; at 01:00 UTC it is 02:00 once more
  const svg = drawn(
    { series: [{ name: "a", start: from, step: 600, values: hour(1).slice(0, 26) }] },
    { zone: "Europe/Berlin" },
  );
  expect(textsOf(svg).filter((text) => /^0\d:00$/.test(text))).toEqual(["02:00", "03:00", "04:00", "05:00"]);
});

test.each([1, 60, 3_600, 86_400, 7 * 86_400, 40 * 86_400])(
  "%d seconds between values leave the times readable",
  (step) => {
    const svg = drawn(
      { series: [{ name: "a", start: 1_777_600_000, step, values: hour(1) }] },
      { width: 320, height: 220 },
    );
    const times = textsOf(svg).filter((text) => /^\d\d:\d\d|^\d+ \w{3,4}( \d{4})?$/.test(text));
    expect(times.length).toBeGreaterThanOrEqual(1);
    expect(times.join("  ").length).toBeLessThan(46);
  },
);
