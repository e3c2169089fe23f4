import fc from "fast-check";
import type { Findings, Measured } from "../../src/findings/findings.ts";
import type { Signal } from "../../src/packs/signal.ts";
import { wobbling } from "./hand-made.ts";

/** The findings with every component called otherwise, wherever it is named: in ids, resources, log groups and lines. */
export function renamed(findings: Findings, names: ReadonlyMap<string, string>): Findings {
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length);
  const word = new RegExp(`(?<![\\w-])(${longestFirst.join("|")})(?![\\w-])`, "g");
  return through(findings, (text) => text.replace(word, (name) => names.get(name) ?? name));
}

/** A copy with each string changed, and numbers as they are. */
function through<T>(value: T, change: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === "string") return change(each);
    if (Array.isArray(each)) return each.map(walk);
    if (each === null || typeof each !== "object" || each instanceof Float64Array) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}

/** The findings told in any other order. */
export function shuffled(findings: Findings): fc.Arbitrary<Findings> {
  const all = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const { graph, measured, details, changes, patterns, calls } = findings;
  return fc
    .record({
      graph: fc.record({ components: all(graph.components), edges: all(graph.edges) }),
      measured: all(measured),
      details: all(details),
      changes: all(changes),
      patterns: all(patterns),
      ...(calls && { calls: all(calls) }),
    })
    .map((told) => ({ ...findings, ...told }));
}

const loads: ReadonlySet<Signal> = new Set(["requests", "errors", "throttles", "consumed"]);
const times: ReadonlySet<Signal> = new Set(["latency", "age"]);

/** The findings in other units: times in one, counts in another. Percentages have none. */
export function scaled(findings: Findings, time: number, load: number): Findings {
  const factor = (signal: Signal) => (times.has(signal) ? time : loads.has(signal) ? load : 1);
  const { symptom, measured, details, calls } = findings;
  const { threshold } = symptom;
  return {
    ...findings,
    symptom: { ...symptom, ...(threshold !== undefined && { threshold: threshold * factor(symptom.signal) }) },
    measured: measured.map((each) => multiplied(each, factor(each.signal))),
    // The simulated shop has limits of load only.
    details: details.map((each) => multiplied(each, load)),
    ...(calls && { calls: calls.map((each) => multiplied(each, factor(each.signal))) }),
  };
}

function multiplied<T extends Pick<Measured, "series" | "baseline" | "weeks">>(measured: T, factor: number): T {
  const larger = (values: Float64Array) => values.map((value) => value * factor);
  return {
    ...measured,
    series: { ...measured.series, values: larger(measured.series.values) },
    baseline: { ...measured.baseline, values: larger(measured.baseline.values) },
    ...(measured.weeks && { weeks: { ...measured.weeks, values: larger(measured.weeks.values) } }),
  };
}

/** The findings with components that have nothing to do with it: each with a latency, a change and a log pattern of its own. */
export function withStrangers(findings: Findings, many: number, jump: number): Findings {
  const { symptom, graph, measured, changes, patterns } = findings;
  const like = measured[0];
  if (!like) return findings;
  const ids = Array.from({ length: many }, (_, index) => `stranger-${index}`);
  const slower = (index: number): Measured => ({
    component: ids[index] ?? "",
    signal: "latency",
    query: `latency of ${ids[index]}`,
    statistic: "Average",
    series: { ...like.series, values: wobbling(jump, like.series.values.length, index) },
    baseline: { ...like.baseline, values: wobbling(1, like.baseline.values.length, index + 50) },
  });
  const line = { severity: "error", count: 90, before: 0, firstAt: symptom.at - 300 } as const;
  return {
    ...findings,
    graph: {
      components: [
        ...graph.components,
        ...ids.map((id) => ({ id, name: id, kind: "AWS::ECS::Service", aliases: [], metrics: [], logGroups: [] })),
      ],
      edges: [...graph.edges, ...ids.slice(1).map((to, index) => ({ from: ids[index] ?? "", to }))],
    },
    measured: [...measured, ...ids.map((_, index) => slower(index))],
    changes: [
      ...changes,
      ...ids.map((id) => ({
        id: `change of ${id}`,
        at: symptom.at - 400,
        action: "UpdateService",
        actor: "role/deploy",
        resources: [id],
        detail: {},
      })),
    ],
    patterns: [
      ...patterns,
      ...ids.map((id) => ({ ...line, component: id, group: id, pattern: "it broke", sample: "it broke" })),
    ],
  };
}
