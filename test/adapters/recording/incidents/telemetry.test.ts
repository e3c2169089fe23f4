import { beforeAll, describe, expect, test } from "vitest";
import { entryAlarm, errorsAlarm } from "../../../../adapters/recording/incidents/alarm.ts";
import { recordedQuery } from "../../../../adapters/recording/incidents/columns.ts";
import { latencyStatistic, recordedComponents } from "../../../../adapters/recording/incidents/graph.ts";
import { type RecordedIncidents, readIncidents } from "../../../../adapters/recording/incidents/incidents.ts";
import { createLooks } from "../../../../adapters/recording/incidents/telemetry.ts";
import { hasMoved } from "../../../../src/engine/series/moved.ts";
import { collect } from "../../../../src/telemetry/collect/collector.ts";
import { cleanUp, folderOf, handMade, INJECTED, idOf, MIDNIGHT, SECOND } from "./hand-made.ts";

cleanUp();
const { signal } = new AbortController();
const NOW = INJECTED + 240;
/** Minute 330 was sampled before the fault was injected. */
const sampled = (minute: number) => MIDNIGHT + minute * 60 + SECOND;
const EVER = { start: MIDNIGHT - 86_400, end: MIDNIGHT + 86_400 };

let incidents: RecordedIncidents;
beforeAll(async () => {
  incidents = await readIncidents(await folderOf(handMade()));
});
const look = (now = NOW) => createLooks(incidents)({ at: INJECTED, now });

describe("metrics", () => {
  const values = async (window: { start: number; end: number }) => {
    const [series] = (await look().metrics.fetch([recordedQuery("pay", "cpu", "Average")], window, signal)).value;
    return [...(series?.values ?? [])];
  };

  test("are as recorded from two minutes before the injection on, and fault-free minutes before that", async () => {
    const recorded = (minute: number) => 20 + (minute % 3);
    const window = { start: sampled(324), end: sampled(334) };
    // 328 was sampled 121 s before it: the last fault-free minutes of the day stand there and before.
    const before = [356, 357, 358, 359].map(recorded);
    expect(await values(window)).toEqual([...before, ...[329, 330, 331, 332, 333, 334].map(recorded)]);
  });

  test("tell of no minute that was sampled later than they are looked at", async () => {
    const seen = await values({ start: sampled(333), end: sampled(340) });
    expect(seen.map(Number.isNaN)).toEqual([false, true, true, true, true, true, true]);
  });

  test("longer periods are means, and sums of what is counted", async () => {
    const window = { start: MIDNIGHT + 7_200, end: MIDNIGHT + 10_800 };
    const queries = [recordedQuery("pay", "cpu", "Average"), recordedQuery("shop", "requests", "Sum")];
    const { value } = await look().metrics.fetch(
      queries.map((query) => ({ ...query, period: 900 })),
      window,
      signal,
    );
    expect(value.map((series) => series?.step)).toEqual([900, 900]);
    expect([...(value[0]?.values ?? [])].every((mean) => Math.abs(mean - 21) < 1e-9)).toBe(true);
    expect([...(value[1]?.values ?? [])].every((sum) => sum === 15 * 102)).toBe(true);
  });
});

test("one statistic of a latency is asked for: one that a part of the requests moves, and a few do not", () => {
  expect(latencyStatistic(["p50", "p90", "p99"])).toBe("p90");
  expect(latencyStatistic(["p50", "p99"])).toBe("p50");
  expect(latencyStatistic(["p99"])).toBe("p99");
  expect(latencyStatistic([])).toBeUndefined();
});

test("of percentiles the one is asked for that most components have: others cannot be compared", () => {
  const column = (component: string, statistic: string) => {
    return { component, signal: "latency" as const, statistic, values: new Float64Array() };
  };
  const columns = ["edge:p50", "edge:p90", "cart:p50", "stock:p50", "bank:p99"].map((name) => {
    const [component = "", statistic = ""] = name.split(":");
    return column(component, statistic);
  });
  const asked = recordedComponents({ ...incidents, columns, edges: [] }).map(
    ({ metrics }) => metrics[0]?.query.statistic,
  );
  expect(asked).toEqual(["p50", "p50", "p50", "p99"]);
});

describe("the graph", () => {
  test("names what each side of a call measures, the median where it is known", async () => {
    const { edges, components } = (await look().topology.graph(EVER, signal)).value;
    const told = edges.map(({ from, to, asynchronous, metrics = [] }) => {
      const named = metrics.map((each) => `${each.side} ${each.signal} ${each.query.statistic}`);
      return { call: `${from} ${to}`, asynchronous, named };
    });
    expect(told).toEqual([
      { call: "shop pay", named: ["caller latency Average", "callee latency Average", "caller requests Sum"] },
      { call: "shop mail", asynchronous: true, named: ["caller latency p50", "callee latency p50"] },
      { call: "pay bank", named: [] },
    ]);
    expect(components.map(({ id, kind, metrics }) => `${id} ${kind} ${metrics.length}`)).toEqual([
      "shop service 2",
      "pay service 2",
      "mail  0",
      "bank  0",
    ]);
  });

  test("counts the calls of a window and how long they took", async () => {
    const { edges } = (await look().topology.graph({ start: sampled(330), end: sampled(332) }, signal)).value;
    expect(edges[0]).toMatchObject({ calls: 61 + 62, responseTime: expect.closeTo((61 + 62) * 0.06, 9) });
    expect(edges[2]).not.toHaveProperty("calls");
  });
});

