import type { Standing } from "../../events/events.ts";
import { sendersTo, waitedBelow } from "../../graph/reach.ts";
import { isEnd } from "../attribution/call-shares.ts";
import { unseenBelow } from "../attribution/unseen.ts";
import { type Candidate, firstCallOf, isBare } from "../candidates/candidate.ts";
import {
  type ComponentChange,
  changedComponent,
  changesBeforeOnset,
  mechanismOf,
} from "../candidates/component-changes.ts";
import { fromTraffic } from "../candidates/from-traffic.ts";
import { isPlain } from "../candidates/held-rule.ts";
import { isLimit } from "../candidates/merge.ts";
import { waitedFor } from "../candidates/waits.ts";
import { wasAskedMore } from "../candidates/with-drivers.ts";
import { type NewPattern, namesAnother, ownLogs } from "../observations/log-patterns.ts";
import { surpriseOf } from "../observations/surprise.ts";
import { speaksAgainst, speaksFor, tellsReason } from "../observations/traces.ts";
import { isAboutInput, isOwnFault, unknownCalleesIn } from "../observations/unknown-callees.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { maybeChance } from "../words/count.ts";
import { queriesOf } from "../words/rule-evidence.ts";
import { reasonStanding } from "./reason-standing.ts";
import { hasRivalBelow, isBesideSymptom, isChangedBelow } from "./rivals.ts";
import { isAfter, isLate, isTimely } from "./timely.ts";

/**
 * The standing that a candidate's evidence allows. CONFIRMED needs a plain sign, a mechanism (a change, a limit, or an error of the
 * component's own), and no data that could still overturn them: a component whose metric moved is LIKELY at most.
 */
export function standingOf(
  scene: Scene,
  candidate: Candidate,
  lead: ComponentChange | undefined,
  logs: readonly NewPattern[],
): Standing {
  if (candidate.reason) return reasonStanding(scene, candidate, candidate.reason, lead);
  if (isLate(scene, candidate) || isOver(scene, candidate) || !scene.symptom?.departed || isBare(candidate))
    return "POSSIBLE";
  if (movedLongBefore(scene, candidate)) return "POSSIBLE";
  if (candidate.faint || candidate.obscured || isNewlyCalled(scene, candidate.component)) return "POSSIBLE";
  if (lead === undefined && isBesideSymptom(scene, candidate)) return "POSSIBLE";
  // Under overload, requests end at any saturated component.
  if (candidate.mechanism !== "traffic" && endsElsewhere(scene, candidate)) return "POSSIBLE";
  const changed = lead !== undefined && lead.before <= settings.showsWithin;
  const clear = !changed || (isOnlyChange(scene, candidate, lead) && !isTakenBack(scene, lead));
  const told = [
    changed,
    logs.some((log) => isOwnError(scene, candidate, log) && isTimely(scene)(log)),
    hasOwnRule(scene, candidate),
  ].filter(Boolean).length;
  // Failed requests that ended here without a reason show the place only.
  const endsHere = hasOwnTraces(scene, candidate);
  const mechanisms = told + (endsHere && scene.traceEnd && tellsReason(scene.traceEnd) ? 1 : 0);
  // If only its own log lines made it a candidate, they do not count as a second kind of evidence.
  const isOnlyWritten = isBare({ ...candidate, log: undefined });
  const kinds = told + (endsHere ? 1 : 0) + (isOnlyWritten ? 0 : 1);
  const large =
    (candidate.share ?? (candidate.weight >= settings.largeShare ? 1 : 0)) >= settings.largeShare &&
    candidate.strength >= settings.largeStrength * settings.departed;
  // A limit is a mechanism, and a caller's complaint shows its effect: together they count as two kinds of evidence.
  const isLimited = isLimit(candidate.mechanism) || candidate.rules.some(isPlain);
  const isFelt = logs.some(isTimely(scene));
  const isExplained = kinds >= 2 ? mechanisms > 0 : isLimited && isFelt;
  const plain = large || (candidate.alone === true && (mechanisms > 0 || candidate.earlyEnd !== undefined));
  // If only the alarm's own metric moved, the component is known but not the cause.
  const restates = lead === undefined && restatesSymptom(scene, candidate);
  const suspects = [...obscuredBy(scene, candidate, lead), ...unknownCalleesOf(scene, candidate, lead)];
  if (suspects.length > 0 || maybeChance(scene, candidate)) return "POSSIBLE";
  // A component without known dependencies may call the one that fails; that its alarm fired is not evidence.
  const isLast = isEnd(scene.findings.graph, candidate.component) && !isSeenItself(candidate, lead);
  if (restates && kinds < 2 && isLast) return "POSSIBLE";
  if (large && isExplained && clear && !restates && isCalled(scene, candidate) && isSettled(scene, candidate, lead))
    return "CONFIRMED";
  return plain || kinds >= 2 || firstCallOf(scene, candidate) ? "LIKELY" : "POSSIBLE";
}

