import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { lower } from "../ranking/standing-order.ts";
import { weighRound } from "../ranking/weigh-round.ts";
import type { EpisodeFindings, Investigation } from "../state.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

type Part = Extract<Command, { type: "recordPart" }>;

/** Records partial findings of a look, without a verdict; for a later look only if another cause is now the best. */
export function decidePart(state: Investigation, command: Part, meta: Meta): Decision {
  const { episode, diagnosis } = command;
  const findings = state.findings[episode];
  if (state.status !== "open" || !findings?.requested) return unchanged;
  if (findings.conclusion) return laterPart(state, command, findings, meta);
  const { events, ranking } = weighRound(state, diagnosis, { at: meta.at, by: meta.actor, episode });
  if (events.length === 0 && ranking.join() === findings.early?.ranking.join()) return unchanged;
  return accept(...events, progressed(command, ranking, meta));
}

/** The verdict stays until the look is over: its hypotheses are not weakened, and a new best one must be as strong. */
function laterPart(state: Investigation, command: Part, findings: EpisodeFindings, meta: Meta): Decision {
  const { conclusion, early, lookingAgain } = findings;
  const [best] = command.diagnosis.hypotheses;
  if (!conclusion || !lookingAgain || !best) return unchanged;
  const [first] = conclusion.ranking;
  const stands = state.hypotheses.find(({ id }) => id === first)?.weight.standing ?? "POSSIBLE";
  if (lower(best.standing, stands) !== stands) return unchanged;
  const stamp = { at: meta.at, by: meta.actor, episode: command.episode };
  const { events, ranking } = weighRound(state, onlyBest(command.diagnosis), stamp);
  const [top] = ranking;
  const isOut = state.hypotheses.some(({ id, decided }) => id === top && decided.type === "discarded");
  if (isOut || top === (early ?? conclusion).ranking[0]) return unchanged;
  const stronger = top === first ? [] : events.filter(({ type }) => type !== "hypothesisWeakened");
  const others = conclusion.ranking.filter((id) => id !== top);
  return accept(...stronger, progressed(command, [...ranking, ...others], meta));
}

/** The diagnosis with only its best hypothesis and the evidence of that one. */
function onlyBest(diagnosis: Diagnosis): Diagnosis {
  const hypotheses = diagnosis.hypotheses.slice(0, 1);
  const cited = new Set(hypotheses.flatMap(({ supports, contradicts }) => [...supports, ...contradicts]));
  return { ...diagnosis, hypotheses, evidence: diagnosis.evidence.filter(({ key }) => cited.has(key)) };
}

function progressed({ diagnosis, ...told }: Part, ranking: readonly string[], meta: Meta): Event {
  const whole = { ranking: [...ranking], horizons: { ...diagnosis.horizons } };
  return { ...told, ...whole, type: "progressed", at: meta.at, by: meta.actor };
}
