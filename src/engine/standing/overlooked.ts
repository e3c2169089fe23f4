import type { Gap } from "../../events/events.ts";
import { reachable } from "../../graph/reach.ts";
import type { Signal } from "../../packs/signal.ts";
import { waitedFor } from "../candidates/waits.ts";
import type { Scene } from "../scene/scene.ts";
import { goesOn, hasHole, isMeasuredAtAlarm } from "../series/absent.ts";
import { failureSignals, type Reading } from "../series/reading.ts";
import { nameOf, nounOf } from "../words/sentence.ts";

/** Sources that have to be known up to the onset. */
const sources = ["metrics", "changes", "logs", "topology"];

/**
 * Words for the first data that is missing before everything can be called normal; undefined if nothing is missing. `seenAt`: the symptom's
 * last value.
 */
export function absentOf(scene: Scene, seenAt: number): string | undefined {
  const { symptom } = scene.findings;
  const step = scene.symptom?.measured.series.step ?? 60;
  if (seenAt + step <= symptom.at) return `${nounOf(symptom)} after the alarm`;
  if (!scene.symptom || !isMeasuredAtAlarm(scene.symptom, scene)) return `${nounOf(symptom)} as the alarm fired`;
  const unheard = sources.find((source) => (scene.findings.horizons[source] ?? 0) < scene.onset);
  if (unheard !== undefined) return unheard;
  const near = waitedFor(scene);
  for (const id of concerned(scene)) {
    const name = nameOf(scene.components.get(id), id);
    if (near.has(id) && isUnmeasured(scene, id)) return `${name}, nothing measures it`;
    const known = scene.readings.get(id) ?? [];
    const missing = signalsOf(scene, id).find((signal) => !isKnown(signal, known, scene));
    if (missing) return `${name} ${nounOf({ signal: missing })}`;
    const broken = known.find((reading) => hasHole(reading, scene));
    if (broken) return `${name} ${nounOf(broken.measured)} of the whole time`;
  }
  return symptom.unseen?.[0];
}

/** The signals that a component is expected to have. */
function signalsOf(scene: Scene, id: string): readonly Signal[] {
  return [...new Set(scene.components.get(id)?.metrics.map(({ signal }) => signal))];
}

/** A count of failures may be absent if other signals of the component are present. */
function isKnown(signal: Signal, readings: readonly Reading[], scene: Scene): boolean {
  if (readings.length > 0 && failureSignals.has(signal)) return true;
  return readings.some((reading) => reading.measured.signal === signal && goesOn(reading, scene));
}

/**
 * Components that have to be known before everything can be called normal, nearest first: all dependencies of the symptom, and other nearby
 * components.
 */
function concerned(scene: Scene): readonly string[] {
  const { graph, symptom } = scene.findings;
  return [...new Set([...waitedFor(scene), ...reachable(graph, [symptom.component]).map(({ id }) => id)])];
}

/** Whether the graph lists no metrics for a component: one of another account, or one that is only traced. */
function isUnmeasured({ components, readings }: Scene, id: string): boolean {
  return (components.get(id)?.metrics ?? []).length === 0 && !readings.has(id);
}

/** Nearby data that is not read by design: unmeasured components that the symptom does not depend on, and logs of an unknown group. */
export function overlooked(scene: Scene): readonly Gap[] {
  const { components } = scene;
  const writing = new Set(
    [...components.values()].flatMap(({ kind, logGroups }) => (logGroups.length > 0 ? kind : [])),
  );
  return concerned(scene).flatMap((id): readonly Gap[] => {
    const { kind = "", logGroups = [] } = components.get(id) ?? {};
    const name = nameOf(components.get(id), id);
    if (isUnmeasured(scene, id)) return [{ what: name, reason: "nothing measures it" }];
    const unheard = logGroups.length === 0 && writing.has(kind);
    return unheard ? [{ what: `logs of ${name}`, reason: "no log group of it is known" }] : [];
  });
}
