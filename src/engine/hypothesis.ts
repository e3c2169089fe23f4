import type { Cause, Standing } from "../investigation/events.ts";
import { lower } from "../investigation/standing-order.ts";
import type { Component } from "../telemetry/ports.ts";
import { type Candidate, firstCallOf } from "./candidate.ts";
import type { EvidenceDraft, HypothesisDraft } from "./diagnosis.ts";
import { logsFor } from "./leads/log-leads.ts";
import { type Lead, leadsFor, mechanismOf, startsBefore } from "./leads/touched.ts";
import { reliefOf } from "./relief.ts";
import type { Scene } from "./scene.ts";
import { hasOwnRule, isBare, isLate, obscuredBy, standingOf } from "./standing.ts";
import { uncheckedOf } from "./unchecked.ts";
import { changeEvidence, logEvidence, readingEvidence, symptomEvidence } from "./words/evidence.ts";
import { ruleEvidence } from "./words/rule-evidence.ts";
import { firstCallEvidence, shareEvidence } from "./words/share-evidence.ts";
import { isThrough, statementOf, untold } from "./words/statement.ts";

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

function describe(component: Component | undefined, id: string): Cause["component"] {
  return { id, name: component?.name ?? id, kind: component?.kind ?? "unknown" };
}
