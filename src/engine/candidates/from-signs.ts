import { below } from "../../graph/reach.ts";
import type { Signal } from "../../packs/signal.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import type { Candidate } from "./candidate.ts";

/** A signal that by itself names a mechanism: what it must reach beside leaving its baseline, and how much it weighs. */
interface Sign {
  readonly signal: Signal;
  readonly mechanism: string;
  readonly atLeast: number;
  readonly weight: number;
}

/** Ordered as people triage: hard limits first. Percentages for memory and CPU. */
const signs: readonly Sign[] = [
  { signal: "throttles", mechanism: "throttling", atLeast: 0, weight: 0.9 },
  { signal: "memory", mechanism: "memory", atLeast: 85, weight: 0.8 },
  { signal: "cpu", mechanism: "cpu", atLeast: 90, weight: 0.3 },
  { signal: "backlog", mechanism: "backlog", atLeast: 0, weight: 0.2 },
  { signal: "age", mechanism: "backlog", atLeast: 0, weight: 0.2 },
  { signal: "connections", mechanism: "connections", atLeast: 0, weight: 0.2 },
];

/** Components at a limit of their own, among those that the symptom's component waits for. */
export function fromSigns(scene: Scene): readonly Candidate[] {
  const near = waitedFor(scene);
  const all = [...scene.readings.values()].flat();
  return signs.flatMap(({ signal, mechanism, atLeast, weight }) => {
    const found = all.filter((reading) => {
      const least = reading === scene.symptom ? 0 : atLeast;
      return near.has(reading.measured.component) && reading.measured.signal === signal && reaches(reading, least);
    });
    const whole = found.reduce((sum, reading) => sum + sizeOf(reading), 0);
    return found.map((reading) => ({
      component: reading.measured.component,
      mechanism,
      weight:
        weight *
        (whole > 0 ? sizeOf(reading) / whole : 1) *
        (1 - explainedElsewhere(scene, reading.measured.component)),
      share: undefined,
      strength: reading.departure?.strength ?? 0,
      onset: reading.onset ?? scene.onset,
      readings: [reading],
      rules: [],
    }));
  });
}

/** How much of the symptom's loss others make themselves who do not wait for this component, 0 to 1. */
function explainedElsewhere({ blames, findings }: Scene, component: string): number {
  const [first] = lossesOf(findings.symptom.signal);
  const others = blames.filter(
    (blame) =>
      lossOf(blame) === first &&
      blame.own !== undefined &&
      blame.share > 0 &&
      !below(findings.graph, [blame.component]).includes(component),
  );
  return Math.min(
    1,
    others.reduce((sum, { share }) => sum + share, 0),
  );
}

function reaches({ departed, departure }: Reading, atLeast: number): boolean {
  return departed && departure !== undefined && departure.peak >= atLeast && departure.peak > 0;
}

function sizeOf({ departure }: Reading): number {
  return departure ? Math.max(0, departure.mean - departure.baseline.median) : 0;
}

const TRAFFIC_RATIO = 1.5;
const TRAFFIC_WEIGHT = 1.2;

/** More requests at an entry, where nobody measured calls it, before or as the symptom began. */
export function fromTraffic(scene: Scene): readonly Candidate[] {
  const { findings, readings, grid } = scene;
  const called = new Set(findings.graph.edges.map(({ to }) => to));
  const above = callersOf(scene);
  return [...readings.keys()].flatMap((component) => {
    if (called.has(component) || !above.has(component) || !grid) return [];
    const reading = readings.get(component)?.find(({ measured }) => measured.signal === "requests");
    const departure = reading?.departure;
    if (!reading?.departed || !departure || reading.onset === undefined) return [];
    const recent = recentOf(reading);
    if (departure.mean < TRAFFIC_RATIO * recent || departure.mean < departure.baseline.high) return [];
    if (reading.onset > scene.onset + 2 * grid.step) return [];
    return [
      {
        component,
        mechanism: "traffic",
        weight:
          TRAFFIC_WEIGHT * (saturated(scene, reading.onset) ? 1 : Math.min(1, Math.log2(departure.mean / recent) / 2)),
        share: undefined,
        strength: reading.departure?.strength ?? 0,
        onset: reading.onset,
        readings: [reading],
        rules: [],
      },
    ];
  });
}

/** What fills up where more is asked than there is room for. */
const filling: ReadonlySet<Signal> = new Set(["throttles", "cpu", "memory", "backlog", "age", "connections"]);

/** Whether something filled up since: what more traffic leads to where it hurts. */
function saturated(scene: Scene, since: number): boolean {
  const near = waitedFor(scene);
  return [...scene.readings.values()]
    .flat()
    .some(
      ({ measured, departed, onset }) =>
        departed &&
        filling.has(measured.signal) &&
        near.has(measured.component) &&
        (onset ?? 0) >= since - 2 * measured.series.step,
    );
}

/** The middle of what came just before, so that the time of day is no news. */
function recentOf({ measured, departure }: Reading): number {
  const before = measured.series.values.subarray(0, departure?.from ?? 0).filter((value) => !Number.isNaN(value));
  const sorted = before.sort();
  return sorted[Math.floor(sorted.length / 2)] ?? departure?.baseline.median ?? 0;
}

/** The symptom's component and all that it waits for, directly or not; for a queue also who takes from it. */
export function waitedFor(scene: Scene): ReadonlySet<string> {
  return spread(scene, (edge, found) => (found.has(edge.from) ? edge.to : undefined));
}

function callersOf(scene: Scene): ReadonlySet<string> {
  return spread(scene, (edge, found) => (found.has(edge.to) ? edge.from : undefined));
}

interface Hop {
  readonly from: string;
  readonly to: string;
}

function spread(
  { findings }: Scene,
  next: (edge: Hop, found: ReadonlySet<string>) => string | undefined,
): ReadonlySet<string> {
  const { symptom, graph } = findings;
  const queued = symptom.signal === "age" || symptom.signal === "backlog";
  const found = new Set([symptom.component]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const edge of graph.edges) {
      if (edge.asynchronous && !queued) continue;
      const id = next(edge, found);
      if (id !== undefined) found.add(id);
    }
  }
  return found;
}
