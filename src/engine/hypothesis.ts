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

/** A hypothesis with the evidence that it rests on. */
export interface Weighed {
  readonly hypothesis: HypothesisDraft;
  readonly evidence: readonly EvidenceDraft[];
}

const CHANGE_BONUS = 0.6;
const LOG_BONUS = 0.35;
const MOST_LOGS = 2;

/** Weighs a candidate: what speaks for it, what against, and what was not looked at. */
export function weigh(scene: Scene, candidate: Candidate): Weighed | undefined {
  const lead = leadOf(scene, candidate);
  const discarded = isDiscarded(scene, candidate.component);
  const withChange = lead && !discarded(mechanismOf(lead.change)) ? lead : undefined;
  const mechanism = withChange ? mechanismOf(withChange.change) : candidate.mechanism;
  if (discarded(mechanism)) return undefined;
  const logs = logsFor(scene, candidate.component).slice(0, MOST_LOGS);
  const readings = candidate.readings.flatMap((reading) => readingEvidence(scene, reading) ?? []);
  const supports = [
    ...(withChange ? [changeEvidence(scene, withChange)] : []),
    ...readings,
    ...(candidate.share === undefined ? [] : [shareEvidence(scene, candidate)]),
    ...logs.map((log) => logEvidence(scene, log)),
  ];
  if (supports.length === 0) return undefined;
  const step = scene.grid?.step ?? 60;
  const late = candidate.onset > scene.onset + 2 * step;
  const symptom = late ? symptomEvidence(scene) : undefined;
  const kinds = new Set(supports.map(({ kind }) => (kind === "topology" ? "metric" : kind)));
  const standing = standingOf(scene, candidate, kinds.size, late);
  const component = scene.components.get(candidate.component);
  const cause: Cause = { component: describe(component, candidate.component), mechanism };
  const hypothesis: HypothesisDraft = {
    cause,
    standing,
    statement: statementOf(scene, candidate, withChange, standing),
    supports: supports.map(({ key }) => key),
    contradicts: symptom ? [symptom.key] : [],
    unchecked: gapsFor(scene, component),
    ...reliefOf(cause, withChange?.change),
    score: Number(
      (
        candidate.weight +
        (withChange ? CHANGE_BONUS : 0) * boost(candidate) +
        (logs.length > 0 ? LOG_BONUS : 0) * boost(candidate)
      ).toFixed(4),
    ),
  };
  return { hypothesis, evidence: symptom ? [...supports, symptom] : supports };
}

/** What else is seen strengthens a sign; it does not replace one. */
function boost({ weight }: Candidate): number {
  return Math.min(1, weight * 2);
}

function leadOf(scene: Scene, { component, mechanism, onset }: Candidate): Lead | undefined {
  const own = leadsFor(scene, component, onset)[0];
  return own ?? (mechanism === "traffic" ? startsBefore(scene, component, onset)[0] : undefined);
}

function isDiscarded(scene: Scene, component: string): (mechanism: string) => boolean {
  const ruledOut = scene.findings.discarded.filter((cause) => cause.component.id === component);
  return (mechanism) => ruledOut.some((cause) => cause.mechanism === mechanism);
}

const MOST = 0.5;

function standingOf(scene: Scene, candidate: Candidate, kinds: number, late: boolean): Standing {
  const strength = Math.max(0, ...candidate.readings.map(({ departure }) => departure?.strength ?? 0));
  const plain = (candidate.share ?? (candidate.weight >= MOST ? 1 : 0)) >= MOST && strength >= 2 * DEPARTED;
  if (late || !scene.symptom?.departed || candidate.readings.length === 0) return "POSSIBLE";
  if (plain && kinds >= 2) return "CONFIRMED";
  return plain || kinds >= 2 ? "LIKELY" : "POSSIBLE";
}

function statementOf(scene: Scene, candidate: Candidate, lead: Lead | undefined, standing: Standing): string {
  const step = scene.grid?.step ?? 60;
  const name = nameOf(scene.components.get(candidate.component), candidate.component);
  const { component: at, signal } = scene.findings.symptom;
  const symptom = `${nameOf(scene.components.get(at), at)} ${nounOf(signal)}`;
  const reading = candidate.readings[0];
  const self = candidate.component === at && reading?.measured.signal === signal;
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
  if (self) return `${seen}; those it calls do not explain it`;
  if (standing === "CONFIRMED") return `${seen} caused the change in ${symptom}`;
  return `${seen}, ${order(candidate.onset, scene.onset, step)} ${symptom} moved`;
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
