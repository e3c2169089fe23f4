import type { Gap } from "../investigation/events.ts";
import { reachable } from "../telemetry/reach.ts";
import type { Reading } from "./reading.ts";
import type { Scene } from "./scene.ts";
import { nameOf } from "./sentence.ts";
import { waitedFor } from "./signs.ts";

/** Whom to ask before all can be called normal, nearest first: all that the symptom waits for, however many these are, and whoever else is near. */
export function concerned({ findings, ...scene }: Scene): readonly string[] {
  const near = reachable(findings.graph, [findings.symptom.component]).map(({ id }) => id);
  return [...new Set([...waitedFor({ findings, ...scene }), ...near])];
}

/** Whether nothing that the graph knows measures a component: another account's, or one that is only traced. */
export function isUnmeasured({ components, readings }: Scene, id: string): boolean {
  return (components.get(id)?.metrics ?? []).length === 0 && !readings.has(id);
}

/** What nobody planned to look at, though it is near: those who do not hold up the symptom and are not measured, and logs whose group is not known. */
export function unlooked(scene: Scene): readonly Gap[] {
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

const HOLE = 3;
/** A series that usually has values is expected to have them. */
const USUALLY = 0.9;

/** Whether a signal that usually has values has a hole between shortly before the onset and its last value: what happened there was not seen. */
export function hasHole({ measured: { series, baseline } }: Reading, { onset, findings: { symptom } }: Scene): boolean {
  const usual = baseline.values.filter((value) => !Number.isNaN(value)).length;
  if (usual === 0 || usual < USUALLY * baseline.values.length) return false;
  const { start, step, values } = series;
  const from = Math.max(0, Math.floor((Math.min(onset, symptom.at) - start) / step) - HOLE);
  const until = values.findLastIndex((value) => !Number.isNaN(value));
  let missing = 0;
  for (let index = from; index < until; index++) {
    missing = Number.isNaN(values[index]) ? missing + 1 : 0;
    if (missing >= HOLE) return true;
  }
  return false;
}

/** An alarm fires on what came in its last periods. */
const PERIODS = 6;

/** Whether the alarm's own metric has any value of the time that it fired for: where it has none, the alarm fired because values were missing. */
export function isHeard({ symptom, findings }: Scene): boolean {
  if (!symptom) return false;
  const { start, step, values } = symptom.measured.series;
  const end = Math.ceil((findings.symptom.at - start) / step);
  return values.subarray(Math.max(0, end - PERIODS), Math.max(0, end)).some((value) => !Number.isNaN(value));
}
