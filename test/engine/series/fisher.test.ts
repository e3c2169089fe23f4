import fc from "fast-check";
import { expect, test } from "vitest";
import { fisherLog10 } from "../../../src/engine/series/fisher.ts";

test("the tea test of Fisher: three of four by chance in 17 of 70", () => {
  const table = { affectedWith: 3, affectedWithout: 1, quietWith: 1, quietWithout: 3 };
  expect(10 ** fisherLog10(table)).toBeCloseTo(17 / 70, 12);
});

test("a fraction more or less never tells more than the whole numbers around it", () => {
  const count = fc.integer({ min: 1, max: 200 });
  const part = fc.double({ min: 0, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(count, count, count, count, part, (affectedWith, affectedWithout, quietWith, quietWithout, more) => {
      const whole = fisherLog10({ affectedWith, affectedWithout, quietWith, quietWithout });
      const fraction = fisherLog10({ affectedWith: affectedWith + more, affectedWithout, quietWith, quietWithout });
      expect(fraction).toBe(whole);
      const rarer = { affectedWith, affectedWithout, quietWith: quietWith - more, quietWithout };
      expect(fisherLog10(rarer)).toBe(whole);
    }),
  );
});

test.each([1e7, 1e12, 1e30])("counts of %d are no chance where they differ, and chance where they do not", (many) => {
  const differing = { affectedWith: many, affectedWithout: 0, quietWith: 0, quietWithout: 3 * many };
  const alike = { affectedWith: many, affectedWithout: many, quietWith: many, quietWithout: many };
  expect(fisherLog10(differing)).toBeLessThan(-1_000);
  expect(fisherLog10(alike)).toBeGreaterThan(-1);
});
