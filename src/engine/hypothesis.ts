import type { Cause, Standing } from "../investigation/events.ts";
import { lower } from "../investigation/standing.ts";
import type { Component } from "../telemetry/ports.ts";
import { type Candidate, firstCallOf } from "./candidate.ts";
import { movedOf } from "./count.ts";
import type { EvidenceDraft, HypothesisDraft } from "./diagnosis.ts";
import { changeEvidence, logEvidence, readingEvidence, symptomEvidence } from "./evidence.ts";
import type { FirstCall } from "./first-calls.ts";
import { logsFor } from "./log-leads.ts";
import { reliefOf } from "./relief.ts";
import { queriesOf, ruleEvidence } from "./rule-evidence.ts";
import { isPlain } from "./rules.ts";
import type { Scene } from "./scene.ts";
import { nameOf, nounOf, order } from "./sentence.ts";
import { firstCallEvidence, shareEvidence } from "./share-evidence.ts";
import { hasOwnRule, isBare, isLate, obscuredBy, restatesSymptom, standingOf } from "./standing.ts";
import { type Lead, leadsFor, mechanismOf, startsBefore } from "./touched.ts";
import { uncheckedOf } from "./unchecked.ts";

/** A candidate with all that speaks for and against it, before it is put into words. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly cause: Cause;
  readonly lead: Lead | undefined;
  readonly standing: Standing;
  readonly score: number;
  readonly supports: readonly EvidenceDraft[];
  readonly contradicts: readonly EvidenceDraft[];
}

const CHANGE_BONUS = 0.6;
const LOG_BONUS = 0.35;
const RULE_BONUS = 0.35;
const FIRST_CALL_BONUS = 0.35;
const MOST_LOGS = 2;

/** Weighs a candidate; undefined where nothing supports it, or people ruled it out. */
export function weigh(scene: Scene, candidate: Candidate): Weighed | undefined {
  const discarded = isDiscarded(scene, candidate.component);
  const lead = leadsOf(scene, candidate).find(({ change }) => !discarded(mechanismOf(change)));
  const mechanism = lead ? mechanismOf(lead.change) : candidate.mechanism;
  if (discarded(mechanism)) return undefined;
  const call = firstCallOf(scene, candidate);
  const named = call ? [candidate.component, call.callee] : [candidate.component];
  const logs = named.flatMap((id) => logsFor(scene, id)).slice(0, MOST_LOGS);
  const readings = untold(candidate);
  const told = new Set(readings.map(({ measured }) => measured.query));
  const supports = [
    ...(lead ? [changeEvidence(scene, lead, !isBare(candidate))] : []),
    ...(call ? [firstCallEvidence(scene, call)] : []),
    ...candidate.rules.map((held) => ruleEvidence(scene, held, told)),
    ...readings.flatMap((reading) => readingEvidence(scene, reading) ?? []),
    ...(candidate.share === undefined || isThrough(candidate) ? [] : [shareEvidence(scene, candidate)]),
    ...logs.map((log) => logEvidence(scene, log, candidate.component)),
  ];
  if (supports.length === 0) return undefined;
  const late = isLate(scene, candidate);
  const weight = candidate.weight / (1 + obscuredBy(scene, candidate, lead).length);
  const limit = hasOwnRule(scene, candidate) ? RULE_BONUS : 0;
  const first = call ? FIRST_CALL_BONUS : 0;
  const bonus = (lead ? CHANGE_BONUS : 0) + (logs.length > 0 ? LOG_BONUS : 0) + limit + first;
  return {
    candidate,
    cause: { component: describe(scene.components.get(candidate.component), candidate.component), mechanism },
    lead,
    standing: standingOf(scene, candidate, lead, logs),
    score: Number((weight + bonus * boost(weight)).toFixed(4)),
    supports,
    contradicts: late ? besides(supports, symptomEvidence(scene)) : [],
  };
}

/** What speaks for a cause does not speak against it, too. */
function besides(supports: readonly EvidenceDraft[], against: EvidenceDraft | undefined): readonly EvidenceDraft[] {
  return against === undefined || supports.some(({ key }) => key === against.key) ? [] : [against];
}

/** A rule that rests on one metric alone says what the metric would say, and what it means. */
function untold({ readings, rules }: Candidate): Candidate["readings"] {
  const alone = rules.map(queriesOf).filter((queries) => queries.length === 1);
  return readings.filter(({ measured }) => !alone.some(([query]) => query === measured.query));
}

