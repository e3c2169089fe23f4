import type { Standing } from "../../events/events.ts";
import type { ClusterReason } from "../../findings/cluster-reason.ts";
import { patternWords } from "../../findings/log-pattern.ts";
import type { FirstCall } from "../attribution/first-calls.ts";
import { type Candidate, firstCallOf } from "../candidates/candidate.ts";
import type { ComponentChange } from "../candidates/component-changes.ts";
import { ENDS_EARLY } from "../candidates/from-ceased-calls.ts";
import { CONNECTION } from "../candidates/from-connections.ts";
import { OWN_ERRORS } from "../candidates/from-logs.ts";
import { isPlain } from "../candidates/held-rule.ts";
import { logsFor } from "../observations/log-patterns.ts";
import { isAboutInput } from "../observations/unknown-callees.ts";
import { type Scene, stepOf } from "../scene/scene.ts";
import { isGone } from "../series/absent.ts";
import { restatesSymptom, unknownCalleesOf } from "../standing/standing.ts";
import { ceasedText } from "./ceased-words.ts";
import { changeText } from "./change-words.ts";
import { connectionStatement } from "./connection-words.ts";
import { movedOf } from "./count.ts";
import { earlyEndText } from "./early-end-words.ts";
import { queriesOf } from "./rule-evidence.ts";
import { nameOf, nounOf, order } from "./sentence.ts";
import { explainedBelow } from "./share-evidence.ts";

/** A candidate in one sentence: what changed, what it shows, and when. */
export function statementOf(
  scene: Scene,
  candidate: Candidate,
  lead: ComponentChange | undefined,
  standing: Standing,
): string {
  const step = stepOf(scene, candidate);
  const name = nameOf(scene.components.get(candidate.component), candidate.component);
  const { component: at } = scene.findings.symptom;
  const symptom = `${nameOf(scene.components.get(at), at)} ${nounOf(scene.findings.symptom)}`;
  if (candidate.reason) return reasonStatement(scene, candidate.reason, lead, standing);
  const [lost, ...others] = candidate.between ?? [];
  if (lost && candidate.mechanism === CONNECTION) {
    const callers = others.flatMap(({ connection }) => (connection.to === lost.connection.to ? connection.from : []));
    const seen = connectionStatement(
      scene,
      lost,
      [...new Set(callers)].map((id) => nameOf(scene.components.get(id), id)),
    );
    return lead ? `${leadText(scene, lead)}, ${order(lead.change.at, candidate.onset, step)} ${seen}` : seen;
  }
  if (candidate.log && candidate.mechanism === CONNECTION && !lead) {
    const writer = nameOf(scene.components.get(candidate.log.component), candidate.log.component);
    return `${writer} writes "${patternWords(candidate.log.pattern)}", ${name} itself answers as usual: the connection between them, or its queue`;
  }
  const [ceased] = candidate.ceased ?? [];
  if (ceased && candidate.mechanism === ENDS_EARLY && !lead) {
    return `${ceasedText(scene, ceased)}, but receives as many requests as before: they end before this call`;
  }
  if (candidate.earlyEnd && candidate.mechanism === ENDS_EARLY && !lead) {
    return `${earlyEndText(scene, candidate.earlyEnd)}; it receives as many requests as before`;
  }
  if (candidate.log && candidate.mechanism === OWN_ERRORS && !lead) {
    return `${name} writes "${patternWords(candidate.log.pattern)}", ${order(candidate.log.firstAt, scene.onset, step)} ${symptom} moved`;
  }
  const reading = candidate.readings[0];
  if (reading?.departure && isThrough(candidate)) {
    const caller = nameOf(scene.components.get(reading.measured.component), reading.measured.component);
    const seen = `${caller} ${movedOf(scene, reading)}`;
    if (!isGone(scene, candidate.component)) return `${seen}; logs name ${name}, which was not measured`;
    const named = logsFor(scene, candidate.component).length > 0 ? ", and logs name it" : "";
    return `${seen}; ${name}, which it calls, ceased to send metrics at that time${named}`;
  }
  // A reading that a rule covers is worded by the rule.
  const cited = reading && uncovered(candidate).includes(reading) ? reading : undefined;
  const limit = candidate.rules.find((held) => isPlain(held) || !cited)?.rule.title;
  const shown = cited?.departure ? `${name} ${movedOf(scene, cited)}` : name;
  const call = firstCallOf(scene, candidate);
  const seen = limit === undefined ? shown : `${shown}: ${limit}`;
  // The component's own loss may begin at another time than the cited reading.
  const movedAt = cited?.onset ?? candidate.onset;
  if (call) return firstCallStatement(scene, call, seen, lead, standing);
  if (lead) {
    const change = leadText(scene, lead);
    if (!reading && limit === undefined)
      return `${change}, ${order(lead.change.at, scene.onset, step)} ${symptom} moved`;
    return standing === "CONFIRMED"
      ? `${change}. Since then ${seen}`
      : `${change}, ${order(lead.change.at, movedAt, step)} ${seen}`;
  }
  const [complaint] = unknownCalleesOf(scene, candidate, lead);
  if (complaint && isAboutInput(complaint))
    return `${seen}; it writes "${patternWords(complaint.pattern)}", so its sender may be at fault`;
  if (complaint) return `${seen}; it writes "${patternWords(complaint.pattern)}", and the service it means is unknown`;
  if (ceased) return `${seen}; ${ceasedText(scene, ceased)}: its requests end before this call`;
  if (restatesSymptom(scene, candidate)) return `${seen}; ${explainedBelow(scene, candidate)}`;
  if (standing === "CONFIRMED") {
    const own =
      candidate.log ?? logsFor(scene, candidate.component).find((log) => log.component === candidate.component);
    return limit === undefined && own ? `${seen}; it writes "${patternWords(own.pattern)}"` : seen;
  }
  return `${seen}, ${order(movedAt, scene.onset, step)} ${symptom} moved`;
}

