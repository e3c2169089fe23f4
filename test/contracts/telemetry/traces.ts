import { beforeEach, describe, expect, test } from "vitest";
import type { Window } from "../../../src/findings/measured.ts";
import type { Trace } from "../../../src/findings/trace.ts";
import type { Traces } from "../../../src/telemetry/ports/ports.ts";
import { givenUpContract } from "./given-up.ts";

/** A source with failed requests in a window, some of them through a component. */
export interface TracesUnderTest {
  readonly traces: Traces;
  readonly component: string;
  readonly window: Window;
  readonly now: () => Date;
}

const { signal } = new AbortController();
const RANK: Readonly<Record<Trace["outcome"], number>> = { fault: 0, throttle: 1, error: 2, ok: 3 };

/** What every source of traces does. */
export function tracesContract(name: string, create: () => Promise<TracesUnderTest>): void {
  describe(`traces of ${name}`, () => {
    let under: TracesUnderTest;
    let all: readonly Trace[];
    const find = async (window: Window, component?: string) =>
      (await under.traces.find(window, signal, component)).value;
    beforeEach(async () => {
      under = await create();
      all = await find(under.window);
    });

    test("come the worst first: faults, throttled, errors, then the slowest", () => {
      expect(all.length).toBeGreaterThan(1);
      const sorted = all.toSorted((a, b) => RANK[a.outcome] - RANK[b.outcome] || b.duration - a.duration);
      expect(all.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    });

    test("began in the window", () => {
      expect(all.filter(({ at }) => at < under.window.start || at >= under.window.end)).toEqual([]);
    });

    test("through one component some of all, and none through an unknown one", async () => {
      const ids = new Set(all.map(({ id }) => id));
      const through = await find(under.window, under.component);
      expect(through.length).toBeGreaterThan(0);
      expect(through.length).toBeLessThan(all.length);
      expect(through.filter(({ id }) => !ids.has(id))).toEqual([]);
      expect(await find(under.window, "nobody-has-this-name")).toEqual([]);
    });

    test("where only faults are wanted nothing that went well", async () => {
      const { value } = await under.traces.find(under.window, signal, under.component, "faults");
      expect(value.length).toBeGreaterThan(0);
      expect(value.filter(({ outcome }) => outcome === "ok")).toEqual([]);
    });

    test("are believed up to now at most, and a longer time than is looked through is a gap", async () => {
      const { end } = under.window;
      const seen = await under.traces.find(under.window, signal);
      expect(seen.horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(seen.gaps).toEqual([]);
      expect((await under.traces.find({ start: end - 86_400, end }, signal)).gaps).toHaveLength(1);
    });

    givenUpContract((given) => under.traces.find(under.window, given));
  });
}
