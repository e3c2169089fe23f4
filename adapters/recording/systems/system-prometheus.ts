import type { Prometheus } from "../../../src/telemetry/ports/prometheus.ts";
import { createSimulatedPrometheus } from "../prometheus/simulated.ts";
import { uniform } from "../shop/world/noise.ts";
import type { SystemSeries } from "./system-incident.ts";
import type { SystemRun } from "./system-run.ts";

const WOBBLE = 0.04;
const MINUTE = 60;

/** Prometheus of a system: its own series, and `up` of each of its parts. */
export function createSystemPrometheus(run: SystemRun): Prometheus {
  const { parts, series = [] } = run.incident;
  const up = parts.map(({ id }): SystemSeries => ({ name: "up", labels: { job: id }, usual: 1 }));
  const exposed = [...up, ...series].map((each, index) => ({
    labels: { __name__: each.name, ...each.labels },
    valueAt: (at: number) => valueAt(each, at, index, run),
  }));
  return createSimulatedPrometheus(exposed, run.now);
}

function valueAt(
  { name, usual, bad = usual, isCounter }: SystemSeries,
  at: number,
  salt: number,
  run: SystemRun,
): number {
  const { onset, until, seed } = run;
  const worst = run.isHealthy ? usual : bad;
  if (name === "up") return usual;
  if (isCounter) return usual * at + (worst - usual) * Math.max(0, Math.min(at, until) - onset);
  const noise = 1 + WOBBLE * (2 * uniform(seed, salt, Math.floor(at / MINUTE)) - 1);
  return (at >= onset && at < until ? worst : usual) * noise;
}
