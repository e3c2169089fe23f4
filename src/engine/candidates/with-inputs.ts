import { sendersTo, waitedBelow } from "../../graph/reach.ts";
import { accusing, isNewPattern, logsFor, type NewPattern, ownLogs } from "../observations/log-patterns.ts";
import { surpriseOf } from "../observations/surprise.ts";
import { isOwnFault } from "../observations/unknown-callees.ts";
import { type Scene, stepOf } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { isTimely } from "../standing/timely.ts";
import type { Candidate } from "./candidate.ts";
import { changesBeforeOnset } from "./component-changes.ts";
import { CONNECTION } from "./from-connections.ts";
import { OWN_ERRORS } from "./from-logs.ts";
import { isLimit } from "./merge.ts";

/** A component on whose answers or messages another depends, with the line that speaks for it, and how far that is beyond chance. */
interface Input {
  readonly component: string;
  readonly mechanism: typeof OWN_ERRORS | typeof CONNECTION;
  readonly log: NewPattern;
  readonly weight: number;
}

/**
 * Hands what a component loses on to those whose answers or messages it needs, if they write errors or warnings of their own from before
 * its loss on: a wrong answer fails only the caller, a wrong message only the consumer. Where it complains of a callee that answers as
 * usual, the connection between them is the rival. Not where the component was changed or is at a limit: that explains its loss.
 */
export function withInputs(scene: Scene, candidates: readonly Candidate[]): readonly Candidate[] {
  const explained = new Set(candidates.flatMap((each) => (isExplained(scene, each) ? each.component : [])));
  const losing = new Set(candidates.flatMap(({ component, share }) => (share === undefined ? [] : component)));
  return candidates.flatMap((candidate): readonly Candidate[] => {
    if (candidate.share === undefined || explained.has(candidate.component)) return [candidate];
    const inputs = inputsOf(scene, candidate).filter(({ component }) => !losing.has(component));
    if (inputs.length === 0) return [candidate];
    const handed = inputs.map(({ component, mechanism, log, weight }) => ({
      component,
      mechanism,
      weight: candidate.weight * weight * settings.inputWeight,
      share: undefined,
      strength: candidate.strength,
      onset: Math.max(log.firstAt, candidate.onset - settings.showsWithin),
      readings: [],
      rules: [],
      log,
    }));
    return [{ ...candidate, weight: candidate.weight * settings.afterInput, obscured: true }, ...handed];
  });
}

function isExplained(scene: Scene, candidate: Candidate): boolean {
  const recent = changesBeforeOnset(scene, candidate).some(({ before }) => before <= settings.showsWithin);
  return recent || isLimit(candidate.mechanism) || candidate.mechanism === "cpu" || candidate.ceased !== undefined;
}

function inputsOf(scene: Scene, candidate: Candidate): readonly Input[] {
  const writing = writingInputs(scene, candidate);
  return writing.length > 0 ? writing : accusedCallees(scene, candidate);
}

/** Callees that answer as usual and of whom a component complains, where no source tells how long its calls took. */
function accusedCallees(scene: Scene, { component, onset, readings }: Candidate): readonly Input[] {
  const { findings, components } = scene;
  const callees = findings.graph.edges.flatMap(({ from, to, asynchronous }) =>
    from === component && to !== component && !asynchronous ? to : [],
  );
  const until = lastMomentOf(scene, { component, onset, readings });
  return [...new Set(callees)].flatMap((id): readonly Input[] => {
    const isMeasured = findings.calls?.some(
      ({ from, to, side }) => from === component && to === id && side === "caller",
    );
    if (isMeasured || !scene.readings.has(id)) return [];
    const first = mostSurprising(scene, accusing(findings, components, component, id), until);
    return first ? [{ component: id, mechanism: CONNECTION, ...first }] : [];
  });
}

/** Up to when what is written may have led to a loss: compared with lines about the loss, too, because clocks of metrics and logs differ. */
function lastMomentOf(
  scene: Scene,
  { component, onset, readings }: Pick<Candidate, "component" | "onset" | "readings">,
) {
  const own = scene.findings.patterns.filter((log) => log.component === component && isNewPattern(log));
  const lines = [...own, ...logsFor(scene, component)].filter(isTimely(scene));
  const first = Math.min(...lines.map(({ firstAt }) => firstAt));
  return Math.max(onset, Number.isFinite(first) ? first : onset) + stepOf(scene, { readings });
}

function writingInputs(scene: Scene, candidate: Candidate): readonly Input[] {
  const { component, onset, readings } = candidate;
  const { graph } = scene.findings;
  const step = stepOf(scene, { readings });
  const callees = waitedBelow(graph, component);
  const senders = sendersTo(graph, component);
  const sending = new Set([...senders, ...senders.flatMap((id) => waitedBelow(graph, id))]);
  const elsewhere = [...sending].filter((id) => id !== component && !callees.includes(id));
  const until = lastMomentOf(scene, candidate);
  const writing = [
    ...callees.flatMap((id) => writtenUntil(scene, id, until) ?? []),
    // What a consumer writes does not reach back to the producer: lines of the same minute may be both of one cause.
    ...elsewhere.flatMap((id) => writtenUntil(scene, id, onset - step) ?? []),
  ];
  // Errors propagate to callers: who wrote deepest comes first.
  const isPassedOn = ({ component: id }: Input): boolean => {
    const deeper = waitedBelow(graph, id);
    return writing.some((each) => deeper.includes(each.component));
  };
  return writing.map((each) => (isPassedOn(each) ? { ...each, weight: each.weight * settings.handedUp } : each));
}

function writtenUntil(scene: Scene, component: string, until: number): Input | undefined {
  const lines = ownLogs(scene.findings, scene.components, component).filter(
    (log) => isNewPattern(log) && isOwnFault(log),
  );
  const first = mostSurprising(scene, lines, until);
  return first && { component, mechanism: OWN_ERRORS, ...first };
}

function mostSurprising(
  scene: Scene,
  lines: readonly NewPattern[],
  until: number,
): Pick<Input, "log" | "weight"> | undefined {
  const timely = lines.filter(({ firstAt }) => firstAt <= until && firstAt >= until - 2 * settings.showsWithin);
  const weighed = timely.map((log) => ({ log, weight: surpriseOf(log, scene) }));
  const [first] = weighed.toSorted((one, other) => other.weight - one.weight);
  return first && first.weight >= settings.asTelling ? first : undefined;
}
