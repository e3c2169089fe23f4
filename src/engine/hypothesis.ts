import type { Cause, Standing } from "../events/events.ts";
import type { Component } from "../graph/service-graph.ts";
import type { EvidenceDraft, HypothesisDraft } from "../investigation/diagnosis.ts";
import { lower } from "../investigation/ranking/standing-order.ts";
import { isEnd } from "./attribution/call-shares.ts";
import { type Candidate, firstCallOf } from "./candidates/candidate.ts";
import { type ComponentChange, changesBeforeOnset, mechanismOf, startsBefore } from "./candidates/component-changes.ts";
import { logsFor } from "./observations/log-patterns.ts";
import { silencesOf } from "./observations/silences.ts";
import { speaksFor } from "./observations/traces.ts";
import { reliefOf } from "./remedy/relief.ts";
import type { Scene } from "./scene/scene.ts";
import { settings } from "./settings.ts";
import {
  endsElsewhere,
  hasOwnRule,
  hasOwnTraces,
  obscuredBy,
  restatesSymptom,
  standingOf,
} from "./standing/standing.ts";
import { isLate } from "./standing/timely.ts";
import { uncheckedOf } from "./standing/unchecked.ts";
import { ceasedEvidence } from "./words/ceased-words.ts";
import { connectionEvidence } from "./words/connection-words.ts";
import { earlyEndEvidence } from "./words/early-end-words.ts";
import {
  changeEvidence,
  isFiniteEvidence,
  logEvidence,
  readingEvidence,
  silenceEvidence,
  symptomEvidence,
} from "./words/evidence.ts";
import { leadingStatement, loadEvidence, statementText } from "./words/load-evidence.ts";
import { reasonEvidence } from "./words/reason-words.ts";
import { ruleEvidence } from "./words/rule-evidence.ts";
import { firstCallEvidence, shareEvidence } from "./words/share-evidence.ts";
import { isThrough, statementOf, uncovered } from "./words/statement.ts";
import { traceEvidence } from "./words/trace-evidence.ts";

/** A candidate with its supporting and contradicting evidence, before it is worded. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly cause: Cause;
  readonly lead: ComponentChange | undefined;
  readonly standing: Standing;
  readonly score: number;
  readonly supports: readonly EvidenceDraft[];
  readonly contradicts: readonly EvidenceDraft[];
}

const MOST_LOGS = 2;
const MOST_CALLS = 3;

/** Weighs a candidate; undefined if nothing supports it, its weight is not finite, or people discarded it. */
export function weigh(scene: Scene, candidate: Candidate): Weighed | undefined {
  const discarded = isDiscarded(scene, candidate.component);
  const lead = leadsOf(scene, candidate).find(({ change }) => !discarded(mechanismOf(change)));
  const mechanism = lead ? mechanismOf(lead.change) : candidate.mechanism;
  if (discarded(mechanism)) return undefined;
  const call = firstCallOf(scene, candidate);
  const named = call ? [candidate.component, call.callee] : [candidate.component];
  // The log line that the statement quotes is always among the evidence.
  const quoted = candidate.log ? [candidate.log] : [];
  const logs = [...new Set([...quoted, ...named.flatMap((id) => logsFor(scene, id))])].slice(0, MOST_LOGS);
  const silences = silencesOf(scene, candidate.component).slice(0, 1);
  const ends = scene.traceEnd;
  const leading = leadingStatement(scene, candidate.component);
  const readings = uncovered(candidate);
  const coveredQueries = new Set(readings.map(({ measured }) => measured.query));
  const supports = [
    ...(lead ? [changeEvidence(scene, lead, candidate)] : []),
    ...(call ? [firstCallEvidence(scene, call)] : []),
    ...(candidate.reason ? reasonEvidence(scene, candidate.reason) : []),
    ...(candidate.reason?.isFelt ? [symptomEvidence(scene)].flatMap((each) => each ?? []) : []),
    ...candidate.rules.map((held) => ruleEvidence(scene, held, coveredQueries)),
    ...readings.flatMap((reading) => readingEvidence(scene, reading) ?? []),
    ...(candidate.between ?? []).slice(0, MOST_CALLS).map((lost) => connectionEvidence(scene, lost)),
    ...(candidate.ceased ?? []).slice(0, MOST_CALLS).map((ceased) => ceasedEvidence(scene, ceased)),
    ...(candidate.earlyEnd ? [earlyEndEvidence(scene, candidate.earlyEnd)] : []),
    ...(tellsShare(scene, candidate) ? [shareEvidence(scene, candidate)] : []),
    ...(leading ? [loadEvidence(scene, leading)] : []),
    ...logs.map((log) => logEvidence(scene, log, candidate.component)),
    ...silences.map((silence) => silenceEvidence(scene, silence)),
    ...(ends && speaksFor(ends, candidate.component, scene) ? [traceEvidence(scene, ends)] : []),
  ].filter(isFiniteEvidence);
  if (supports.length === 0) return undefined;
  const explainsNothing = restatesSymptom(scene, candidate) && !lead && obscuredBy(scene, candidate, lead).length > 0;
  const weight = candidate.weight * (explainsNothing ? settings.restatedWeight : 1);
  const bonus = sumOf([
    lead ? settings.changeBonus : 0,
    logs.length > 0 ? settings.logBonus : 0,
    hasOwnRule(scene, candidate) ? settings.ruleBonus : 0,
    call ? settings.firstCallBonus : 0,
    hasOwnTraces(scene, candidate) ? settings.traceBonus : 0,
    silences.length > 0 ? settings.silenceBonus : 0,
  ]);
  const score = Number((weight + bonus * boost(weight)).toFixed(4));
  if (!Number.isFinite(score)) return undefined;
  return {
    candidate,
    cause: { component: describe(scene.components.get(candidate.component), candidate.component), mechanism },
    lead,
    standing: standingOf(scene, candidate, lead, logs),
    score,
    supports,
    contradicts: besides(supports, [
      ...(isLate(scene, candidate) ? [symptomEvidence(scene)] : []),
      ...(ends && endsElsewhere(scene, candidate) ? [traceEvidence(scene, ends)] : []),
    ]),
  };
}

