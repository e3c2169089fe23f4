import type { Gap } from "../investigation/events.ts";
import type { Candidate } from "./candidate.ts";
import type { Scene } from "./scene.ts";
import { nameOf } from "./sentence.ts";
import { changesPending, unseenOf } from "./standing.ts";

/** What was not seen of a candidate, and whatever concerns all: where its cause may still turn out otherwise. */
export function uncheckedOf(scene: Scene, candidate: Candidate): readonly Gap[] {
  const component = scene.components.get(candidate.component);
  const names = component ? [component.id, component.name, ...component.logGroups] : [];
  const gaps = scene.findings.gaps.filter(
    ({ what }) => !/^(logs|metrics) of /.test(what) || names.some((name) => what.includes(name)),
  );
  return [...gaps, ...unmeasured(scene, candidate, gaps), ...late(scene, candidate)];
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
