import type { Findings, Measured } from "../../src/findings/findings.ts";
import type { Component, Edge } from "../../src/graph/service-graph.ts";
import type { Signal } from "../../src/packs/signal.ts";

/** A minute of 2026, epoch seconds: when the hand-made alarm fires. */
export const FIRED = 1_790_000_040;
const STEP = 60;
const HISTORY = 120;
const AROUND = 40;
const BAD = 10;

/** A hand-made component: what each signal usually is, and what it is in the last ten minutes. */
export interface Part {
  readonly id: string;
  readonly kind?: string;
  readonly signals: Partial<Record<Signal, readonly [usual: number, bad: number]>>;
}

/** Values around a level that wobble by 4 %, the same for the same salt. */
export function wobbling(level: number, count: number, salt: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    const chance = Math.sin((index + 1) * 12.9898 + salt * 78.233) * 43_758.5453;
    return level * (1 + 0.04 * (2 * (chance - Math.floor(chance)) - 1));
  });
}

/** Findings of hand-made parts; `calls` are "caller>callee", or "caller~callee" where nobody waits. */
export function findingsOf(
  parts: readonly Part[],
  calls: readonly string[],
  symptom: Pick<Findings["symptom"], "component" | "signal" | "threshold" | "above">,
  rest: Partial<Findings> = {},
): Findings {
  const components = parts.map(({ id, kind = "AWS::ECS::Service" }): Component => {
    return { id, name: id, kind, aliases: [`arn:aws:ecs:eu-west-1:1:service/shop/${id}`], metrics: [], logGroups: [] };
  });
  const edges = calls.map((call): Edge => {
    const [from = "", to = ""] = call.split(/[>~]/);
    return { from, to, asynchronous: call.includes("~") };
  });
  return {
    symptom: { at: FIRED, above: true, ...symptom },
    graph: { components, edges },
    measured: parts.flatMap((part, index) => measuredOf(part, index)),
    details: [],
    changes: [],
    patterns: [],
    gaps: [],
    horizons: { metrics: FIRED, changes: FIRED, logs: FIRED, topology: FIRED },
    discarded: [],
    ...rest,
  };
}

function measuredOf(part: Part, salt: number): readonly Measured[] {
  const start = FIRED - (AROUND - 3) * STEP;
  return signalsOf(part).map(([signal, [usual, bad]], index) => {
    const key = salt * 7 + index;
    const values = wobbling(usual, AROUND, key + 1000);
    values.set(wobbling(bad, BAD, key + 2000), AROUND - BAD);
    return {
      component: part.id,
      signal,
      query: `${signal} of ${part.id}`,
      statistic: signal === "requests" || signal === "errors" || signal === "throttles" ? "Sum" : "Average",
      series: { start, step: STEP, values },
      baseline: { start: start - HISTORY * STEP, step: STEP, values: wobbling(usual, HISTORY, key) },
    };
  });
}

const order: readonly Signal[] = [
  "latency",
  "requests",
  "errors",
  "throttles",
  "memory",
  "availability",
  "age",
  "connections",
];

function signalsOf({ signals }: Part): readonly (readonly [Signal, readonly [number, number]])[] {
  return order.flatMap((signal) => {
    const levels = signals[signal];
    return levels ? [[signal, levels] as const] : [];
  });
}

/** A line of errors that a part newly writes from the time on at which it goes bad. */
export function newLine(
  component: string,
  pattern: string,
  given: Partial<Findings["patterns"][number]> = {},
): Findings["patterns"][number] {
  const told = { component, group: `/ecs/${component}`, pattern, sample: pattern, severity: "error" } as const;
  return { ...told, count: 80, before: 0, firstAt: FIRED - 7 * STEP, ...given };
}

/** A front that calls an application, which calls a table that became slow. */
export function slowTable(rest: Partial<Findings> = {}): Findings {
  return findingsOf(
    [
      { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100], errors: [0, 0] } },
      { id: "app", signals: { latency: [0.06, 0.46], requests: [100, 100], errors: [0, 0] } },
      { id: "table", kind: "AWS::DynamoDB::Table", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
      { id: "mail", signals: { latency: [0.02, 0.02], requests: [20, 20], errors: [0, 0] } },
    ],
    ["front>app", "app>table", "front>mail"],
    { component: "front", signal: "latency", threshold: 0.3 },
    rest,
  );
}
