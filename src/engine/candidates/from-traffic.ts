import type { Signal } from "../../packs/signal.ts";
import type { Scene } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { symptomCallers, waitedFor } from "./waits.ts";

/** More requests at an entry point (a component without measured callers) before or as the symptom began. */
export function fromTraffic(scene: Scene): readonly Candidate[] {
  const { findings, readings, grid } = scene;
  const called = new Set(findings.graph.edges.map(({ to }) => to));
  const above = symptomCallers(scene);
  return [...readings.keys()].flatMap((component) => {
    if (called.has(component) || !above.has(component) || !grid) return [];
    const reading = readings.get(component)?.find(({ measured }) => measured.signal === "requests");
    const departure = reading?.departure;
    if (!reading?.departed || !departure || reading.onset === undefined) return [];
    const recent = recentOf(reading);
    if (departure.mean < settings.trafficRatio * recent || departure.mean < departure.baseline.high) return [];
    if (reading.onset > scene.onset + settings.together * grid.step) return [];
    return [
      {
        component,
        mechanism: "traffic",
        weight: settings.trafficWeight * (saturated(scene, reading.onset) ? 1 : growthOf(departure.mean, recent)),
        share: undefined,
        strength: reading.departure?.strength ?? 0,
        onset: reading.onset,
        readings: [reading],
        rules: [],
      },
    ];
  });
}

/** How large a growth is: 1 from four times as many on, and if there was nothing before. */
function growthOf(now: number, recent: number): number {
  return recent > 0 ? Math.min(1, Math.log2(now / recent) / Math.log2(settings.fullGrowth)) : 1;
}

/** Signals that rise when load exceeds capacity. */
const filling: ReadonlySet<Signal> = new Set(["throttles", "cpu", "memory", "backlog", "age", "connections"]);

/** Whether something saturated since then: what makes traffic harmful. */
function saturated(scene: Scene, since: number): boolean {
  const near = waitedFor(scene);
  return [...scene.readings.values()]
    .flat()
    .some(
      ({ measured, departed, onset }) =>
        departed &&
        filling.has(measured.signal) &&
        near.has(measured.component) &&
        (onset ?? 0) >= since - settings.together * measured.series.step,
    );
}

/** The median of the requests just before, so that the time of day does not count as growth. */
function recentOf({ measured, departure }: Reading): number {
  const before = measured.series.values.subarray(0, departure?.from ?? 0).filter((value) => !Number.isNaN(value));
  const sorted = before.sort();
  return sorted[Math.floor(sorted.length / 2)] ?? departure?.baseline.median ?? 0;
}