/** The reason in the cluster's words; after a change, what was changed first. */
function reasonStatement(
  scene: Scene,
  { reason }: ClusterReason,
  lead: ComponentChange | undefined,
  standing: Standing,
): string {
  if (!lead) return reason.sentence;
  const change = leadText(scene, lead);
  return standing === "CONFIRMED" ? `${change}. Since then: ${reason.sentence}` : `${change}, then: ${reason.sentence}`;
}

function firstCallStatement(
  scene: Scene,
  { caller, callee, at, calls }: FirstCall,
  seen: string,
  lead: ComponentChange | undefined,
  standing: Standing,
): string {
  const name = (id: string) => nameOf(scene.components.get(id), id);
  const call = `${name(caller)} calls ${name(callee)}, never seen before`;
  const { component } = scene.findings.symptom;
  const change = lead && leadText(scene, lead);
  const step = Math.max(calls.series.step, stepOf(scene, { readings: [] }));
  if (change !== undefined && standing === "CONFIRMED") return `${change}. Since then ${call}; ${seen}`;
  if (lead) return `${change}, ${order(lead.change.at, at, step)} ${call}; ${seen}`;
  return `${call}, ${order(at, scene.onset, step)} ${name(component)} ${nounOf(scene.findings.symptom)} moved; ${seen}`;
}

function leadText(scene: Scene, { change, component }: ComponentChange): string {
  return changeText(change, nameOf(scene.components.get(component), component));
}

/** Whether only a caller's loss was measured. */
export function isThrough({ component, readings }: Candidate): boolean {
  return readings.length > 0 && readings.every(({ measured }) => measured.component !== component);
}

/** Readings that no rule covers: a rule of a single metric says what its reading would say. */
export function uncovered({ readings, rules }: Candidate): Candidate["readings"] {
  const alone = rules.map(queriesOf).filter((queries) => queries.length === 1);
  return readings.filter(({ measured }) => !alone.some(([query]) => query === measured.query));
}
