import { beforeEach, describe, expect, test } from "vitest";
import type { Window } from "../../../src/findings/measured.ts";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import type { Topology } from "../../../src/telemetry/ports/ports.ts";
import { givenUpContract } from "./given-up.ts";

/** A source that knows of components which call each other in a window. */
export interface TopologyUnderTest {
  readonly topology: Topology;
  readonly window: Window;
  readonly now: () => Date;
}

const { signal } = new AbortController();
const HOUR = 3_600;

/** What every source of the service graph does. */
export function topologyContract(name: string, create: () => Promise<TopologyUnderTest>): void {
  describe(`topology of ${name}`, () => {
    let under: TopologyUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    const graph = async (window = under.window) => under.topology.graph(window, signal);

    test("components have ids of their own, and every edge joins two of them once", async () => {
      const { components, edges } = (await graph()).value;
      const ids = new Set(components.map(({ id }) => id));
      expect(ids.size).toBe(components.length);
      expect(edges.length).toBeGreaterThan(0);
      expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to) || from === to)).toEqual([]);
      expect(new Set(edges.map(({ from, to }) => `${from}\n${to}`)).size).toBe(edges.length);
    });

    test("what is counted of an edge is possible", async () => {
      for (const { calls = 0, faults = 0, responseTime = 0, from, to } of (await graph()).value.edges) {
        expect.soft(faults, `${from} to ${to}`).toBeLessThanOrEqual(calls);
        expect.soft(Math.min(calls, faults, responseTime), `${from} to ${to}`).toBeGreaterThanOrEqual(0);
      }
    });

    test("is known by its name, and by metrics that can be asked for", async () => {
      for (const { name: own, aliases, metrics } of (await graph()).value.components) {
        expect.soft(aliases).toContain(own);
        expect.soft(metrics.filter(({ query }) => !query.namespace || !query.metric || query.period < 1)).toEqual([]);
      }
    });

    test("counts are of the whole window, or a gap says that they are not", async () => {
      const { end } = under.window;
      const parts = [
        { start: end - 8 * HOUR, end: end - 4 * HOUR },
        { start: end - 4 * HOUR, end },
      ];
      const [before = 0, after = 0] = await Promise.all(parts.map(async (part) => callsOf((await graph(part)).value)));
      const whole = await graph({ start: end - 8 * HOUR, end });
      const complete = Math.abs(callsOf(whole.value) - before - after) <= whole.value.edges.length;
      expect(complete || whole.gaps.length > 0).toBe(true);
    });

    test("is believed up to now at most", async () => {
      const { horizon, gaps } = await graph();
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(gaps).toEqual([]);
    });

    givenUpContract((given) => under.topology.graph(under.window, given));
  });
}

function callsOf({ edges }: ServiceGraph): number {
  return edges.reduce((sum, { calls = 0 }) => sum + calls, 0);
}