/** Whether the symptom's component is known to depend on the candidate; a call to an address that may be the candidate is a guess. */
function isCalled(scene: Scene, { component }: Candidate): boolean {
  const aliases = scene.blames.flatMap((blame) => (blame.component === component ? (blame.aliases ?? []) : []));
  return aliases.length === 0 || waitedFor(scene).has(component);
}

/** Whether the component is a new callee that causes a caller's loss: then the caller changed. */
function isNewlyCalled({ firstCalls }: Scene, component: string): boolean {
  return firstCalls.some(({ behind }) => behind.has(component));
}

/** Whether a limit was reached in time, and rests on more than the metrics of the candidate and the symptom. */
export function hasOwnRule(scene: Scene, { readings, rules }: Candidate): boolean {
  const shownQueries = [scene.symptom, ...readings].flatMap((reading) => reading?.measured.query ?? []);
  return (
    readings.length > 0 &&
    rules.some(
      (held) =>
        isPlain(held) && !isAfter(scene, held.onset) && queriesOf(held).some((query) => !shownQueries.includes(query)),
    )
  );
}

/** Whether most of the failed requests ended at the candidate by its own failure, from the onset on. */
export function hasOwnTraces(scene: Scene, { component }: Candidate): boolean {
  const end = scene.traceEnd;
  return end !== undefined && speaksFor(end, component, scene) && !isAfter(scene, end.firstAt);
}

/** Whether the symptom consists of failures, and most of the failed requests ended elsewhere, and not where the candidate asks too often. */
export function endsElsewhere(scene: Scene, { component, drives }: Candidate): boolean {
  const end = scene.traceEnd?.component;
  if (end !== undefined && (end === drives || sentUnusable(scene, component))) return false;
  const isFailing = lossesOf(scene.findings.symptom.signal)[0] === "failures";
  return isFailing && scene.traceEnd !== undefined && speaksAgainst(scene.traceEnd, component, scene);
}

/** Whether requests end at a consumer that cannot use a message, and the component sends to it or answers those that do. */
function sentUnusable({ findings: { graph }, traceEnd }: Scene, component: string): boolean {
  if (traceEnd?.component === undefined || !isAboutInput({ pattern: traceEnd.error, sample: traceEnd.error }))
    return false;
  const senders = sendersTo(graph, traceEnd.component);
  return senders.some((id) => id === component || waitedBelow(graph, id).includes(component));
}

/**
 * Whether a line is an error of the candidate's own: a complaint about a callee shows the effect, not the cause. Warnings are written at any
 * time, so chance has to be ruled out for one.
 */
function isOwnError(scene: Scene, { component }: Candidate, log: NewPattern): boolean {
  const named = scene.firstCalls.flatMap(({ caller, callee }) => (caller === component ? callee : []));
  const isOwn = log.component === component || named.includes(log.component);
  if (hasRivalBelow(scene, component)) return false;
  if (log.severity === "warning" && surpriseOf(log, scene) < 1) return false;
  return isOwn && isOwnFault(log) && !namesAnother(log, scene);
}

/** Whether this is the only change to the component in the 15 minutes before onset, and not one of several alike within the hour. */
function isOnlyChange(scene: Scene, candidate: Candidate, { change, before }: ComponentChange): boolean {
  // An action that was repeated before without effect is routine.
  const near = changesBeforeOnset(scene, candidate).filter((lead) => {
    return lead.before <= settings.showsWithin || mechanismOf(lead.change) === mechanismOf(change);
  });
  return before >= 0 && near.length > 0 && near.every((lead) => lead.change.id === change.id);
}

/** Whether the same action was repeated after the onset and the symptom persists: then it was rolled back without effect. */
export function isTakenBack(
  { findings, components, symptom, onset }: Scene,
  { change, component }: ComponentChange,
): boolean {
  const known = components.get(component);
  const goesOn = symptom?.departure !== undefined && symptom.departure.until >= symptom.measured.series.values.length;
  const again = findings.changes.filter(({ action, at }) => action === change.action && at > onset);
  return goesOn && known !== undefined && again.some((later) => changedComponent(later, [known]) !== undefined);
}

