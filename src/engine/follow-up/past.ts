import { sameCause } from "../../events/cause.ts";
import type { Cause } from "../../events/events.ts";
import type { Diagnosis, EvidenceDraft, HypothesisDraft } from "../../investigation/diagnosis.ts";
import { compareStandings } from "../../investigation/ranking/standing-order.ts";
import { settings } from "../settings.ts";

/** The cause that people recorded when they closed an earlier investigation of the same alarm. */
export interface PastCause {
  readonly cause: Cause;
  /** The id of that investigation: "G-1042". */
  readonly investigation: string;
  /** Epoch seconds. */
  readonly closedAt: number;
}

const NAMED = 5;

/**
 * Adds earlier causes as evidence. They decide the order of hypotheses of equal standing, but never raise a standing: what happened before
 * proves nothing about now.
 */
export function withPast(diagnosis: Diagnosis, past: readonly PastCause[]): Diagnosis {
  const weighed = diagnosis.hypotheses.map((hypothesis) => weighPast(hypothesis, past));
  const evidence = weighed.flatMap(({ evidence: each }) => (each ? [each] : []));
  if (evidence.length === 0) return diagnosis;
  const hypotheses = weighed.map(({ hypothesis }) => hypothesis).toSorted(byStandingThenScore);
  const [before, now] = [diagnosis.hypotheses[0], hypotheses[0]];
  const turned = before && now && !sameCause(before.cause, now.cause);
  const reason = turned ? { reason: "it was the cause before, and nothing seen now speaks for another more" } : {};
  return { ...diagnosis, ...reason, hypotheses, evidence: [...diagnosis.evidence, ...evidence] };
}

function weighPast(
  hypothesis: HypothesisDraft,
  past: readonly PastCause[],
): { readonly hypothesis: HypothesisDraft; readonly evidence: EvidenceDraft | undefined } {
  const times = past.filter(({ cause }) => sameCause(cause, hypothesis.cause));
  const last = times.at(-1);
  if (!last) return { hypothesis, evidence: undefined };
  const { component, mechanism } = hypothesis.cause;
  const key = `past/${component.id}/${mechanism}`;
  const named = times.slice(-NAMED).map(({ investigation }) => investigation);
  const often = times.length === 1 ? "once" : `${times.length} times`;
  const evidence: EvidenceDraft = {
    key,
    kind: "history",
    component,
    sentence: `Was the cause of this alarm ${often} before: ${named.join(", ")}`,
    figures: { times: times.length },
    query: `${last.investigation} status`,
    window: { start: times[0]?.closedAt ?? last.closedAt, end: last.closedAt },
    horizon: last.closedAt,
  };
  const score = Number(
    (hypothesis.score + settings.pastWeight * Math.min(settings.pastTimes, times.length)).toFixed(4),
  );
  return { hypothesis: { ...hypothesis, score, supports: [...hypothesis.supports, key] }, evidence };
}

function byStandingThenScore(one: HypothesisDraft, other: HypothesisDraft): number {
  return compareStandings(other.standing, one.standing) || other.score - one.score;
}
