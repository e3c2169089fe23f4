import type { Service } from "@aws-sdk/client-xray";
import { expect, test } from "vitest";
import { withViews } from "../../../adapters/aws/xray/call-views.ts";
import { viewedCalls } from "../../../src/telemetry/collect/viewed-calls.ts";

const HOUR = 3_600;
const start = 1_790_000_000 - (1_790_000_000 % 60);
const since = start + 3 * HOUR - 600;
const window = { start, end: start + 3 * HOUR };

/** Seconds of a call, on both of its sides, and its share of faults. */
interface Side {
  readonly seconds: number;
  readonly faults?: number;
}

/** `a` and `other` call `b`, a hundred times a minute each. */
function services(minutes: number, seen: Side, served: Side, others = 100): readonly Service[] {
  const stats = ({ seconds, faults = 0 }: Side, calls: number) => ({
    SummaryStatistics: {
      TotalCount: calls,
      TotalResponseTime: calls * seconds,
      FaultStatistics: { TotalCount: Math.round(calls * faults) },
    },
    ResponseTimeHistogram: [
      { Value: 0.5 * seconds, Count: calls / 2 },
      { Value: 1.5 * seconds, Count: calls / 2 },
    ],
  });
  const calls = 100 * minutes;
  return [
    { ReferenceId: 0, Name: "a", Edges: [{ ReferenceId: 1, ...stats(seen, calls) }] },
    { ReferenceId: 1, Name: "b", ...stats(served, calls + others * minutes) },
    { ReferenceId: 2, Name: "other", Edges: [{ ReferenceId: 1, ...stats(served, others * minutes) }] },
  ];
}

/** What the graph says of the call from `a` to `b`, where it went from one state to another ten minutes before the end. */
function views(before: readonly [Side, Side], after: readonly [Side, Side], { minutes = 10, others = 100 } = {}) {
  const [early, late] = [services(170, ...before, others), services(minutes, ...after, others)];
  const all = early.map((service, index): Service => {
    const then = late[index];
    const [edge] = service.Edges ?? [];
    const [later] = then?.Edges ?? [];
    return { ...added(service, then), ...(edge && { Edges: [added(edge, later)] }) };
  });
  const idOf = ({ Name }: Service) => Name;
  const edges = withViews([{ from: "a", to: "b" }], { window, all, since, lately: late, idOf });
  return edges[0]?.views;
}

function added<Node extends Service>(one: Node, other: Node | undefined): Node {
  const { SummaryStatistics: first, ResponseTimeHistogram: early = [] } = one;
  const { SummaryStatistics: second, ResponseTimeHistogram: late = [] } = other ?? {};
  if (!first || !second) return one;
  const faults = (first.FaultStatistics?.TotalCount ?? 0) + (second.FaultStatistics?.TotalCount ?? 0);
  return {
    ...one,
    SummaryStatistics: {
      TotalCount: (first.TotalCount ?? 0) + (second.TotalCount ?? 0),
      TotalResponseTime: (first.TotalResponseTime ?? 0) + (second.TotalResponseTime ?? 0),
      FaultStatistics: { TotalCount: faults },
    },
    ResponseTimeHistogram: [...early, ...late],
  };
}

const calm: readonly [Side, Side] = [{ seconds: 0.03 }, { seconds: 0.02 }];

test("what the caller waits longer than the callee takes is told, before and since", () => {
  const told = views(calm, [{ seconds: 1.2 }, { seconds: 0.02 }]);
  expect(told).toMatchObject({ from: start, since, until: window.end });
  expect(told?.caller.before.latency).toBeCloseTo(0.03);
  expect(told?.caller.after.latency).toBeCloseTo(1.2);
  expect(told?.callee.after.latency).toBeCloseTo(0.02);
  expect(told?.caller.after.calls).toBeCloseTo(100);
});

test("calls that fail on the way are told, too", () => {
  const told = views(calm, [{ seconds: 0.03, faults: 0.3 }, { seconds: 0.02 }]);
  expect(told?.caller.after.faults).toBeCloseTo(30);
  expect(told?.callee.after.faults).toBeCloseTo(0);
});

test.each<[string, readonly [Side, Side], { readonly minutes?: number; readonly others?: number }]>([
  ["goes on as ever", calm, {}],
  ["waits as much longer as the callee takes", [{ seconds: 1.01 }, { seconds: 1 }], {}],
  ["alone is what makes the callee slow on average", [{ seconds: 1.03 }, { seconds: 0.52 }], { others: 100 }],
  [
    "fails as often as the callee does",
    [
      { seconds: 0.03, faults: 0.3 },
      { seconds: 0.02, faults: 0.3 },
    ],
    {},
  ],
  ["differs by chance", [{ seconds: 0.0305 }, { seconds: 0.02 }], {}],
  ["was made a few times only", [{ seconds: 1.2 }, { seconds: 0.02 }], { minutes: 0.2 }],
])("nothing is told of a call that %s", (_, after, options) => {
  expect(views(calm, after, options)).toBeUndefined();
});

test("told calls become series of two levels that lose as much in all, for components that are read", () => {
  const told = views(calm, [{ seconds: 1.2 }, { seconds: 0.02 }]);
  const graph = { components: [], edges: told ? [{ from: "a", to: "b", views: told }] : [] };
  const component = (id: string) => ({ id, name: id, kind: "service", aliases: [], metrics: [], logGroups: [] });
  const span = { start: start - 24 * HOUR, boundary: start + 2 * HOUR, end: window.end };
  const calls = viewedCalls(graph, [component("a"), component("b")], span, since + 300);
  expect(calls.map(({ side, signal }) => `${side} ${signal}`)).toEqual([
    "caller latency",
    "caller requests",
    "caller errors",
    "callee latency",
    "callee requests",
    "callee errors",
  ]);
  const [latency] = calls;
  expect(latency?.baseline).toMatchObject({ start, step: 60 });
  expect(latency?.baseline.values).toHaveLength(120);
  expect(latency?.series.values).toHaveLength(60);
  expect(latency?.series.values.at(54)).toBeCloseTo(0.03);
  // What was lost in ten minutes was lost in the last five.
  expect(latency?.series.values.at(55)).toBeCloseTo(0.03 + 2 * 1.17);
  expect(viewedCalls(graph, [component("a")], span, window.end)).toEqual([]);
});
