import process from "node:process";
import { diagnose } from "../src/engine/diagnose.ts";
import { medianOf } from "../src/engine/series/quantile.ts";
import type { Findings, Measured } from "../src/findings/findings.ts";
import type { Component, Edge } from "../src/graph/service-graph.ts";
import type { Signal } from "../src/packs/signal.ts";

/** The engine alone on a large system: `npm run bench:scale -- [components]`, ten series each over a day of minutes. */
const COMPONENTS = Number(process.argv[2] ?? 2_000);
const SIGNALS: readonly Signal[] = [
  "latency",
  "availability",
  "requests",
  "errors",
  "throttles",
  "cpu",
  "memory",
  "backlog",
  "age",
  "connections",
];
const DAY = 1_440;
const AROUND = 70;
const START = 1_790_000_000;
const CULPRIT = Math.floor(COMPONENTS / 3);

const components = Array.from({ length: COMPONENTS }, (_, index): Component => {
  const id = `service-${index}`;
  return { id, name: id, kind: "service", aliases: [id], metrics: [], logGroups: [] };
});
// A tree of callers, so that the culprit is several calls below the one that alarms.
const edges = components.slice(1).map((_, index): Edge => {
  const from = `service-${Math.floor(index / 4)}`;
  return { from, to: `service-${index + 1}`, calls: 1_000, faults: 0, responseTime: 50 };
});
const chain = new Set<number>();
for (let index = CULPRIT; index > 0; index = Math.floor((index - 1) / 4)) chain.add(index);
chain.add(0);

// In an array: a variable would leave an object behind for each of thirty million numbers, and the engine's memory is what is measured.
const state = Uint32Array.of(42);
/** A small generator of even numbers in 0…1, so that every run is the same: Numerical Recipes' constants. */
function draw(): number {
  const next = ((state[0] ?? 0) * 1_664_525 + 1_013_904_223) % 2 ** 32;
  state[0] = next;
  return next / 2 ** 32;
}

function series(length: number, start: number, level: number, from?: number, factor = 1) {
  const values = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    values[index] = level * (0.95 + 0.1 * draw()) * (from !== undefined && index >= from ? factor : 1);
  }
  return { start, step: 60, values };
}

const measured = components.flatMap(({ id }, index) =>
  SIGNALS.map((signal): Measured => {
    const moves = signal === "latency" && chain.has(index);
    const level = signal === "latency" ? 0.1 * (1 + chain.size) : 100;
    return {
      component: id,
      signal,
      query: `Scale ${signal} Average Service=${id} 60 s`,
      statistic: "Average",
      baseline: series(DAY, START, level),
      series: moves
        ? series(AROUND, START + DAY * 60, level, 50, index === CULPRIT ? 9 : 3)
        : series(AROUND, START + DAY * 60, level),
    };
  }),
);
const findings: Findings = {
  symptom: { component: "service-0", signal: "latency", at: START + (DAY + 55) * 60, threshold: 1, above: true },
  graph: { components, edges },
  measured,
  changes: [],
  details: [],
  patterns: [],
  gaps: [],
  horizons: { metrics: START + (DAY + AROUND) * 60 },
  discarded: [],
};

/** The upper half of the tree, the culprit in it: what it takes shows whether time grows as the system does. */
function half(): Findings {
  const kept = new Set(components.slice(0, Math.ceil(COMPONENTS / 2)).map(({ id }) => id));
  const graph = {
    components: components.filter(({ id }) => kept.has(id)),
    edges: edges.filter(({ to }) => kept.has(to)),
  };
  return { ...findings, graph, measured: measured.filter(({ component }) => kept.has(component)) };
}

function measure(some: Findings): { readonly ms: number; readonly right: boolean } {
  const runs = Array.from({ length: 5 }, () => {
    const started = performance.now();
    const diagnosis = diagnose(some);
    return { ms: performance.now() - started, top: diagnosis.hypotheses[0]?.cause.component.id };
  });
  const ms =
    medianOf(
      Float64Array.from(runs, (run) => run.ms),
      1,
    ) ?? 0;
  return { ms: Math.round(ms), right: runs.every(({ top }) => top === `service-${CULPRIT}`) };
}

const { ms, right } = measure(findings);
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
const result = {
  bench: "scale",
  components: COMPONENTS,
  series: measured.length,
  ms,
  halfMs: measure(half()).ms,
  mebibytes,
  right,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
