import { expect, test } from "vitest";
import { drawn, hour, lineOf, start, textsOf, type Word, wordsOf } from "./drawn.ts";

const series = [lineOf("a", hour(3))];
const minute = (at: number): number => start + at * 60;

test("onset, change and moment differ in more than colour", () => {
  const markers = [
    { at: minute(10), label: "deploy 142", kind: "change" },
    { at: minute(30), label: "onset", kind: "onset" },
    { at: minute(50), label: "page" },
  ];
  const svg = drawn({ series, markers });
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["◆ deploy 142", "▼ onset", "page"]));
  expect(svg).toContain('stroke-dasharray="6,3"');
  expect(svg).toContain('stroke-dasharray="2,3"');
});

test("states are said in words, and ALARM has another strip than OK", () => {
  const bands = [
    { from: minute(0), to: minute(30), label: "OK", state: "ok" },
    { from: minute(30), to: minute(60), label: "ALARM" },
  ];
  const svg = drawn({ series, bands });
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["OK", "ALARM"]));
  expect(svg).toMatch(/Z" fill="none"[^>]* stroke="#00664a"/);
  expect(svg).toMatch(/Z" fill="#a30200"><\/path>/);
});

test("an alarm that flaps is named once and counted", () => {
  const bands = [10, 14, 18].map((at) => ({ from: minute(at), to: minute(at + 1), label: "ALARM" }));
  expect(textsOf(drawn({ series, bands })).filter((text) => text.startsWith("ALARM"))).toEqual(["ALARM ×3"]);
});

test("the alarm that begins its own state is said once", () => {
  const markers = [{ at: minute(30), label: "alarm" }];
  const bands = [{ from: minute(30), to: minute(60), label: "ALARM" }];
  expect(textsOf(drawn({ series, markers, bands })).filter((text) => /alarm/i.test(text))).toEqual(["ALARM"]);
});

/** A box around a word, a little smaller than the letters. */
function boxOf({ text, x, y, align }: Word): readonly [number, number, number, number] {
  const width = text.length * 6.5;
  const left = align === "end" ? x - width : align === "middle" ? x - width / 2 : x;
  return [left, y - 5, left + width, y + 5];
}

test.each([1, 2, 5])("labels of moments %d minutes apart do not cover each other", (apart) => {
  const markers = Array.from({ length: 12 }, (_, at) => ({ at: minute(at * apart), label: `deploy of service ${at}` }));
  const svg = drawn({ series, markers, threshold: 4 });
  const boxes = wordsOf(svg)
    .filter(({ text }) => /deploy|limit/.test(text))
    .map(boxOf);
  for (const [index, [left, top, right, bottom]] of boxes.entries()) {
    for (const [l, t, r, b] of boxes.slice(index + 1)) {
      expect.soft(left < r && l < right && top < b && t < bottom).toBe(false);
    }
  }
  const said = textsOf(svg).filter((text) => text.startsWith("deploy")).length;
  expect(said).toBeGreaterThanOrEqual(3);
  const also = textsOf(svg).filter((text) => text.startsWith("also marked: deploy of service"));
  expect(also).toHaveLength(said === 12 ? 0 : 1);
});

test("where there is not room for all, the onset is said", () => {
  const changes = Array.from({ length: 30 }, (_, at) => ({
    at: minute(at),
    label: `deploy of service ${at}`,
    kind: "change",
  }));
  const markers = [...changes, { at: minute(15), label: "onset", kind: "onset" }];
  expect(textsOf(drawn({ series, markers }, { width: 320, height: 220 }))).toContain("▼ onset");
});

test("a moment long before the data does not squeeze it, and is named", () => {
  const texts = textsOf(drawn({ series, markers: [{ at: start - 86_400, label: "deploy" }] }));
  expect(texts).not.toContain("deploy");
  expect(texts).toEqual(expect.arrayContaining(["also marked: deploy", "03:30"]));
});

test("a moment soon after the data is still on the picture", () => {
  expect(textsOf(drawn({ series, markers: [{ at: minute(65), label: "alarm" }] }))).toContain("alarm");
});

test("where there is not room for all words, the change that was given first is named", () => {
  const label = (at: number): string => `a change with a rather long name ${at}`;
  const changes = Array.from({ length: 12 }, (_, at) => ({ at: minute(20 + at), label: label(at), kind: "change" }));
  for (const cause of [0, 5, 11]) {
    const markers = [...changes.slice(cause), ...changes.slice(0, cause)];
    expect(textsOf(drawn({ series, markers })), `${cause}`).toContain(`◆ ${label(cause)}`);
  }
});
