import type { Investigation } from "../investigation/state.ts";
import type { Commit } from "../store/store.ts";
import { stormBegan, stormEnded } from "./storm-times.ts";

/** When an incident reached each of its steps, ISO; undefined: it did not, or that is not recorded. */
export interface Steps {
  /** When the alarm's metric left its usual range, according to the first evidence that says so. */
  readonly onsetAt: string | undefined;
  /** The first firing; of a storm, that of its first alarm. */
  readonly firedAt: string | undefined;
  /** The first time that somebody acknowledged it or was assigned to it. */
  readonly acknowledgedAt: string | undefined;
  readonly firstHypothesisAt: string | undefined;
  /** The last time that the cause that counts was accepted. */
  readonly acceptedAt: string | undefined;
  /** The last recovery; undefined while it fires, or while an alarm of a storm does. */
  readonly recoveredAt: string | undefined;
}

/** The steps of an incident, from its whole history. */
export function stepsOf(commits: readonly Commit[], state: Investigation): Steps {
  const events = commits.flatMap((commit) => commit.events);
  const fired = events.find((event) => event.type === "alarmFired");
  const first = state.episodes[0];
  const onsets = events.flatMap((event) =>
    event.type === "evidenceRecorded" && event.episode === (first?.number ?? 1) && event.evidence.kind === "metric"
      ? (event.evidence.figures.onset ?? [])
      : [],
  );
  const acknowledged = events.find(({ type }) => type === "acknowledged" || type === "assigned");
  const hypothesis = events.find(({ type }) => type === "hypothesisProposed");
  const cause = acceptedCause(state);
  const accepted = events.findLast((event) => event.type === "hypothesisAccepted" && event.id === cause);
  const [onset] = onsets;
  return {
    onsetAt: onset === undefined ? undefined : new Date(onset * 1000).toISOString(),
    firedAt: fired?.alarmAt ?? first?.firedAt ?? stormBegan(state),
    acknowledgedAt: acknowledged?.at,
    firstHypothesisAt: hypothesis?.at,
    acceptedAt: accepted?.at,
    recoveredAt: state.episodes.at(-1)?.recoveredAt ?? stormEnded(state),
  };
}

/** The hypothesis that was the cause according to whoever closed it, else the one that stands accepted. */
export function acceptedCause({ closed, hypotheses }: Investigation): string | undefined {
  return closed?.cause ?? hypotheses.findLast(({ decided }) => decided.type === "accepted")?.id;
}

/** Seconds from one time to another; undefined where one is unknown. Never negative: clocks of two machines may differ. */
export function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}