describe("requests", () => {
  test("one that an error line speaks of failed where the deepest of its components says so", async () => {
    const { value = [] } = (await look().traces?.find(EVER, signal, undefined, "faults")) ?? {};
    const paid = value.find(({ id }) => id === idOf(333));
    const mailed = value.find(({ id }) => id === idOf(330));
    expect(paid).toMatchObject({
      outcome: "fault",
      entry: "shop/shop work",
      cause: `pay: ERROR [${idOf(333)}] Card refused`,
    });
    expect(mailed).toMatchObject({ outcome: "fault", cause: `shop: ERROR [${idOf(330)}] Cannot pay` });
    expect(paid?.spans?.map(({ component, parent }) => [component, parent])).toEqual([
      ["shop", undefined],
      ["shop", 0],
      ["pay", 1],
    ]);
  });

  test("one that is not over yet is not seen, nor a line that was not written yet", async () => {
    const seen = async (now: number) => {
      const { value = [] } = (await look(now).traces?.find(EVER, signal)) ?? {};
      return value.find(({ id }) => id === idOf(333))?.outcome;
    };
    const begun = MIDNIGHT + 333 * 60 + 40;
    expect(await seen(begun + 0.4)).toBeUndefined();
    expect(await seen(begun + 0.8)).toBe("fault");
  });

  test("the times of fault-free ones move with their minute, and so do their spans", async () => {
    const { value = [] } = (await look().traces?.find({ start: sampled(320), end: sampled(321) }, signal)) ?? {};
    // Fault-free minutes of the day's end stand there.
    expect(value.map(({ id }) => id)).toEqual([idOf(351)]);
    expect(value[0]?.at).toBe(MIDNIGHT + 320 * 60 + 40);
    expect(value[0]?.spans?.[0]?.start).toBe(value[0]?.at);
  });
});

test("log lines that were not written yet are not counted, as much of the time before is, and missing minutes are a gap", async () => {
  const window = { start: sampled(330), end: sampled(340) };
  const { value, gaps } = await look().logs.patterns(["pay"], window, window.start, signal);
  const late = value.find(({ pattern }) => pattern === "ERROR Payment <*> is late");
  expect(late).toMatchObject({ count: 4, before: 4, severity: "error", firstAt: MIDNIGHT + 330 * 60 + 30 });
  expect(gaps).toEqual([]);
  const early = { start: MIDNIGHT - 3_600, end: MIDNIGHT + 3_600 };
  const partly = await look().logs.patterns(["pay"], early, early.start, signal);
  expect(partly.gaps).toEqual([{ what: "logs", reason: expect.stringMatching(/^\d+ of 241 minutes are part/) }]);
});

describe("the alarm", () => {
  test("is on what of the entry is furthest out, with a limit midway, and fires as the first value beyond it was sampled", () => {
    const alarm = entryAlarm(incidents, INJECTED, "any");
    expect(alarm).toMatchObject({ component: "shop", at: sampled(331), query: { metric: "latency" } });
    expect(alarm?.deviations).toBeGreaterThan(50);
    expect(alarm?.alarm).toMatchObject({
      threshold: expect.closeTo((2 + 0.13) / 2, 1),
      operator: "GreaterThanThreshold",
    });
  });

  test("is on the loudest error lines of any component", () => {
    expect(errorsAlarm(incidents, INJECTED)).toMatchObject({
      component: "pay",
      query: { metric: "ErrorLines", statistic: "Sum", dimensions: { Service: "pay" } },
    });
  });
});

test("a round of collection brings what was measured of calls, and nothing later than it is looked at", async () => {
  const alarm = entryAlarm(incidents, INJECTED, "any");
  if (!alarm) throw new Error("nothing fires");
  const found = await collect({
    telemetry: createLooks(incidents)({ at: INJECTED, now: NOW }),
    alarm: alarm.alarm,
    at: alarm.at,
    now: NOW,
    budgetMs: 600_000,
    signal,
    onProgress: () => {},
    hasMoved,
  });
  expect(found.symptom).toMatchObject({ component: "shop", signal: "latency" });
  expect(
    found.calls?.map(({ from, to, side, signal: of, statistic }) => [from, to, side, of, statistic].join(" ")),
  ).toEqual([
    "shop pay caller latency Average",
    "shop pay callee latency Average",
    "shop pay caller requests Sum",
    "shop mail caller latency p50",
    "shop mail callee latency p50",
  ]);
  for (const { series, baseline } of [...found.measured, ...(found.calls ?? [])]) {
    expect(baseline.start + baseline.values.length * baseline.step).toBe(series.start);
    const late = [...series.values].filter(
      (value, index) => series.start + (index + 1) * series.step > NOW && !Number.isNaN(value),
    );
    expect(late).toEqual([]);
  }
  expect(found.failed?.traces.every(({ at, duration }) => at + duration <= NOW)).toBe(true);
  expect(found.patterns.every(({ lastAt = 0 }) => lastAt <= NOW)).toBe(true);
});
