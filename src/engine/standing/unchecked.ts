import type { Gap } from "../../events/events.ts";
import { patternWords } from "../../findings/log-pattern.ts";
import { unmeasuredCalls } from "../attribution/unmeasured-calls.ts";
import { type Candidate, firstCallOf } from "../candidates/candidate.ts";
import type { ComponentChange } from "../candidates/component-changes.ts";
import { CONNECTION } from "../candidates/from-connections.ts";
import { isAboutInput, unknownCalleesIn } from "../observations/unknown-callees.ts";
import type { Scene } from "../scene/scene.ts";
import { nameOf } from "../words/sentence.ts";
import { changesPending, unseenOf } from "./standing.ts";

const MOST_CALLEES = 2;

/** What is unknown about a candidate, and what is unknown in general: data that may still change its cause. */
export function uncheckedOf(scene: Scene, candidate: Candidate, lead: ComponentChange | undefined): readonly Gap[] {
  const component = scene.components.get(candidate.component);
  const names = component ? [component.id, component.name, ...component.logGroups] : [];
  const gaps = scene.findings.gaps.filter(
    ({ what }) => !/^(logs|metrics) of /.test(what) || names.some((name) => what.includes(name)),
  );
  return [
    ...gaps,
    ...unmeasured(scene, candidate, gaps),
    ...seenFromOutside(scene, candidate),
    ...unknown(scene, candidate),
    ...(lead ? [] : onTheWay(scene, candidate)),
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
  return lines.slice(0, 1).map((line) =>
    isAboutInput(line)
      ? {
          what: `who sent what "${patternWords(line.pattern)}" is about`,
          reason: "no sender is known to write errors, and one may send what cannot be used",
        }
      : {
          what: `whom "${patternWords(line.pattern)}" is about`,
          reason: "the call graph shows nobody of that name, and it may be the one that fails",
        },
  );
}

function unmeasured(scene: Scene, candidate: Candidate, gaps: readonly Gap[]): readonly Gap[] {
  return unseenOf(scene, candidate.component).flatMap((id) => {
    const what = `metrics of ${nameOf(scene.components.get(id), id)}`;
    return gaps.some((gap) => gap.what === what) ? [] : [{ what, reason: "it may be the one that fails" }];
  });
}

/** A component of which only its callers know: what lies between it and a single one looks the same. */
function seenFromOutside(scene: Scene, { component, readings }: Candidate): readonly Gap[] {
  const seenBy = readings.find(({ measured }) => measured.component === component)?.measured.seenBy;
  const [caller, ...others] = seenBy ?? [];
  if (caller === undefined) return [];
  const what = `metrics of ${nameOf(scene.components.get(component), component)} itself`;
  if (others.length > 0) return [{ what, reason: "only its callers measure it" }];
  const name = nameOf(scene.components.get(caller), caller);
  return [{ what, reason: `only ${name} measures it, so the connection between them may be at fault` }];
}

/** Calls that only the callee measures, if nothing but the candidate's own loss speaks for it. */
function onTheWay(scene: Scene, candidate: Candidate): readonly Gap[] {
  const { component, loss, share, mechanism, rules, log } = candidate;
  if (loss === undefined || share === undefined || mechanism === CONNECTION) return [];
  if (rules.length > 0 || log || firstCallOf(scene, candidate)) return [];
  const below = unmeasuredCalls(scene, component, loss).map((id) => nameOf(scene.components.get(id), id));
  if (below.length === 0) return [];
  const name = nameOf(scene.components.get(component), component);
  const more = below.length > MOST_CALLEES ? ` and ${below.length - MOST_CALLEES} more` : "";
  const callees = `${below.slice(0, MOST_CALLEES).join(", ")}${more}`;
  const what =
    loss === "time" ? `how long ${name} waits for ${callees}` : `how many calls from ${name} to ${callees} fail`;
  const reason = `${name} does not measure it, so the connection between them may be at fault`;
  return [{ what, reason, remedy: `turn on X-Ray or Application Signals for ${name}` }];
}

function late(scene: Scene, candidate: Candidate): readonly Gap[] {
  if (!changesPending(scene, candidate)) return [];
  return [{ what: "changes just before", reason: "they come late", remedy: "look again" }];
}
