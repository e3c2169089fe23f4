import { beforeEach, describe, expect, test } from "vitest";
import type { MetricQuery, Series, Window } from "../../../src/findings/measured.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { givenUpContract } from "./given-up.ts";

/** A source with two metrics that are measured in every period of a window of at least two hours. */
export interface MetricsUnderTest {
  readonly metrics: Metrics;
  readonly known: MetricQuery;
  readonly other: MetricQuery;
  /** Whole hours. */
  readonly window: Window;
  readonly now: () => Date;
}

const { signal } = new AbortController();
const DAY = 86_400;

/** What every source of metrics does. */
export function metricsContract(name: string, create: () => Promise<MetricsUnderTest>): void {
  describe(`metrics of ${name}`, () => {
    let under: MetricsUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    const fetch = async (queries: readonly MetricQuery[], window = under.window) =>
      (await under.metrics.fetch(queries, window, signal)).value;
    const one = async (query: MetricQuery, window = under.window): Promise<Series> => {
      const [series] = await fetch([query], window);
      if (!series) throw new Error(`${query.metric} is not measured`);
      return series;
    };

    test.each([
      ["whole periods", 0, 0],
      ["parts of periods", 17, -43],
      ["thirty days before and a day after", -30 * DAY, DAY],
    ])("a series covers a window of %s, and not a period more", async (_name, sooner, later) => {
      const window = { start: under.window.start + sooner, end: under.window.end + later };
      expectCovered(await one(under.known, window), window, under.known.period);
    });

    test("metrics of several periods cover the same window, each as if it was asked alone", async () => {
      const window = { start: under.window.start + 600, end: under.window.end };
      const longer = { ...under.known, period: 3_600 };
      expect(await fetch([longer, under.known], window)).toEqual([
        await one(longer, window),
        await one(under.known, window),
      ]);
    });

    test("what is measured stands in its own period, whatever else the window holds", async () => {
      const whole = await one(under.known);
      const later = await one(under.known, { ...under.window, start: under.window.start + 3_600 });
      expect(whole.values.every((value) => Number.isFinite(value))).toBe(true);
      expect([...later.values]).toEqual([...whole.values].slice(3_600 / whole.step));
    });

    test("what has not happened yet is missing", async () => {
      const now = under.now().getTime() / 1000;
      const { start, step, values } = await one(under.known, { start: under.window.start, end: now + DAY });
      expect([...values].filter((value, index) => start + index * step >= now && !Number.isNaN(value))).toEqual([]);
    });

    test("answers stand in the order of the queries, undefined where the metric does not exist", async () => {
      const missing = { ...under.known, metric: "NoSuchMetric" };
      const more = { ...under.known, dimensions: { ...under.known.dimensions, Nobody: "knows" } };
      const [known, other] = [await one(under.known), await one(under.other)];
      expect(known).not.toEqual(other);
      const answers = await fetch([under.other, missing, under.known, more, under.other]);
      expect(answers).toEqual([other, undefined, known, undefined, other]);
      expect(await fetch([])).toEqual([]);
    });

    test("is believed up to now at most", async () => {
      const { horizon, gaps } = await under.metrics.fetch([under.known], under.window, signal);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(gaps).toEqual([]);
    });

    givenUpContract((given) => under.metrics.fetch([under.known], under.window, given));
  });
}

/** `period` at least: old values are kept in longer ones. */
function expectCovered({ start, step, values }: Series, window: Window, period: number): void {
  expect(step).toBeGreaterThanOrEqual(period);
  expect(start).toBeLessThanOrEqual(window.start);
  expect(start + step).toBeGreaterThan(window.start);
  const end = start + values.length * step;
  expect(end).toBeGreaterThanOrEqual(window.end);
  expect(end - step).toBeLessThan(window.end);
}
