import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings, Measured } from "../../../src/findings/findings.ts";
import type { Signal } from "../../../src/packs/signal.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const AROUND = 40;
const start = FIRED - 37 * 60;
const deploy: Change = {
  id: "c1",
  at: FIRED - 120,
  action: "UpdateService",
  actor: "role/deploy",
  resources: ["app"],
  detail: {},
};

interface Traffic {
  /** Requests and failures of a minute. */
  readonly asked: number;
  readonly failed: number;
  /** So many of the last minutes bring failures; before, one in so many does. */
  readonly minutes?: number;
  readonly oneIn?: number;
  readonly history?: number;
  readonly signal?: "errors" | "availability";
}

/** An application of little traffic, some of which fails. */
function failing(traffic: Traffic, rest: Partial<Findings> = {}) {
  const { asked, failed, minutes = 10, oneIn = 1_000, history = 120, signal = "errors" } = traffic;
  const shown = (count: number) => (signal === "errors" ? count : 100 * (1 - count / asked));
  const measured = (
    of: Signal,
    statistic: string,
    usual: (index: number) => number,
    around: (index: number) => number,
  ): Measured => ({
    component: "app",
    signal: of,
    query: `${of} of app`,
    statistic,
    series: { start, step: 60, values: Float64Array.from({ length: AROUND }, (_, index) => around(index)) },
    baseline: {
      start: start - history * 60,
      step: 60,
      values: Float64Array.from({ length: history }, (_, index) => usual(index)),
    },
  });
  const both = [
    measured(
      signal,
      signal === "errors" ? "Sum" : "Average",
      (index) => shown(Number(index % oneIn === oneIn - 1)),
      (index) => shown(index >= AROUND - minutes ? failed : 0),
    ),
    measured(
      "requests",
      "Sum",
      () => asked,
      () => asked,
    ),
  ];
  const found = findingsOf([{ id: "app", signals: {} }], [], { component: "app", signal }, rest);
  return diagnose({ ...found, symptom: { ...found.symptom, above: signal === "errors" }, measured: both });
}

const sentence = ({ evidence }: ReturnType<typeof diagnose>) =>
  evidence.find(({ kind }) => kind === "metric")?.sentence;

describe("a rate of few requests shows its count and the usual count", () => {
  test.each<[string, Traffic, string]>([
    ["errors", { asked: 20, failed: 8, oneIn: 12 }, "app fails 80 of 200 requests (40 %), usual 1 of 200"],
    [
      "availability in percent",
      { asked: 20, failed: 8, oneIn: 12, signal: "availability" },
      "app fails 80 of 200 requests (40 %), usual 1 of 200",
    ],
    ["errors that never were", { asked: 3, failed: 1 }, "app fails 10 of 30 requests (33 %), usual 0 of 30"],
  ])("%s", (_, traffic, words) => {
    const found = failing(traffic);
    expect(sentence(found)).toBe(words);
    expect(found.hypotheses[0]?.statement.startsWith(words)).toBe(true);
  });

  test.each<[string, Traffic]>([
    ["of many requests", { asked: 500, failed: 200, oneIn: 12 }],
    ["of what is a mean of requests already", { asked: 20.5, failed: 8, oneIn: 12 }],
  ])("but %s what a minute brings", (_, traffic) => {
    expect(sentence(failing(traffic))).toMatch(/^app errors none → \d+ per min/);
  });
});

describe("a handful of failures just after a change", () => {
  const standing = (traffic: Traffic) =>
    failing({ ...traffic, minutes: 3 }, { changes: [deploy] }).hypotheses[0]?.standing;

  test("is no more than possible where it may be chance", () => {
    expect(standing({ asked: 3, failed: 1, history: 9 })).toBe("POSSIBLE");
  });

  test.each<[string, Traffic]>([
    ["a long time without one", { asked: 3, failed: 1, history: 120 }],
    ["that there are more of", { asked: 6, failed: 6, history: 9 }],
  ])("is more than that after %s", (_, traffic) => {
    expect(standing(traffic)).toBe("CONFIRMED");
  });
});
