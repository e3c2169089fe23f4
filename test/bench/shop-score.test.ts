import { expect, test } from "vitest";
import { wilson } from "../../bench/precision.ts";
import type { Outcome } from "../../bench/shop-play.ts";
import { scoreOf } from "../../bench/shop-score.ts";

test("Wilson's interval holds the share, and is wide where little was seen", () => {
  expect(wilson(95, 100)).toEqual([0.888, 0.978]);
  expect(wilson(3, 3)).toEqual([0.439, 1]);
  expect(wilson(0, 0)).toEqual([0, 1]);
});

const outcome = (rest: Partial<Outcome>): Outcome => ({
  seed: 1,
  mechanism: "deployment",
  truth: "app",
  verdict: "CONFIRMED",
  top: undefined,
  rank: 1,
  ms: 5,
  ...rest,
});

test("a cause on a normal day is wrong, and so is no fault where there is one", () => {
  const normal = { truth: undefined, rank: Number.POSITIVE_INFINITY };
  const { precision, top1, top3, normalInconclusive } = scoreOf([
    outcome({}),
    outcome({ rank: 2, verdict: "LIKELY" }),
    outcome({ ...normal }),
    outcome({ ...normal, verdict: "NO FAULT FOUND" }),
    outcome({ ...normal, verdict: "INCONCLUSIVE" }),
    outcome({ rank: 4, verdict: "NO FAULT FOUND" }),
  ]);
  expect(precision.CONFIRMED).toMatchObject({ right: 1, of: 2, precision: 0.5 });
  expect(precision.LIKELY).toMatchObject({ right: 0, of: 1, precision: 0 });
  expect(precision["NO FAULT FOUND"]).toMatchObject({ right: 1, of: 2, precision: 0.5 });
  expect([top1, top3, normalInconclusive]).toEqual([0.333, 0.667, 1]);
});
