import { expect, test } from "vitest";
import { skewed } from "../../../../../adapters/recording/shop/harder/conditions/clocks.ts";
import type { ConditionName } from "../../../../../adapters/recording/shop/harder/conditions/condition.ts";
import { harderDay } from "../../../../../adapters/recording/shop/harder/harder-plot.ts";
import type { Simulation } from "../../../../../adapters/recording/shop/simulation.ts";
import { firstCrossing } from "../../../../../adapters/recording/shop/world/alarm.ts";
import { partOf } from "../../../../../adapters/recording/shop/world/graph.ts";
import { createWorld } from "../../../../../adapters/recording/shop/world/world.ts";
import { around, mean, never, played, startedAt } from "../play.ts";
import { callOf, graphOf, harder, waitOf } from "./days.ts";

const seeds = [1, 2, 3, 4, 5, 6];

async function signalOf(simulation: Simulation, component: string, signal: string) {
  const { components } = await graphOf(simulation, -60, 0);
  return components.find(({ id }) => id === component)!.metrics.find((each) => each.signal === signal)!.query;
}

test("something odd stands in the graph before, during and after: flat at 3 s, and never answering", async () => {
  for (const seed of seeds) {
    const simulation = harder("plain", seed, ["odd all day"]);
    const values = await around(simulation, await signalOf(simulation, "visit-recorder", "latency"), -180, 60);
    const written = values.filter((value) => !Number.isNaN(value));
    expect(Math.min(...written)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...written)).toBeLessThan(3.01);
    expect(simulation.telemetry.metrics.unitOf!(await signalOf(simulation, "visit-recorder", "latency"))).toBe(
      "Seconds",
    );
    const available = await around(simulation, await signalOf(simulation, "169.254.170.2", "availability"), -180, 60);
    expect(mean(available)).toBe(0);
    expect(available.some(Number.isNaN)).toBe(true);
    const { edges } = await graphOf(simulation, 0, 5);
    const asked = edges.find(({ to }) => to === "169.254.170.2")!;
    expect(asked.calls).toBeLessThanOrEqual(5);
    expect(asked.faults).toBe(asked.calls);
  }
});

