import { afterEach, describe, expect, test, vi } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { hasMoved } from "../../../src/engine/series/moved.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Alarm } from "../../../src/events/events.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import type { MetricQuery, Series, Window } from "../../../src/findings/measured.ts";
import { toQueryText } from "../../../src/findings/query-text.ts";
import type { Component, ServiceGraph } from "../../../src/graph/service-graph.ts";
import { type CollectOptions, collect } from "../../../src/telemetry/collect/collector.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";

const ITSELF = "what the alarm itself watches";
const AT = 1_790_000_000;
const NOW = AT + 120;

const query = (name: string, metric = "Latency", statistic = "Average"): MetricQuery => ({
  namespace: "Shop",
  metric,
  dimensions: { Service: name },
  statistic,
  period: 60,
});

const part = (id: string, statistic = "Average"): Component => ({
  id,
  name: id,
  kind: "AWS::ECS::Service",
  aliases: [`arn:aws:ecs:eu-west-1:1:service/shop/${id}`],
  metrics: [{ signal: "latency", query: query(id, "Latency", statistic) }],
  logGroups: [`/ecs/${id}`],
});

const graph: ServiceGraph = {
  components: ["front", "app", "table", "stranger"].map((id) => part(id)),
  edges: [
    { from: "front", to: "app" },
    { from: "app", to: "table" },
  ],
};

const alarmOn = (name: string, metric = query(name)): Alarm => ({
  name: `${name}-slow`,
  account: "1",
  region: "eu-west-1",
  kind: "metric",
  reason: "Threshold Crossed",
  metric: {
    namespace: metric.namespace,
    name: metric.metric,
    dimensions: { ...metric.dimensions },
    statistic: metric.statistic,
    period: metric.period,
  },
  operator: "GreaterThanThreshold",
  threshold: 1,
  children: [],
  simulated: false,
});

/** Telemetry that answers everything with ones, and remembers what it was asked. */
function recorder(given: ServiceGraph = graph): { readonly telemetry: Telemetry; readonly asked: string[] } {
  const asked: string[] = [];
  const telemetry: Telemetry = {
    topology: { graph: async () => ({ value: given, horizon: NOW - 90, gaps: [] }) },
    changes: {
      async during(window) {
        asked.push(`changes ${window.start - AT} ${window.end - AT}`);
        return { value: [], horizon: NOW - 180, gaps: [] };
      },
    },
    logs: {
      async patterns(groups) {
        asked.push(...groups.map((group) => `log ${group}`));
        const group = groups[0] ?? "";
        const line = { pattern: "x", severity: "error", count: 9, before: 0, sample: "x", firstAt: AT } as const;
        return { value: [{ group, ...line }], horizon: NOW - 30, gaps: [] };
      },
    },
    metrics: {
      async fetch(queries, window) {
        asked.push(...queries.map(toQueryText));
        const count = Math.floor((window.end - window.start) / 60);
        const value = queries.map(() => ({ start: window.start, step: 60, values: new Float64Array(count).fill(1) }));
        return { value, horizon: NOW - 60, gaps: [] };
      },
    },
  };
  return { telemetry, asked };
}

function options(telemetry: Telemetry, rest: Partial<CollectOptions> = {}): CollectOptions {
  return {
    telemetry,
    at: AT,
    now: NOW,
    budgetMs: 600_000,
    signal: new AbortController().signal,
    onProgress: () => {},
    hasMoved,
    ...rest,
  };
}

test("looks at all that the alarm's component calls, and at nobody else", async () => {
  const { telemetry } = recorder();
  const findings = await collect(options(telemetry, { alarm: alarmOn("front") }));
  expect(findings.symptom).toMatchObject({ component: "front", signal: "latency", at: AT, threshold: 1, above: true });
  expect(findings.measured.map(({ component }) => component)).toEqual(["front", "app", "table"]);
  expect(findings.patterns[0]).toMatchObject({ component: "front", pattern: "x" });
  expect(findings.horizons).toEqual({ metrics: NOW - 60, changes: NOW - 180, logs: NOW - 30, topology: NOW - 90 });
  expect(findings.gaps).toEqual([]);
});

