import type { Signal } from "../telemetry/ports.ts";
import { reachable } from "../telemetry/reach.ts";
import { counted, type Reading } from "./reading.ts";
import type { Scene } from "./scene.ts";
import { nameOf, nounOf } from "./sentence.ts";

const RECENT = 3;
/** All of them have to be known up to about the onset; seconds before it. */
const sources = ["metrics", "changes", "logs", "topology"];
const NEAR = 600;
/** A series that usually has values is expected to have them. */
const USUALLY = 0.9;

/** The first thing, in words, that ought to be known before all can be called normal, and is not; undefined where all is known. `seenAt`: the symptom's last value. */
export function absentOf(scene: Scene, seenAt: number): string | undefined {
  const { symptom } = scene.findings;
  const step = scene.symptom?.measured.series.step ?? 60;
  if (seenAt + step <= symptom.at) return `${nounOf(symptom.signal)} after the alarm`;
  const unheard = sources.find((source) => (scene.findings.horizons[source] ?? 0) < scene.onset - NEAR);
  if (unheard !== undefined) return unheard;
  for (const { id } of reachable(scene.findings.graph, [symptom.component])) {
    const known = scene.readings.get(id) ?? [];
    const missing = signalsOf(scene, id).find((signal) => !isKnown(signal, known, scene));
    if (missing) return `${nameOf(scene.components.get(id), id)} ${nounOf(missing)}`;
  }
  return undefined;
}

/** The signals that a component is said to have. */
function signalsOf(scene: Scene, id: string): readonly Signal[] {
  return [...new Set(scene.components.get(id)?.metrics.map(({ signal }) => signal))];
}

/** What is counted when it goes wrong may be absent from a component that is otherwise seen. */
function isKnown(signal: Signal, readings: readonly Reading[], scene: Scene): boolean {
  if (readings.length > 0 && counted.has(signal)) return true;
  return readings.some((reading) => reading.measured.signal === signal && goesOn(reading, scene));
}

/** Whether a series has values up to where its source can be believed, as far as it usually has. */
export function goesOn(
  { measured: { series, baseline } }: Pick<Reading, "measured">,
  { findings }: Pick<Scene, "findings">,
): boolean {
  const usual = baseline.values.filter((value) => !Number.isNaN(value)).length;
  if (usual < USUALLY * baseline.values.length) return true;
  const horizon = findings.horizons.metrics ?? Number.POSITIVE_INFINITY;
  const end = Math.max(0, Math.min(series.values.length, Math.floor((horizon - series.start) / series.step)));
  return series.values.subarray(Math.max(0, end - RECENT), end).some((value) => !Number.isNaN(value));
}