/** Whether everything that the candidate shows ended well before the symptom began. */
function isOver(scene: Scene, { readings, rules }: Candidate): boolean {
  const ends = readings.map(({ measured, departure }) => {
    return departure ? measured.series.start + departure.until * measured.series.step : Number.POSITIVE_INFINITY;
  });
  return (
    rules.length === 0 &&
    ends.length > 0 &&
    Math.max(...ends) < scene.onset - settings.together * (scene.grid?.step ?? 60)
  );
}

/**
 * Whether the candidate shows nothing but signals that moved long before the symptom and stayed: something else must have happened since.
 * A loss counts only from the symptom on.
 */
function movedLongBefore(scene: Scene, candidate: Candidate): boolean {
  const { readings, rules, share, onset } = candidate;
  const isOnlyMoved = isBare({ ...candidate, readings: [], rules: [] }) && share === undefined && !rules.some(isPlain);
  return isOnlyMoved && readings.length + rules.length > 0 && onset < scene.onset - settings.showsWithin;
}

/** Whether the candidate shows nothing but the alarm's own metric. */
export function restatesSymptom(scene: Scene, { component, readings, rules }: Candidate): boolean {
  const { symptom } = scene.findings;
  if (readings.length === 0 && rules.length > 0) {
    return rules.flatMap(queriesOf).every((query) => query === scene.symptom?.measured.query);
  }
  return component === symptom.component && readings[0]?.measured.signal === symptom.signal;
}

/** Unmeasured callees, whose loss the component's own loss may be. */
export function unseenOf(scene: Scene, component: string): readonly string[] {
  const own = scene.blames.filter(
    (blame) => blame.component === component && blame.share >= settings.smallestShare && !blame.through,
  );
  const below = own.flatMap(({ loss }) => unseenBelow(scene, component, loss));
  return [...new Set(below)].filter((id) => !isNewlyCalled(scene, id));
}

/** As {@link unseenOf}, but none if the candidate itself shows a limit, a change, or errors of its own. */
export function obscuredBy(scene: Scene, candidate: Candidate, lead: ComponentChange | undefined): readonly string[] {
  if (isSeenItself(candidate, lead) || firstCallOf(scene, candidate)) return [];
  const strangers = unknownCalleesOf(scene, candidate, lead);
  const own = ownLogs(scene.findings, scene.components, candidate.component).filter((log) => !strangers.includes(log));
  return own.length > 0 ? [] : unseenOf(scene, candidate.component);
}

/** The candidate's complaints about callees that are not in the graph; none if the candidate itself shows a limit or a change. */
export function unknownCalleesOf(
  scene: Scene,
  candidate: Candidate,
  lead: ComponentChange | undefined,
): readonly NewPattern[] {
  if (isSeenItself(candidate, lead) || firstCallOf(scene, candidate)) return [];
  return unknownCalleesIn(scene.findings, scene.components, candidate.component);
}

function isSeenItself({ mechanism, rules }: Candidate, lead: ComponentChange | undefined): boolean {
  return isLimit(mechanism) || rules.some(isPlain) || (lead !== undefined && lead.before <= settings.showsWithin);
}

/** Whether changes from before the candidate's onset may still arrive. */
export function changesPending({ findings }: Scene, { onset }: Candidate): boolean {
  return (findings.horizons.changes ?? Number.POSITIVE_INFINITY) < onset;
}

/** Whether the component's departure was measured, neither callees nor traffic compete with it, and no change can still arrive. */
function isSettled(scene: Scene, candidate: Candidate, lead: ComponentChange | undefined): boolean {
  const { component, readings, rules } = candidate;
  const seen = rules.length > 0 || readings.some(({ measured }) => measured.component === component);
  if (!seen || changesPending(scene, candidate) || endsElsewhere(scene, candidate)) return false;
  // An overloaded component fails, but did not cause the traffic.
  if (fromTraffic(scene).some((rival) => rival.component !== component)) return false;
  // Who asks more often is the cause, not who is asked.
  if (wasAskedMore(scene, candidate)) return false;
  if (isSeenItself(candidate, lead)) return true;
  return obscuredBy(scene, candidate, lead).length === 0 && !isChangedBelow(scene, candidate);
}