test("splits a day of history from the hour around the alarm", async () => {
  const { telemetry, asked } = recorder();
  const { measured } = await collect(options(telemetry, { alarm: alarmOn("front") }));
  expect(measured[0]?.series.start).toBe(AT - 3600);
  expect(measured[0]?.baseline.values.length).toBe(24 * 60);
  expect(asked).toContain("changes -10800 120");
});

test("never asks the same twice, and asks for the mean beside a percentile", async () => {
  const { telemetry, asked } = recorder({ ...graph, components: graph.components.map(({ id }) => part(id, "p99")) });
  const alarm = alarmOn("front", query("front", "Latency", "p99"));
  const { measured } = await collect(options(telemetry, { alarm }));
  expect(new Set(asked).size).toBe(asked.length);
  expect(measured.filter(({ component }) => component === "app").map(({ statistic }) => statistic)).toEqual([
    "p99",
    "Average",
  ]);
});

test.each([
  ["an alias", query("x", "Custom"), { Name: "arn:aws:ecs:eu-west-1:1:service/shop/app" }],
  ["a dimension's value", query("x", "Custom"), { Cluster: "shop", ServiceName: "app" }],
])("finds the component by %s", async (_, metric, dimensions) => {
  const { telemetry } = recorder();
  const { symptom, measured } = await collect(options(telemetry, { alarm: alarmOn("x", { ...metric, dimensions }) }));
  expect(symptom.component).toBe("app");
  expect(measured[0]?.query).toContain("Custom");
});

test.each<readonly [string, Alarm, readonly string[] | undefined]>([
  ["a metric of one that the graph knows", alarmOn("front"), undefined],
  ["a metric of one that the graph does not know", alarmOn("billing"), ["whom billing waits for"]],
  ["other alarms", { ...alarmOn("front"), kind: "composite", metric: undefined }, [ITSELF]],
])("what nobody can see of an alarm on %s is told", async (_, alarm, unseen) => {
  const { symptom } = await collect(options(recorder().telemetry, { alarm }));
  expect(symptom.unseen).toEqual(unseen);
});

test("what many have in common, such as an environment, names none of them", async () => {
  const shared = (id: string): Component => {
    const { metrics, ...component } = part(id);
    const dimensions = { Environment: "shop", Service: id };
    return { ...component, metrics: metrics.map((each) => ({ ...each, query: { ...each.query, dimensions } })) };
  };
  const { telemetry } = recorder({ ...graph, components: graph.components.map(({ id }) => shared(id)) });
  const metric = { ...query("billing", "Fault"), dimensions: { Environment: "shop", Service: "billing" } };
  const { symptom } = await collect(options(telemetry, { alarm: alarmOn("billing", metric) }));
  expect(symptom.component).toBe("billing");
});

test("an alarm that nobody knows is looked at by itself", async () => {
  const { telemetry } = recorder();
  const { measured, graph: grown } = await collect(options(telemetry, { alarm: alarmOn("elsewhere") }));
  expect(measured.map(({ component }) => component)).toEqual(["elsewhere"]);
  expect(grown.components.map(({ id }) => id)).toContain("elsewhere");
});

test.each([
  ["why is table slow?", ["table", "app", "front"]],
  ["is all well?", ["front", "stranger", "app", "table"]],
])("the question %j looks where it names, or at the entries", async (text, expected) => {
  const { telemetry } = recorder();
  const { measured } = await collect(options(telemetry, { text }));
  expect(measured.map(({ component }) => component)).toEqual(expected);
});

test("a port that fails is a gap with its remedy, and the rest goes on", async () => {
  const { telemetry } = recorder();
  const logs = {
    patterns: async () => {
      throw new NotSeen("access denied", { remedy: "needs logs:StartQuery" });
    },
  };
  const { measured, gaps } = await collect(options({ ...telemetry, logs }, { alarm: alarmOn("front") }));
  expect(measured).toHaveLength(3);
  expect(gaps).toEqual([
    { what: "logs of /ecs/front, /ecs/app, /ecs/table", reason: "access denied", remedy: "needs logs:StartQuery" },
  ]);
});

test("without a service graph the alarm's own metric is still measured", async () => {
  const { telemetry } = recorder();
  const topology = { graph: () => Promise.reject(new Error("no traces")) };
  const { measured, gaps } = await collect(options({ ...telemetry, topology }, { alarm: alarmOn("front") }));
  expect(measured).toHaveLength(1);
  expect(gaps).toEqual([{ what: "the service graph", reason: "no traces" }]);
});

