import { duration, figure } from "../../card/number.ts";
import { patternWords } from "../../findings/log-pattern.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import { type Candidate, isBare } from "../candidates/candidate.ts";
import type { ComponentChange } from "../candidates/component-changes.ts";
import type { NewPattern } from "../observations/log-patterns.ts";
import type { Silence } from "../observations/silences.ts";
import { type Scene, stepOf } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import { fewOf, movedOf } from "./count.ts";
import { moved, nameOf, nounOf, order, TOGETHER } from "./sentence.ts";

/** A departed signal with its figures; undefined without a baseline. */
export function readingEvidence(scene: Scene, reading: Reading): EvidenceDraft | undefined {
  const { measured, departure, onset } = reading;
  if (!departure || Number.isNaN(departure.mean)) return undefined;
  const { component, signal, query, series, archive } = measured;
  const { median, low, high } = departure.baseline;
  const known = componentOf(scene, component);
  const few = fewOf(scene, reading);
  const throttled = signal === "throttles" && `${metricOf(query)} ${moved(measured, departure)}`;
  return {
    key: `metric ${component} ${signal} ${query}`,
    kind: "metric",
    component: known,
    sentence: `${known.name} ${throttled || movedOf(scene, reading)}`,
    figures: {
      before: median,
      after: departure.mean,
      peak: departure.peak,
      usualLow: low,
      usualHigh: high,
      period: series.step,
      ...(onset !== undefined && { onset }),
      ...(few && { failed: few.failed, requests: few.asked }),
    },
    query,
    window: { start: series.start, end: series.start + series.step * series.values.length },
    horizon: horizonOf(scene, "metrics"),
    ...(archive !== undefined && { archive }),
  };
}

/** Whether all figures and times of a piece of evidence are finite; only such evidence is shown. */
export function isFiniteEvidence({ figures, window }: EvidenceDraft): boolean {
  return [...Object.values(figures), window.start, window.end].every(Number.isFinite);
}

/** The name of a throttling metric, because it shows which limit was reached. */
function metricOf(query: string): string {
  return /\b\w*Thrott\w*/.exec(query)?.[0] ?? nounOf({ signal: "throttles" });
}

/** The symptom itself; undefined if one of its figures is not finite. */
export function symptomEvidence(scene: Scene): EvidenceDraft | undefined {
  const found = scene.symptom && readingEvidence(scene, scene.symptom);
  return found && isFiniteEvidence(found) ? found : undefined;
}

/** A change, and how long before the onset it was made: the component's onset if the candidate shows anything, else the symptom's. */
export function changeEvidence(
  scene: Scene,
  { change, component, before }: ComponentChange,
  candidate: Pick<Candidate, "readings" | "rules" | "reason">,
): EvidenceDraft {
  const known = componentOf(scene, component);
  // What does not run has no signal of its own that moved.
  const onset = candidate.reason ? scene.onset : change.at + before;
  const { symptom } = scene.findings;
  const ofSymptom = `${componentOf(scene, symptom.component).name} ${nounOf(symptom)}`;
  const when = order(change.at, onset, stepOf(scene, candidate));
  const signs = when === TOGETHER ? `when signs began at ${known.name}` : `${when} signs at ${known.name}`;
  const detail = Object.entries(change.detail)
    .slice(0, 2)
    .map(([name, value]) => `${name} ${value}`);
  return {
    key: `change ${change.id}`,
    kind: "change",
    component: known,
    sentence: [`${change.action} by ${change.actor}`, ...detail]
      .join(", ")
      .concat(`, ${candidate.reason || isBare(candidate) ? `${when} ${ofSymptom} moved` : signs}`),
    figures: { at: change.at, minutesBefore: Math.round((onset - change.at) / 60) },
    query: `changes ${change.action} ${change.resources.join(" ")}`.trim(),
    window: { start: Math.min(change.at, onset), end: Math.max(change.at, onset) },
    horizon: horizonOf(scene, "changes"),
  };
}

/** A log pattern that appeared or multiplied, and who wrote it if that is not component `of`. */
export function logEvidence(scene: Scene, log: NewPattern, of: string): EvidenceDraft {
  const { at } = scene.findings.symptom;
  const writer = componentOf(scene, log.component);
  const before = log.before === 0 ? "none" : figure(log.before);
  return {
    key: `log ${log.group} ${log.pattern}`,
    kind: "log",
    component: writer,
    sentence: `log${log.component === of ? "" : ` of ${writer.name}`} "${patternWords(log.pattern)}" ${before} → ${figure(log.count)}`,
    figures: { before: log.before, count: log.count, firstAt: log.firstAt },
    query: `${log.group} ${log.pattern}`,
    window: { start: Math.min(log.firstAt, at), end: Math.max(at, log.firstAt) },
    horizon: horizonOf(scene, "logs"),
  };
}

/** A log pattern that stopped. */
export function silenceEvidence(scene: Scene, { log, lastAt, every }: Silence): EvidenceDraft {
  const horizon = horizonOf(scene, "logs");
  const when = order(lastAt, scene.onset, scene.grid?.step ?? 60);
  const { symptom } = scene.findings;
  const what = `${nameOf(scene.components.get(symptom.component), symptom.component)} ${nounOf(symptom)}`;
  return {
    key: `silence ${log.group} ${log.pattern}`,
    kind: "log",
    component: componentOf(scene, log.component),
    sentence: `log "${patternWords(log.pattern)}" stopped ${when} ${what} moved (usual one every ${duration(every)})`,
    figures: { before: log.before, count: log.count, lastAt, every },
    query: `${log.group} ${log.pattern}`,
    window: { start: log.firstAt, end: Math.max(horizon, lastAt) },
    horizon,
  };
}

/** A component as evidence names it. */
export function componentOf(scene: Scene, id: string): { id: string; name: string; kind: string } {
  const known = scene.components.get(id);
  return { id, name: known?.name ?? id, kind: known?.kind ?? "unknown" };
}

/** The horizon of a source in epoch seconds. */
export function horizonOf(scene: Scene, source: string): number {
  return scene.findings.horizons[source] ?? scene.findings.symptom.at;
}