test("some parts have no metrics, and neither the faulty one nor the alarm's is among them", async () => {
  for (const seed of seeds) {
    const simulation = harder("plain", seed, ["unmeasured"]);
    const { components, edges } = await graphOf(simulation, -60, 0);
    const bare = components.filter(({ metrics }) => metrics.length === 0).map(({ id }) => id);
    const known = new Set(components.map(({ id }) => id));
    expect(bare.filter((id) => !/mobile-app|images-bucket|feature-flags|shop-parameters/.test(id))).not.toEqual([]);
    expect(bare).not.toContain(simulation.incident.answer.component);
    expect(known).toContain(simulation.incident.answer.component);
    expect(edges.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
  }
});

test("on some days a caller and a callee that nobody measures stand in the graph, or one that is there is missing", async () => {
  const graphs = await Promise.all(seeds.map((seed) => graphOf(harder("plain", seed, ["unmeasured"]), -60, 0)));
  const sizes = graphs.map(({ components }) => components.map(({ id }) => id));
  expect(sizes.some((ids) => ids.includes("mobile-app"))).toBe(true);
  expect(
    sizes.some(
      (ids) =>
        !["catalog", "search", "cart", "carts", "orders", "email-sender"].every((id) => ids.includes(id)) ||
        ids.length < 25,
    ),
  ).toBe(true);
  const app = graphs.flatMap(({ edges }) => edges).find(({ from }) => from === "mobile-app")!;
  expect(app.calls).toBeGreaterThan(1_000);
});

test("of a sparse part many minutes are missing, and its percentiles jump", async () => {
  for (const seed of seeds) {
    const day = harderDay({ seed, startedAt, kind: "plain", conditions: ["sparse"] });
    const [id] = [...day.plot.surroundings!.sparse.keys()].filter((each) => partOf(each).kind === "service");
    if (id === undefined) continue;
    const simulation = harder("plain", seed, ["sparse"]);
    const requests = (await around(simulation, await signalOf(simulation, id, "requests"), -240, 0)).map((value) =>
      Number.isNaN(value) ? 0 : value,
    );
    expect(mean(requests), id).toBeLessThan(9);
    const latency = await around(simulation, await signalOf(simulation, id, "latency"), -240, 0);
    const written = latency.filter((value) => !Number.isNaN(value));
    expect(latency.map(Number.isNaN)).toEqual(requests.map((value) => value === 0));
    expect(Math.max(...written) / Math.min(...written)).toBeGreaterThan(2.5);
  }
});

test("a new normal is a step that stays, and no alarm fires for it", () => {
  for (const seed of seeds) {
    const { plot, staged } = harderDay({ seed, startedAt, kind: "plain", conditions: ["new normal"] });
    const [stepped] = plot.surroundings!.others;
    if (!stepped) continue;
    const { onset, lastsMinutes } = staged.world.disturbance;
    expect(stepped.lastsMinutes).toBe(Number.POSITIVE_INFINITY);
    expect(stepped.onset).toBeLessThan(staged.fired.at / 60);
    expect(stepped.modifiers[0]!.component).not.toBe(plot.component);
    const calm = createWorld(seed, { onset, lastsMinutes, modifiers: [] }, plot.surroundings);
    expect(firstCrossing(calm, staged.rule, onset - 60, onset + 60, true)).toBeUndefined();
  }
});

test("the clocks of sources are up to a minute apart, and the alarm's own metric keeps the alarm's time", async () => {
  const { telemetry, onsetAt } = played("orders-failing");
  const apart = skewed(telemetry, { metrics: 60, logs: -45, traces: 30, changes: 50 }, "AWS/ApplicationELB");
  const onset = onsetAt.getTime() / 1000;
  const window = { start: onset - 600, end: onset + 600 };
  const { value: graph } = await telemetry.topology.graph(window, never);
  const queries = graph.components.flatMap(({ metrics }) => metrics.map(({ query }) => query));
  const [own, other] = ["AWS/ApplicationELB", "ApplicationSignals"].map(
    (name) => queries.find(({ namespace }) => namespace === name)!,
  );
  const before = (await telemetry.metrics.fetch([own!, other!], window, never)).value;
  const after = (await apart.metrics.fetch([own!, other!], window, never)).value;
  expect(after[0]).toEqual(before[0]);
  expect(after[1]!.values.slice(1)).toEqual(before[1]!.values.slice(0, -1));
  expect(after[1]!.start).toBe(before[1]!.start);
  const day = { start: onset - 86_400, end: onset + 600 };
  const changes = async (of: typeof telemetry) => (await of.changes.during(day, never)).value.map(({ at }) => at);
  expect(await changes(apart)).toEqual((await changes(telemetry)).map((at) => at + 50));
  const first = async (of: typeof telemetry, start: number) =>
    (await of.logs.patterns(["/ecs/shop/orders"], { start, end: start + 900 }, start, never)).value.find(
      ({ pattern }) => pattern.startsWith("TypeError"),
    )!.firstAt;
  expect(await first(apart, onset - 45)).toBe((await first(telemetry, onset)) - 45);
  const traces = async (of: typeof telemetry, by: number) => {
    const moved = { start: window.start + by, end: window.end + by };
    return (await of.traces!.find(moved, never)).value.map(({ at }) => at - by);
  };
  expect(await traces(apart, 30)).toEqual(await traces(telemetry, 0));
});

test("each caller's own measure of its calls agrees with the graph", async () => {
  const simulation = harder("on the way", 3, ["calls measured"]);
  const [from, to] = simulation.incident.answer.between!;
  const { since } = await callOf(simulation, from, to);
  expect(since.metrics!.map(({ side, signal }) => `${side} ${signal}`)).toEqual([
    "caller latency",
    "caller requests",
    "caller errors",
  ]);
  const [latency, requests] = since.metrics!.map(({ query }) => query);
  expect(latency!.dimensions).toEqual({ Environment: "ecs:shop", Service: from, RemoteService: to });
  const waits = mean(await around(simulation, latency!, 5, 25));
  expect(waits / waitOf(since)).toBeCloseTo(1, 1);
  expect(waits).toBeGreaterThan(3 * mean(await around(simulation, latency!, -60, 0)));
  expect(20 * mean(await around(simulation, requests!, 5, 25))).toBeCloseTo(since.calls!, -2);
  expect(simulation.telemetry.metrics.unitOf!(latency!)).toBe("Seconds");
});

test("a day without conditions is the plain shop with its fault", async () => {
  const none: readonly ConditionName[] = [];
  const { components, edges } = await graphOf(harder("plain", 2, none), -60, 0);
  const { components: usual, edges: plain } = await graphOf(played("orders-failing"), -60, 0);
  expect([components.length, edges.length]).toEqual([usual.length, plain.length]);
  expect(edges.every(({ metrics }) => metrics === undefined)).toBe(true);
});