test("what only rules read is asked for with the rest, and kept apart from it", async () => {
  const { telemetry, asked } = recorder();
  const calls: number[] = [];
  const metrics: Telemetry["metrics"] = {
    fetch(queries, window, signal) {
      calls.push(queries.length);
      return telemetry.metrics.fetch(queries, window, signal);
    },
  };
  const errors: MetricQuery = {
    namespace: "AWS/Lambda",
    metric: "Errors",
    dimensions: { FunctionName: "quote" },
    statistic: "Sum",
    period: 60,
  };
  const found = await collect(options({ ...telemetry, metrics }, { alarm: alarmOn("quote", errors) }));
  expect(found.measured.map(({ signal }) => signal)).toEqual(["errors", "requests", "throttles"]);
  expect(found.details.map(({ query }) => query)).toContain(
    "AWS/Lambda ConcurrentExecutions Maximum FunctionName=quote 60 s",
  );
  expect(asked).toContain("log /aws/lambda/quote");
  expect(calls).toEqual([found.measured.length + found.details.length]);
});

test("what is not reached in time is said, though the port never answers", async () => {
  const { telemetry } = recorder();
  const metrics = { fetch: () => new Promise<never>(() => {}) };
  const { gaps } = await collect(options({ ...telemetry, metrics }, { alarm: alarmOn("front"), budgetMs: 50 }));
  expect(gaps).toEqual([{ what: "metrics of front, app, table", reason: "not reached in time", remedy: "look again" }]);
});

test("tells how far it is", async () => {
  const { telemetry } = recorder();
  const steps: (readonly [number, number])[] = [];
  await collect(
    options(telemetry, { alarm: alarmOn("front"), onProgress: (done, planned) => steps.push([done, planned]) }),
  );
  expect(steps.map(([done]) => done)).toEqual([1, 2, 3, 4]);
  expect(steps.at(-1)).toEqual([4, 4]);
});

test("stops when it is told to", async () => {
  const { telemetry } = recorder();
  await expect(
    collect(options(telemetry, { alarm: alarmOn("front"), signal: AbortSignal.abort(new Error("lease lost")) })),
  ).rejects.toThrow("lease lost");
});

afterEach(() => void vi.useRealTimers());

/** A port's answer that a test gives when it likes. */
function held<T>() {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { answer: () => promise, resolve };
}

test("what there is comes at once when all but the logs has answered, and says what is pending", async () => {
  const { telemetry } = recorder();
  const { answer, resolve } = held<Awaited<ReturnType<Telemetry["logs"]["patterns"]>>>();
  const part = held<Findings>();
  const whole = collect(
    options({ ...telemetry, logs: { patterns: answer } }, { alarm: alarmOn("front"), onPart: part.resolve }),
  );
  const { measured, patterns, pending, horizons } = await part.answer();
  expect(measured.map(({ component }) => component)).toEqual(["front", "app", "table"]);
  expect({ patterns, pending }).toEqual({ patterns: [], pending: ["logs of /ecs/front, /ecs/app, /ecs/table"] });
  expect(horizons).toEqual({ metrics: NOW - 60, changes: NOW - 180, topology: NOW - 90 });
  resolve({ value: [], horizon: NOW, gaps: [] });
  expect(await whole).not.toHaveProperty("pending");
});