/** Puts a weighed candidate into words, at a standing no higher than `most`. */
export function toHypothesis(scene: Scene, weighed: Weighed, most: Standing): HypothesisDraft {
  const { candidate, cause, lead, supports, contradicts, score } = weighed;
  const standing = lower(weighed.standing, most);
  return {
    cause,
    standing,
    statement: statementOf(scene, candidate, lead, standing),
    supports: supports.map(({ key }) => key),
    contradicts: contradicts.map(({ key }) => key),
    unchecked: uncheckedOf(scene, candidate),
    ...reliefOf(scene, candidate, cause, lead),
    score,
  };
}

function stepOf(scene: Scene): number {
  return scene.grid?.step ?? 60;
}

/** What else is seen strengthens a sign; it does not replace one. */
function boost(weight: number): number {
  return Math.min(1, weight * 2);
}

function leadsOf(scene: Scene, { component, mechanism, onset }: Candidate): readonly Lead[] {
  const own = leadsFor(scene, component, onset);
  return mechanism === "traffic" ? [...own, ...startsBefore(scene, component, onset)] : own;
}

function isDiscarded(scene: Scene, component: string): (mechanism: string) => boolean {
  const ruledOut = scene.findings.discarded.filter((cause) => cause.component.id === component);
  return (mechanism) => ruledOut.some((cause) => cause.mechanism === mechanism);
}

function statementOf(scene: Scene, candidate: Candidate, lead: Lead | undefined, standing: Standing): string {
  const step = stepOf(scene);
  const name = nameOf(scene.components.get(candidate.component), candidate.component);
  const { component: at, signal } = scene.findings.symptom;
  const symptom = `${nameOf(scene.components.get(at), at)} ${nounOf(signal)}`;
  const reading = candidate.readings[0];
  if (reading?.departure && isThrough(candidate)) {
    const caller = nameOf(scene.components.get(reading.measured.component), reading.measured.component);
    const seen = `${caller} ${movedOf(scene, reading)}`;
    return `${seen}; logs name ${name}, which was not measured`;
  }
  // A reading that only a rule tells of is told in the rule's words.
  const cited = reading && untold(candidate).includes(reading) ? reading : undefined;
  const limit = candidate.rules.find((held) => isPlain(held) || !cited)?.rule.title;
  const shown = cited?.departure ? `${name} ${movedOf(scene, cited)}` : name;
  const call = firstCallOf(scene, candidate);
  const seen = limit === undefined ? shown : `${shown}: ${limit}`;
  if (call) return firstCallStatement(scene, call, seen, lead, standing);
  if (lead) {
    const change = `${lead.change.action} by ${lead.change.actor}`;
    if (!reading && limit === undefined)
      return `${change} on ${name}, ${order(lead.change.at, scene.onset, step)} ${symptom} moved`;
    return standing === "CONFIRMED"
      ? `${change} caused it: ${seen}`
      : `${change}, ${order(lead.change.at, candidate.onset, step)} ${seen}`;
  }
  if (restatesSymptom(scene, candidate)) return `${seen}; those it calls do not explain it`;
  if (standing === "CONFIRMED") return `${seen} caused the change in ${symptom}`;
  return `${seen}, ${order(candidate.onset, scene.onset, step)} ${symptom} moved`;
}

function firstCallStatement(
  scene: Scene,
  { caller, callee, at }: FirstCall,
  seen: string,
  lead: Lead | undefined,
  standing: Standing,
): string {
  const name = (id: string) => nameOf(scene.components.get(id), id);
  const call = `${name(caller)} calls ${name(callee)}, never seen before`;
  const { component, signal } = scene.findings.symptom;
  const change = lead && `${lead.change.action} by ${lead.change.actor}`;
  if (change !== undefined && standing === "CONFIRMED") return `${change} caused it: ${call}; ${seen}`;
  if (lead) return `${change}, ${order(lead.change.at, at, stepOf(scene))} ${call}; ${seen}`;
  return `${call}, ${order(at, scene.onset, stepOf(scene))} ${name(component)} ${nounOf(signal)} moved; ${seen}`;
}

/** Whether only a caller's loss was seen. */
function isThrough({ component, readings }: Candidate): boolean {
  return readings.length > 0 && readings.every(({ measured }) => measured.component !== component);
}

function describe(component: Component | undefined, id: string): Cause["component"] {
  return { id, name: component?.name ?? id, kind: component?.kind ?? "unknown" };
}
