import type { Signal } from "../../packs/signal.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { changesBeforeOnset, mechanismOf } from "./component-changes.ts";
import { waitedFor } from "./waits.ts";

/** Signals that a component's callers drive: a change to a caller may have caused them. */
const broughtAbout: ReadonlySet<Signal> = new Set([
  "requests",
  "consumed",
  "connections",
  "throttles",
  "backlog",
  "cpu",
]);

/** Changes to the symptom's dependencies, and to its callers if these drive the symptom, without any other sign: weak candidates. */
export function fromChanges(scene: Scene): readonly Candidate[] {
  if (!scene.symptom?.departed) return [];
  const { symptom, graph } = scene.findings;
  const callers = graph.edges.flatMap(({ from, to }) => (to === symptom.component ? [from] : []));
  const near = new Set([...waitedFor(scene), ...(broughtAbout.has(symptom.signal) ? callers : [])]);
  return [...near].flatMap((component) => {
    const nothing = { component, onset: scene.onset, share: undefined, strength: 0, readings: [], rules: [] };
    const lead = changesBeforeOnset(scene, nothing).find(({ before }) => before <= settings.showsWithin);
    return lead ? [{ ...nothing, mechanism: mechanismOf(lead.change), weight: settings.changeWeight }] : [];
  });
}