/** Whether the candidate's share of the loss is evidence: a component without callees always causes all of its own loss. */
function tellsShare({ findings: { graph, symptom } }: Scene, candidate: Candidate): boolean {
  const { component, share } = candidate;
  return (
    share !== undefined &&
    share >= settings.tellingShare &&
    !isThrough(candidate) &&
    !(component === symptom.component && isEnd(graph, component))
  );
}

/** Evidence is either for or against a cause, never both. */
function besides(
  supports: readonly EvidenceDraft[],
  against: readonly (EvidenceDraft | undefined)[],
): readonly EvidenceDraft[] {
  const supporting = new Set(supports.map(({ key }) => key));
  return against.flatMap((each) => (each && !supporting.has(each.key) ? [each] : []));
}

/** Words a weighed candidate, at a standing no higher than `most`. */
export function toHypothesis(scene: Scene, weighed: Weighed, most: Standing): HypothesisDraft {
  const { candidate, cause, lead, supports, contradicts, score } = weighed;
  const standing = lower(weighed.standing, most);
  const leading = leadingStatement(scene, candidate.component);
  return {
    cause,
    standing,
    statement: `${statementOf(scene, candidate, lead, standing)}${leading ? `; ${statementText(leading)}` : ""}`,
    supports: supports.map(({ key }) => key),
    contradicts: contradicts.map(({ key }) => key),
    unchecked: uncheckedOf(scene, candidate, lead),
    ...reliefOf(scene, candidate, cause, lead),
    score,
  };
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

/** Further evidence strengthens a weak candidate in proportion to its weight; it does not replace a sign. */
function boost(weight: number): number {
  return Math.min(1, weight / settings.fullBonusFrom);
}

function leadsOf(scene: Scene, candidate: Candidate): readonly ComponentChange[] {
  const own = changesBeforeOnset(scene, candidate);
  return candidate.mechanism === "traffic" ? [...own, ...startsBefore(scene, candidate)] : own;
}

function isDiscarded(scene: Scene, component: string): (mechanism: string) => boolean {
  const ruledOut = scene.findings.discarded.filter((cause) => cause.component.id === component);
  return (mechanism) => ruledOut.some((cause) => cause.mechanism === mechanism);
}

function describe(component: Component | undefined, id: string): Cause["component"] {
  return { id, name: component?.name ?? id, kind: component?.kind ?? "unknown" };
}
