import { standingVerdict } from "../ranking/ranking.ts";
import { type Investigation, presentEpisode } from "../state.ts";

/**
 * The content of a message by the urgency of a change: people's decisions, the alarm's state, the findings. Any other difference is
 * progress.
 */
export interface ContentDigest {
  readonly decision: string;
  readonly state: string;
  readonly finding: string;
}

/** The digest of all messages of an investigation. Pure. */
export function contentDigest(state: Investigation): ContentDigest {
  const { acknowledged, assigned, severity, snoozes, closed, notes, queries, hypotheses, episodes, members } = state;
  const ticks = [...(state.checklist?.ticks ?? [])].map(([step, { at }]) => `${step} ${at}`);
  const decided = hypotheses.map(({ decided: { type } }) => type);
  const present = episodes.at(-1);
  const firing = members.filter((member) => member.state === "ALARM").length;
  const verdict = standingVerdict(state);
  const { conclusion, early } = state.findings[presentEpisode(state)] ?? {};
  const requested = Object.values(state.findings).filter((findings) => findings.requested).length;
  return {
    decision: [
      ...[acknowledged?.at, assigned?.at, severity, snoozes.at(-1)?.at, snoozes.at(-1)?.ended?.at, closed?.at],
      ...[notes.length, queries.length, requested, ...decided, ...ticks],
    ].join(),
    state: [state.status, present?.number, present?.state, episodes.length, members.length, firing].join(),
    finding: [
      verdict?.verdict,
      (conclusion ?? early)?.ranking.join(" "),
      ...hypotheses.map(({ weight }) => weight.standing),
    ].join(),
  };
}
