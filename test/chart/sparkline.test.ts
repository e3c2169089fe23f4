import { expect, test } from "vitest";
import { sparkline } from "../../src/chart/sparkline.ts";

test("a rise is seen at a glance", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
});

test("what was not measured is a space, not a low value", () => {
  expect(sparkline([7, null, 7, Number.NaN])).toBe("█ █ ");
  expect(sparkline([null, null])).toBe("  ");
  expect(sparkline([])).toBe("");
});

test("a single spike survives being made narrow", () => {
  const values = Array.from({ length: 600 }, (_, at) => (at === 301 ? 90 : 1));
  expect(sparkline(values, 10)).toBe("▁▁▁▁▁█▁▁▁▁");
});

test("it begins at zero, so that little change looks little", () => {
  expect(sparkline([100, 101, 99])).toBe("███");
  expect(sparkline([0, 0, 0])).toBe("▁▁▁");
  expect(sparkline([-4, 0, 4])).toBe("▁▅█");
});

test("the largest numbers do not break it", () => {
  expect(sparkline([-Number.MAX_VALUE, Number.MAX_VALUE])).toBe("▁█");
});
