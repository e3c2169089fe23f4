import type { Cause, Gap, Standing } from "../investigation/events.ts";
import type { Component } from "../telemetry/ports.ts";
import type { Candidate } from "./candidate.ts";
import { DEPARTED } from "./departure.ts";
import type { EvidenceDraft, HypothesisDraft } from "./diagnosis.ts";
import { changeEvidence, logEvidence, readingEvidence, shareEvidence, symptomEvidence } from "./evidence.ts";
import { logsFor } from "./log-leads.ts";
import { reliefOf } from "./relief.ts";
import type { Scene } from "./scene.ts";
import { moved, nameOf, nounOf, order } from "./sentence.ts";
import { type Lead, leadsFor, mechanismOf, startsBefore } from "./touched.ts";

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
const MOST_LOGS = 2;

/** Weighs a candidate; undefined where nothing supports it, or people ruled it out. */
export function weigh(scene: Scene, candidate: Candidate): Weighed | undefined {
  const discarded = isDiscarded(scene, candidate.component);
  const lead = leadsOf(scene, candidate).find(({ change }) => !discarded(mechanismOf(change)));
  const mechanism = lead ? mechanismOf(lead.change) : candidate.mechanism;
  if (discarded(mechanism)) return undefined;
  const logs = logsFor(scene, candidate.component).slice(0, MOST_LOGS);
  const supports = [
    ...(lead ? [changeEvidence(scene, lead)] : []),
    ...candidate.readings.flatMap((reading) => readingEvidence(scene, reading) ?? []),
    ...(candidate.share === undefined ? [] : [shareEvidence(scene, candidate)]),
    ...logs.map((log) => logEvidence(scene, log)),
  ];
  if (supports.length === 0) return undefined;
  const late = candidate.onset > scene.onset + 2 * stepOf(scene);
  const kinds = new Set(supports.map(({ kind }) => (kind === "topology" ? "metric" : kind)));
  const bonus = (lead ? CHANGE_BONUS : 0) + (logs.length > 0 ? LOG_BONUS : 0);
  return {
    candidate,
    cause: { component: describe(scene.components.get(candidate.component), candidate.component), mechanism },
    lead,
    standing: standingOf(scene, candidate, lead, kinds.size, late),
    score: Number((candidate.weight + bonus * boost(candidate)).toFixed(4)),
    supports,
    contradicts: late ? [symptomEvidence(scene)].filter((each) => each !== undefined) : [],
  };
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
    unchecked: gapsFor(scene, scene.components.get(candidate.component)),
    ...reliefOf(cause, lead?.change),
    score,
  };
}

const ranks: readonly Standing[] = ["POSSIBLE", "LIKELY", "CONFIRMED"];

function lower(one: Standing, other: Standing): Standing {
  return ranks.indexOf(one) < ranks.indexOf(other) ? one : other;
}

function stepOf(scene: Scene): number {
  return scene.grid?.step ?? 60;
}

/** What else is seen strengthens a sign; it does not replace one. */
function boost({ weight }: Candidate): number {
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

const MOST = 0.5;

function standingOf(
  scene: Scene,
  candidate: Candidate,
  lead: Lead | undefined,
  kinds: number,
  late: boolean,
): Standing {
  // Where the alarm's own metric is all that moved, the place is known and the cause is not.
  const restates = lead === undefined && isSymptom(scene, candidate);
  const plain = (candidate.share ?? (candidate.weight >= MOST ? 1 : 0)) >= MOST && candidate.strength >= 2 * DEPARTED;
  if (late || !scene.symptom?.departed || candidate.readings.length === 0) return "POSSIBLE";
  if (plain && kinds >= 2 && !restates) return "CONFIRMED";
  return plain || kinds >= 2 ? "LIKELY" : "POSSIBLE";
}

function statementOf(scene: Scene, candidate: Candidate, lead: Lead | undefined, standing: Standing): string {
  const step = stepOf(scene);
  const name = nameOf(scene.components.get(candidate.component), candidate.component);
  const { component: at, signal } = scene.findings.symptom;
  const symptom = `${nameOf(scene.components.get(at), at)} ${nounOf(signal)}`;
  const reading = candidate.readings[0];
  const seen = reading?.departure
    ? `${name} ${nounOf(reading.measured.signal)} ${moved(reading.measured.signal, reading.departure, step)}`
    : name;
  if (lead) {
    const change = `${lead.change.action} by ${lead.change.actor}`;
    if (!reading) return `${change} on ${name}, ${order(lead.change.at, scene.onset, step)} ${symptom} moved`;
    return standing === "CONFIRMED"
      ? `${change} caused it: ${seen}`
      : `${change}, ${order(lead.change.at, candidate.onset, step)} ${seen}`;
  }
  if (isSymptom(scene, candidate)) return `${seen}; those it calls do not explain it`;
  if (standing === "CONFIRMED") return `${seen} caused the change in ${symptom}`;
  return `${seen}, ${order(candidate.onset, scene.onset, step)} ${symptom} moved`;
}

function isSymptom(scene: Scene, { component, readings }: Candidate): boolean {
  const { symptom } = scene.findings;
  return component === symptom.component && readings[0]?.measured.signal === symptom.signal;
}

function describe(component: Component | undefined, id: string): Cause["component"] {
  return { id, name: component?.name ?? id, kind: component?.kind ?? "unknown" };
}

/** What was not seen of the component, and whatever concerns all. */
function gapsFor(scene: Scene, component: Component | undefined): readonly Gap[] {
  const names = component ? [component.id, component.name, ...component.logGroups] : [];
  return scene.findings.gaps.filter(
    ({ what }) => !/^(logs|metrics) of /.test(what) || names.some((name) => what.includes(name)),
  );
}