test("what there is comes after 4 s though the changes hang, then at growing distances, four times at most", async () => {
  vi.useFakeTimers();
  const components = Array.from({ length: 60 }, (_, index) => ({
    ...part(`p${index}`),
    metrics: [...part(`p${index}`).metrics, ...part(`q${index}`).metrics],
  }));
  const { telemetry } = recorder({ components, edges: components.slice(1).map(({ id }) => ({ from: "p0", to: id })) });
  const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));
  const slow: Telemetry = {
    ...telemetry,
    changes: { during: (...asked) => seconds(40).then(() => telemetry.changes.during(...asked)) },
    metrics: {
      async fetch(queries, window, signal) {
        if (!queries.some(({ dimensions }) => dimensions.Service === "p0")) await seconds(5);
        return telemetry.metrics.fetch(queries, window, signal);
      },
    },
    logs: {
      async patterns(groups, ...rest) {
        await seconds(Number(groups[0]?.replace(/\D/g, "")));
        return telemetry.logs.patterns(groups, ...rest);
      },
    },
  };
  const began = Date.now();
  const told: (readonly [after: number, measured: number])[] = [];
  const whole = collect(
    options(slow, {
      alarm: alarmOn("p0"),
      budgetMs: 60_000,
      onPart: ({ measured, pending }) => {
        expect(pending?.[0]).toBe("changes");
        told.push([(Date.now() - began) / 1000, measured.length]);
      },
    }),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([
    [4, 67],
    [6, 120],
    [10, 120],
    [20, 120],
  ]);
  expect((await whole).measured).toHaveLength(120);
});

test("nothing is told any more once a round has failed", async () => {
  vi.useFakeTimers();
  const { telemetry } = recorder();
  const never = new Promise<never>(() => {});
  const failing = collect(
    options(
      { ...telemetry, changes: { during: () => never } },
      {
        alarm: alarmOn("front"),
        onProgress(_done, _planned, looking) {
          if (looking.startsWith("metrics")) throw new Error("nobody listens");
        },
        onPart: () => {},
      },
    ),
  );
  await expect(failing).rejects.toThrow("nobody listens");
  expect(vi.getTimerCount()).toBe(0);
});

test("nothing is told beforehand where nothing was measured, or where all has answered", async () => {
  const { telemetry } = recorder();
  const parts: Findings[] = [];
  const onPart = (findings: Findings): void => void parts.push(findings);
  await collect(
    options({ ...telemetry, topology: { graph: () => Promise.reject(new Error("no traces")) } }, { onPart }),
  );
  const noLogs = { ...graph, components: graph.components.map((component) => ({ ...component, logGroups: [] })) };
  await collect(options(recorder(noLogs).telemetry, { alarm: alarmOn("front"), onPart }));
  expect(parts).toEqual([]);
});

test("what people accepted is looked at deeper: a week of changes to it, its traces, its logs over the whole episode", async () => {
  const { telemetry, asked } = recorder();
  const now = AT + 3 * 3_600;
  const seen: unknown[] = [];
  const { changes, traces } = await collect(
    options(
      {
        ...telemetry,
        changes: {
          async during({ start, end }, _signal, resource) {
            seen.push([resource, start - now, end - now]);
            const change = {
              id: "c1",
              at: AT - 60,
              action: "UpdateService",
              actor: "ana",
              resources: ["app"],
              detail: {},
            };
            return { value: [change], horizon: now, gaps: [] };
          },
        },
        logs: {
          async patterns(groups, { start, end }) {
            seen.push([groups.join(), start - AT, end - AT]);
            return { value: [], horizon: now, gaps: [] };
          },
        },
        traces: {
          async find({ start, end }, _signal, component) {
            seen.push([component, start - AT, end - AT]);
            const trace = { id: "t1", at: AT, duration: 2, outcome: "fault", entry: "front" } as const;
            return { value: [trace], horizon: now, gaps: [] };
          },
        },
      },
      { alarm: alarmOn("front"), now, focus: ["app"] },
    ),
  );
  const week = -7 * 86_400;
  expect(seen).toEqual(
    expect.arrayContaining([
      ["app", week, 0],
      ["arn:aws:ecs:eu-west-1:1:service/shop/app", week, 0],
      ["app", -1_800, 10_800],
      ["front", -5_400, 1_800],
      ["/ecs/app", -1_800, 10_800],
      ["/ecs/front,/ecs/table", -1_800, 1_800],
    ]),
  );
  expect(changes).toHaveLength(1);
  expect(traces).toMatchObject([{ id: "t1", component: "app" }]);
  expect(new Set(asked).size).toBe(asked.length);
});

