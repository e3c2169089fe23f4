import type { Gap } from "../../events/events.ts";
import type { Candidate } from "../candidates/candidate.ts";
import { unknownCalleesIn } from "../observations/unknown-callees.ts";
import type { Scene } from "../scene/scene.ts";
import { nameOf } from "../words/sentence.ts";
import { changesPending, unseenOf } from "./standing.ts";

/** What is unknown about a candidate, and what is unknown in general: data that may still change its cause. */
export function uncheckedOf(scene: Scene, candidate: Candidate): readonly Gap[] {
  const component = scene.components.get(candidate.component);
  const names = component ? [component.id, component.name, ...component.logGroups] : [];
  const gaps = scene.findings.gaps.filter(
    ({ what }) => !/^(logs|metrics) of /.test(what) || names.some((name) => what.includes(name)),
  );
  return [
    ...gaps,
    ...unmeasured(scene, candidate, gaps),
    ...unknown(scene, candidate),
    ...calls(scene, candidate),
    ...late(scene, candidate),
  ];
}

/** The callers and callees of the alarm's component, if the graph has none. */
function calls({ findings: { graph, symptom }, components }: Scene, { component }: Candidate): readonly Gap[] {
  const isShown = graph.edges.some(({ from, to }) => from === component || to === component);
  if (component !== symptom.component || isShown) return [];
  const what = `whom ${nameOf(components.get(component), component)} calls, and who calls it`;
  return [{ what, reason: "no call graph shows it", remedy: "turn on X-Ray or Application Signals for them" }];
}

/** Callees that the candidate's own lines complain about and that are not in the graph. */
function unknown(scene: Scene, candidate: Candidate): readonly Gap[] {
  const lines = unknownCalleesIn(scene.findings, scene.components, candidate.component);
  return lines.slice(0, 1).map(({ pattern }) => ({
    what: `whom "${pattern}" is about`,
    reason: "the call graph shows nobody of that name, and it may be the one that fails",
  }));
}

function unmeasured(scene: Scene, candidate: Candidate, gaps: readonly Gap[]): readonly Gap[] {
  return unseenOf(scene, candidate.component).flatMap((id) => {
    const what = `metrics of ${nameOf(scene.components.get(id), id)}`;
    return gaps.some((gap) => gap.what === what) ? [] : [{ what, reason: "it may be the one that fails" }];
  });
}

function late(scene: Scene, candidate: Candidate): readonly Gap[] {
  if (!changesPending(scene, candidate)) return [];
  return [{ what: "changes just before", reason: "they come late", remedy: "look again" }];
}
