import { beforeEach, describe, expect, test } from "vitest";
import type { Window } from "../../../src/findings/measured.ts";
import type { Prometheus } from "../../../src/telemetry/ports/prometheus.ts";
import { givenUpContract } from "./given-up.ts";

/** A server whose series `up` has the label `instance` with the values a (1) and b (0) all over a window. */
export interface PrometheusUnderTest {
  readonly prometheus: Prometheus;
  readonly window: Window;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of PromQL does. */
export function prometheusContract(name: string, create: () => Promise<PrometheusUnderTest>): void {
  describe(`PromQL of ${name}`, () => {
    let under: PrometheusUnderTest;
    beforeEach(async () => {
      under = await create();
    });

    test("a range has each series with its values on one grid within the window", async () => {
      const { prometheus, window } = under;
      const { value, gaps } = await prometheus.range("up", window, signal);
      expect(value.map(({ label }) => /instance="(\w)"/.exec(label)?.[1]).toSorted()).toEqual(["a", "b"]);
      for (const { label, series } of value) {
        expect(series.start).toBeGreaterThan(window.start - series.step);
        expect(series.start + (series.values.length - 1) * series.step).toBeLessThanOrEqual(window.end);
        expect(new Set(series.values)).toEqual(new Set([label.includes('"a"') ? 1 : 0]));
      }
      expect(gaps).toEqual([]);
    });

    test("a long range is asked in fewer points", async () => {
      const { prometheus, window } = under;
      const { value } = await prometheus.range("up", { start: window.end - 30 * 86_400, end: window.end }, signal);
      for (const { series } of value) expect(series.values.length).toBeLessThan(500);
    });

    test("a moment has the value of each series", async () => {
      const { value } = await under.prometheus.instant("up", under.window.end, signal);
      const values = value.map(({ labels, value: each }) => [labels.instance, each]);
      expect(Object.fromEntries(values)).toEqual({ a: 1, b: 0 });
    });

    test("the values of a label are sorted", async () => {
      const { value } = await under.prometheus.labelValues("instance", under.window, signal);
      expect(value).toEqual(["a", "b"]);
    });

    test("is believed up to now at most", async () => {
      const now = under.now().getTime() / 1000;
      const { horizon } = await under.prometheus.range("up", { ...under.window, end: now + 3_600 }, signal);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
    });

    test("what the server does not take is said in its words", async () => {
      await expect(under.prometheus.range("rate(up)", under.window, signal)).rejects.toThrow(
        /does not take it: .*parse/,
      );
    });

    givenUpContract((given) => under.prometheus.range("up", under.window, given));
  });
}