test("requests that failed are asked for where calls are followed, of the hour before, too", async () => {
  const { telemetry } = recorder();
  const asked: unknown[] = [];
  const failed = { id: "t1", at: AT, duration: 2, outcome: "fault", entry: "front" } as const;
  const traced: Telemetry = {
    ...telemetry,
    traces: {
      async find({ start, end }, _signal, component, only) {
        asked.push([component, only, start - AT, end - AT]);
        return { value: [failed], horizon: NOW, gaps: [] };
      },
    },
  };
  const found = await collect(options(traced, { alarm: alarmOn("front") }));
  expect(asked).toEqual([["front", "faults", -5_400, NOW - AT]]);
  expect(found.failed).toEqual({ start: AT - 1_800, traces: [failed] });
  const alone = await collect(
    options(
      { ...traced, topology: recorder({ components: [], edges: [] }).telemetry.topology },
      { alarm: alarmOn("front") },
    ),
  );
  expect(alone.failed).toBeUndefined();
  expect(asked).toHaveLength(1);
});

test("no limit leaves out what is near the accepted cause", async () => {
  const chain = Array.from({ length: 80 }, (_, index) => part(`p${index}`));
  const edges = chain.slice(1).map(({ id }, index) => ({ from: `p${index}`, to: id }));
  const measuredOf = async (focus: readonly string[]) => {
    const { measured } = await collect(
      options(recorder({ components: chain, edges }).telemetry, { alarm: alarmOn("p0"), focus }),
    );
    return measured.map(({ component }) => component);
  };
  expect(await measuredOf([])).not.toContain("p60");
  const focused = await measuredOf(["p70"]);
  expect(focused.slice(0, 4)).toEqual(["p0", "p70", "p71", "p72"]);
  expect(focused).toHaveLength(60);
});

describe("the weeks before", () => {
  /** Latency that is ten times as long around the firing, and at that hour of as many days before. */
  function rising(days: number) {
    const windows: Window[] = [];
    const { telemetry } = recorder();
    const metrics: Telemetry["metrics"] = {
      async fetch(queries, window) {
        windows.push(window);
        const value = queries.map(({ period }): Series => {
          const start = Math.floor(window.start / period) * period;
          const values = Float64Array.from({ length: Math.ceil((window.end - start) / period) }, (_, index) => {
            const ago = AT - (start + index * period);
            const day = Math.round(ago / 86_400);
            return Math.abs(ago - day * 86_400) <= 900 && day <= days ? 10 : 1;
          });
          return { start, step: period, values };
        });
        return { value, horizon: window.end, gaps: [] };
      },
    };
    return { telemetry: { ...telemetry, metrics }, windows };
  }

  test("are asked of what left its baseline, and what comes back every day is no news", async () => {
    const { telemetry, windows } = rising(7);
    const { measured } = await collect(options(telemetry, { alarm: alarmOn("front") }));
    expect(windows.map(({ start, end }) => Math.round((end - start) / 86_400))).toContain(28);
    expect(measured.every(({ weeks }) => weeks !== undefined)).toBe(true);
    expect(diagnose(await collect(options(telemetry, { alarm: alarmOn("front") }))).hypotheses).toEqual([]);
  });

  test("are asked of what was never called before, for it may be called once a week", async () => {
    const { telemetry, windows } = rising(-1);
    const metrics: Telemetry["metrics"] = {
      async fetch(queries, window, signal) {
        const { value, ...rest } = await telemetry.metrics.fetch(queries, window, signal);
        const called = (series: Series, index: number) => series.start + index * series.step >= AT - 600;
        const since = (series: Series | undefined) =>
          series && {
            ...series,
            values: series.values.map((value, index) => (called(series, index) ? value : Number.NaN)),
          };
        return { value: value.map(since), ...rest };
      },
    };
    await collect(options({ ...telemetry, metrics }, { alarm: alarmOn("front") }));
    expect(windows.map(({ start, end }) => Math.round((end - start) / 86_400))).toContain(28);
  });

  test("make no fault of tonight harmless, and cost nothing where nothing left its baseline", async () => {
    const tonight = await collect(options(rising(0).telemetry, { alarm: alarmOn("front") }));
    expect(diagnose(tonight).hypotheses.length).toBeGreaterThan(0);
    const calm = rising(-1);
    const { measured } = await collect(options(calm.telemetry, { alarm: alarmOn("front") }));
    expect(measured.every(({ weeks }) => weeks === undefined)).toBe(true);
    expect(calm.windows.every(({ start, end }) => end - start < 3 * 86_400)).toBe(true);
  });
});
