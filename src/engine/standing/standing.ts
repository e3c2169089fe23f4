import type { Standing } from "../../events/events.ts";
import { below } from "../../graph/reach.ts";
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
import { type NewPattern, ownLogs } from "../observations/log-patterns.ts";
import { speaksAgainst, speaksFor } from "../observations/traces.ts";
import { isComplaint, unknownCalleesIn } from "../observations/unknown-callees.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { maybeChance } from "../words/count.ts";
import { queriesOf } from "../words/rule-evidence.ts";

/**
 * What a candidate's evidence allows to say of it. CONFIRMED takes a plain sign, a mechanism (a change, a limit that was reached, or
 * an error of the component's own), and nothing that could still overturn them: a place whose metric moved is LIKELY at most.
 */
export function standingOf(
  scene: Scene,
  candidate: Candidate,
  lead: ComponentChange | undefined,
  logs: readonly NewPattern[],
): Standing {
  if (isLate(scene, candidate) || isOver(scene, candidate) || !scene.symptom?.departed || isBare(candidate))
    return "POSSIBLE";
  if (candidate.faint || isNewlyCalled(scene, candidate.component)) return "POSSIBLE";
  // Where too much is asked, requests end wherever it is too much.
  if (candidate.mechanism !== "traffic" && endsElsewhere(scene, candidate)) return "POSSIBLE";
  const changed = lead !== undefined && lead.before <= settings.showsWithin;
  const clear = !changed || (isOnlyChange(scene, candidate, lead) && !isTakenBack(scene, lead));
  const mechanisms = [
    changed,
    logs.some((log) => isOwnError(scene, candidate, log) && isTimely(scene)(log)),
    hasOwnRule(scene, candidate),
    hasOwnTraces(scene, candidate),
  ].filter(Boolean).length;
  // Where only its own lines led here, they are no second kind.
  const isOnlyWritten = isBare({ ...candidate, log: undefined });
  const kinds = mechanisms + (isOnlyWritten ? 0 : 1);
  const large =
    (candidate.share ?? (candidate.weight >= settings.largeShare ? 1 : 0)) >= settings.largeShare &&
    candidate.strength >= settings.largeStrength * settings.departed;
  // A limit tells why, and a caller's complaint that it is felt: together they do what a second kind does.
  const isLimited = isLimit(candidate.mechanism) || candidate.rules.some(isPlain);
  const isFelt = logs.some(isTimely(scene));
  const isExplained = kinds >= 2 ? mechanisms > 0 : isLimited && isFelt;
  const plain = large || (candidate.alone === true && mechanisms > 0);
  // Where the alarm's own metric is all that moved, the place is known and the cause is not.
  const restates = lead === undefined && restatesSymptom(scene, candidate);
  const suspects = [...obscuredBy(scene, candidate, lead), ...unknownCalleesOf(scene, candidate, lead)];
  if (suspects.length > 0 || maybeChance(scene, candidate)) return "POSSIBLE";
  // Who is not known to call anybody may call the one that fails: that its alarm moved is no news.
  const isLast = isEnd(scene.findings.graph, candidate.component) && !isSeenItself(candidate, lead);
  if (restates && kinds < 2 && isLast) return "POSSIBLE";
  if (large && isExplained && clear && !restates && isCalled(scene, candidate) && isSettled(scene, candidate, lead))
    return "CONFIRMED";
  return plain || kinds >= 2 || firstCallOf(scene, candidate) ? "LIKELY" : "POSSIBLE";
}

/** Whether the symptom's component is seen waiting for a candidate; where it only calls an address that may be that one, it is a guess. */
function isCalled(scene: Scene, { component }: Candidate): boolean {
  const aliases = scene.blames.flatMap((blame) => (blame.component === component ? (blame.aliases ?? []) : []));
  return aliases.length === 0 || waitedFor(scene).has(component);
}

/** Whether somebody's loss lies in calling it at all: then it is the caller that changed. */
function isNewlyCalled({ firstCalls }: Scene, component: string): boolean {
  return firstCalls.some(({ behind }) => behind.has(component));
}

/** Whether a limit was reached in time, and rests on more than what the candidate and the symptom show already. */
export function hasOwnRule(scene: Scene, { readings, rules }: Candidate): boolean {
  const told = [scene.symptom, ...readings].flatMap((reading) => reading?.measured.query ?? []);
  return (
    readings.length > 0 &&
    rules.some(
      (held) => isPlain(held) && !isAfter(scene, held.onset) && queriesOf(held).some((query) => !told.includes(query)),
    )
  );
}

/** Whether most of the requests that failed ended at a candidate, by its own doing, and began to in time. */
export function hasOwnTraces(scene: Scene, { component }: Candidate): boolean {
  const end = scene.traceEnd;
  return end !== undefined && speaksFor(end, component, scene) && !isAfter(scene, end.firstAt);
}

/** Whether a symptom is made of failures, and most of the requests that failed ended elsewhere. */
export function endsElsewhere(scene: Scene, { component }: Candidate): boolean {
  const isFailing = lossesOf(scene.findings.symptom.signal)[0] === "failures";
  return isFailing && scene.traceEnd !== undefined && speaksAgainst(scene.traceEnd, component, scene);
}

/** Whether a line is an error that a candidate writes of itself: a complaint about another says where it hurts, not why. */
function isOwnError(scene: Scene, { component }: Candidate, log: NewPattern): boolean {
  const named = scene.firstCalls.flatMap(({ caller, callee }) => (caller === component ? callee : []));
  const isOwn = log.component === component || named.includes(log.component);
  if (hasRivalBelow(scene, component)) return false;
  return isOwn && !isComplaint(log.pattern) && !isComplaint(log.sample);
}

/** Whether somebody whom a component waits for newly writes of itself, too: errors rise along the calls, and may be that one's. */
function hasRivalBelow(scene: Scene, component: string): boolean {
  const { findings, components } = scene;
  return below(findings.graph, [component]).some(
    (id) =>
      id !== component &&
      ownLogs(findings, components, id).some(
        (log) => !isComplaint(log.pattern) && !isComplaint(log.sample) && isTimely(scene)(log),
      ),
  );
}

/** Whether lines began shortly before the symptom or with it: what comes later may be what the symptom led to, and what came long before did not. */
function isTimely(scene: Scene): (log: NewPattern) => boolean {
  return ({ firstAt }) => !isAfter(scene, firstAt) && firstAt >= scene.onset - settings.showsWithin;
}

function isAfter(scene: Scene, at: number): boolean {
  return at > scene.onset + settings.together * (scene.grid?.step ?? 60);
}

/** Whether a candidate's own trouble began after the symptom. */
export function isLate(scene: Scene, { onset }: Candidate): boolean {
  return isAfter(scene, onset);
}

/** Whether a change of the very component came before the onset, and no other of it did at that time, nor the same within the hour: which of several it was nothing tells. */
function isOnlyChange(scene: Scene, candidate: Candidate, { change, before }: ComponentChange): boolean {
  // The same done before without consequence is a routine.
  const near = changesBeforeOnset(scene, candidate).filter((lead) => {
    return lead.before <= settings.showsWithin || mechanismOf(lead.change) === mechanismOf(change);
  });
  return before >= 0 && near.length > 0 && near.every((lead) => lead.change.id === change.id);
}

/** Whether the same was done once more since, and the symptom goes on all the same: a change that was taken back in vain. */
export function isTakenBack(
  { findings, components, symptom, onset }: Scene,
  { change, component }: ComponentChange,
): boolean {
  const known = components.get(component);
  const goesOn = symptom?.departure !== undefined && symptom.departure.until >= symptom.measured.series.values.length;
  const again = findings.changes.filter(({ action, at }) => action === change.action && at > onset);
  return goesOn && known !== undefined && again.some((later) => changedComponent(later, [known]) !== undefined);
}

/** Whether all that a candidate shows was over well before the symptom began. */
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

/** Whether a candidate shows nothing but the alarm's own metric. */
export function restatesSymptom(scene: Scene, { component, readings, rules }: Candidate): boolean {
  const { symptom } = scene.findings;
  if (readings.length === 0 && rules.length > 0) {
    return rules.flatMap(queriesOf).every((query) => query === scene.symptom?.measured.query);
  }
  return component === symptom.component && readings[0]?.measured.signal === symptom.signal;
}

/** Those whom a component waits for and who were not seen: what it seems to make itself may be theirs. */
export function unseenOf(scene: Scene, component: string): readonly string[] {
  const own = scene.blames.filter(
    (blame) => blame.component === component && blame.share >= settings.smallestShare && !blame.through,
  );
  const below = own.flatMap(({ loss }) => unseenBelow(scene, component, loss));
  return [...new Set(below)].filter((id) => !isNewlyCalled(scene, id));
}

/** As {@link unseenOf}, but none where something of the candidate itself speaks for it: a limit, a change, or what it writes of itself. */
export function obscuredBy(scene: Scene, candidate: Candidate, lead: ComponentChange | undefined): readonly string[] {
  if (isSeenItself(candidate, lead) || firstCallOf(scene, candidate)) return [];
  const strangers = unknownCalleesOf(scene, candidate, lead);
  const own = ownLogs(scene.findings, scene.components, candidate.component).filter((log) => !strangers.includes(log));
  return own.length > 0 ? [] : unseenOf(scene, candidate.component);
}

/** What a candidate writes of calls to somebody whom the graph does not show; none where something of the candidate itself speaks for it. */
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

/** Whether changes before a candidate's onset may still arrive. */
export function changesPending({ findings }: Scene, { onset }: Candidate): boolean {
  return (findings.horizons.changes ?? Number.POSITIVE_INFINITY) < onset;
}

/** Whether the component's own trouble was measured, nobody below it or above it is a rival, and no change can still arrive. */
function isSettled(scene: Scene, candidate: Candidate, lead: ComponentChange | undefined): boolean {
  const { component, readings, rules } = candidate;
  const seen = rules.length > 0 || readings.some(({ measured }) => measured.component === component);
  if (!seen || changesPending(scene, candidate) || endsElsewhere(scene, candidate)) return false;
  // What is overrun does fail, and is not why more was asked.
  if (fromTraffic(scene).some((rival) => rival.component !== component)) return false;
  return isSeenItself(candidate, lead) || obscuredBy(scene, candidate, lead).length === 0;
}
